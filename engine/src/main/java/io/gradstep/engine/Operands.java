package io.gradstep.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of nodes that cannot be changed, and that n-ary gates therefore share where they would copy another list.
 *
 * <p>Every method that takes a list of nodes takes any list; this one is worth its while where many gates have the same
 * operands, as the neurons of a layer do: {@link Value#dot(java.util.List, java.util.List) dot} then costs no copy, and
 * the backward pass counts the uses of the list instead of those of each of its nodes.
 *
 * <pre>{@code
 * Operands inputs = Operands.of(Value.of(2, "x"), Value.of(3, "y"));
 * Value sum = Value.dot(List.of(Value.of(10), Value.of(1)), inputs);
 * System.out.println(sum.data()); // 23.0
 * }</pre>
 */
@CheckReturnValue
public final class Operands extends AbstractList<Value> implements RandomAccess {
    final Value[] values;

    /** The bits that say what a backward pass has to do with the nodes; set if they are in any of them. */
    final int bits;

    /** Scratch of a backward pass, 0 outside: how many of the gates that share this list it has not yet dealt with. */
    int pending;

    private Operands(Value[] values) {
        this.values = values;
        int bits = 0;
        for (Value value : values) {
            bits |= Value.useInList(value);
        }
        this.bits = bits;
    }

    /**
     * Makes a list.
     *
     * @param values the nodes
     * @return a list of them in the same order
     */
    public static Operands of(Value... values) {
        return new Operands(values.clone());
    }

    /**
     * Makes a list of the nodes of another collection.
     *
     * @param values the nodes
     * @return a list of them in the same order; the same object, if it is one already
     */
    public static Operands copyOf(Collection<Value> values) {
        return values instanceof Operands operands ? operands : new Operands(values.toArray(NaryValue.NONE));
    }

    /** Makes a list of nodes in an array that nobody else has. */
    static Operands over(Value[] values) {
        return new Operands(values);
    }

    @Override
    public Value get(int i) {
        return values[Objects.checkIndex(i, values.length)];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(values, values.length, Object[].class);
    }
}
