package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gates of nodes, as an array of numbers: storing a reference in an array of an interface's type, where the JVM
 * checks the object's class each time, takes three times as long.
 */
public final class Gates {
    /** The ops by their numbers; number 0 is no gate. */
    private static final @Nullable Gate[] OPS = ops();

    private int[] numbers;
    private final List<Gate> customOps;
    private final Map<Gate, Integer> customNumbers;

    Gates(int nodeCount) {
        this(new int[nodeCount], new ArrayList<>(), new IdentityHashMap<>());
    }

    private Gates(int[] numbers, List<Gate> customOps, Map<Gate, Integer> customNumbers) {
        this.numbers = numbers;
        this.customOps = customOps;
        this.customNumbers = customNumbers;
    }

    private static @Nullable Gate[] ops() {
        Op[] ops = Op.values();
        @Nullable Gate[] numbered = new @Nullable Gate[ops.length + 1];
        System.arraycopy(ops, 0, numbered, 1, ops.length);
        return numbered;
    }

    int nodeCount() {
        return numbers.length;
    }

    /** The gate of a node. */
    public @Nullable Gate get(int node) {
        int number = numbers[node];
        return number < OPS.length ? OPS[number] : customOps.get(number - OPS.length);
    }

    /** Whether a node has a gate. */
    public boolean has(int node) {
        return numbers[node] != 0;
    }

    /** Whether two nodes have the same gate, or none. */
    public boolean areSame(int node, int other) {
        return numbers[node] == numbers[other];
    }

    /** A number of a node's gate: that of the {@link Op} from 1, or one for all custom ops; 0 if it has none. */
    public int kind(int node) {
        return Math.min(numbers[node], OPS.length);
    }

    /** One more than the largest {@link #kind}. */
    public static int kindCount() {
        return OPS.length + 1;
    }

    void set(int node, @Nullable Gate gate) {
        numbers[node] = gate == null ? 0 : number(gate);
    }

    @SuppressWarnings("EnumOrdinal") // only a number within this table
    private int number(Gate gate) {
        if (gate instanceof Op op) {
            return op.ordinal() + 1;
        }
        Integer number = customNumbers.putIfAbsent(gate, OPS.length + customOps.size());
        if (number == null) {
            customOps.add(gate);
        }
        return Objects.requireNonNull(customNumbers.get(gate));
    }

    /** The gates of the same nodes in another order. */
    public Gates permuted(int[] order) {
        int[] permuted = new int[order.length];
        for (int i = 0; i < permuted.length; i++) {
            permuted[i] = numbers[order[i]];
        }
        return new Gates(permuted, customOps, customNumbers);
    }

    void resize(int nodeCount) {
        numbers = Arrays.copyOf(numbers, nodeCount);
    }
}
