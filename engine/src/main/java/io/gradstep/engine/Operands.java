package io.gradstep.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list of nodes, which n-ary gates share instead of copying it.
 *
 * <p>Methods that take a list of nodes accept any list; use this one if many gates have the same operands, as the
 * neurons of a layer do. {@link Value#dot(java.util.List, java.util.List) dot} then makes no copy, and the backward
 * pass counts the uses of the list instead of those of each of its nodes.
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

    /** The union of the bits of the nodes that control a backward pass. */
    final int bits;

    /** Scratch of a backward pass, 0 outside: the number of gates sharing this list that it has not yet processed. */
    int pending;

    private Operands(Value[] values) {
        this.values = values;
        int bits = 0;
        for (Value value : values) {
            bits |= Uses.addInList(value);
        }
        this.bits = bits;
    }

    /**
     * Creates a list.
     *
     * @param values the nodes
     * @return a list of them in the same order
     */
    public static Operands of(Value... values) {
        return new Operands(values.clone());
    }

    /**
     * Creates a list of the nodes of a collection.
     *
     * @param values the nodes
     * @return a list of them in the same order; the collection itself if it already is one
     */
    public static Operands copyOf(Collection<Value> values) {
        return values instanceof Operands operands ? operands : new Operands(values.toArray(NaryValue.NONE));
    }

    /** Creates a list backed by an array that nothing else refers to. */
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
