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
 * The gate of each node, or the leaf that it is, as an array of numbers: storing a reference in an array of an
 * interface's type, where the JVM checks the object's class each time, takes three times as long. Recordings that are
 * made from others share the table of leaves.
 */
public final class Gates {
    /** The ops by their numbers; number 0 is no gate. */
    private static final @Nullable Gate[] OPS = ops();

    /** Above 0, a gate; otherwise the number of a leaf, negated. */
    private int[] numbers;

    /** The number of nodes that have a gate. */
    private int count;

    /** Whether any node has a gate of a {@link #kind}. */
    private final boolean[] used = new boolean[kindCount()];

    private Leaves leaves;
    private boolean sharesLeaves;
    private final List<Gate> customOps;
    private final Map<Gate, Integer> customNumbers;

    /** Makes room for some nodes, which are to be set. */
    Gates(int nodeCount) {
        this(new int[nodeCount], new Leaves(), new ArrayList<>(), new IdentityHashMap<>());
    }

    private Gates(int[] numbers, Leaves leaves, List<Gate> customOps, Map<Gate, Integer> customNumbers) {
        this.numbers = numbers;
        this.leaves = leaves;
        this.customOps = customOps;
        this.customNumbers = customNumbers;
    }

    private static @Nullable Gate[] ops() {
        Op[] ops = Op.values();
        @Nullable Gate[] numbered = new @Nullable Gate[ops.length + 1];
        System.arraycopy(ops, 0, numbered, 1, ops.length);
        return numbered;
    }

    /** Makes room for nodes that can be copied from here. */
    Gates like(int nodeCount) {
        return like(new int[nodeCount]);
    }

    private Gates like(int[] otherNumbers) {
        Gates gates = new Gates(otherNumbers, leaves, customOps, customNumbers);
        gates.sharesLeaves = true;
        return gates;
    }

    int nodeCount() {
        return numbers.length;
    }

    /** The gate of a node. */
    public @Nullable Gate get(int node) {
        int number = numbers[node];
        if (number <= 0) {
            return null;
        }
        return number < OPS.length ? OPS[number] : customOps.get(number - OPS.length);
    }

    /** Whether a node has a gate. */
    public boolean has(int node) {
        return numbers[node] > 0;
    }

    /** Whether two nodes have the same gate, or none. */
    public boolean areSame(int node, int other) {
        return numbers[node] == numbers[other] || (!has(node) && !has(other));
    }

    /** A number of a node's gate: that of the {@link Op} from 1, or one for all custom ops; 0 if it has none. */
    public int kind(int node) {
        return Math.max(0, Math.min(numbers[node], OPS.length));
    }

    /** One more than the largest {@link #kind}. */
    public static int kindCount() {
        return OPS.length + 1;
    }

    /** The index of a node among the arguments; {@link Recording#NO_ARGUMENT} for a gate or a constant. */
    int argument(int node) {
        return has(node) ? Recording.NO_ARGUMENT : leaves.argument(-numbers[node]);
    }

    /** Whether a node is a constant. */
    boolean isConstant(int node) {
        return !has(node) && leaves.argument(-numbers[node]) == Recording.NO_ARGUMENT;
    }

    /** The value of a constant; 0 for any other node. */
    double constant(int node) {
        return has(node) ? 0 : leaves.constant(-numbers[node]);
    }

    /** The number of nodes that have a gate. */
    int count() {
        return count;
    }

    /** Whether any node has an op as its gate. */
    boolean use(Op op) {
        return used[number(op)];
    }

    /** Whether any node has a gate that is computed from an array; see {@link OperandArrays}. */
    boolean useArrays() {
        boolean arrays = used[OPS.length];
        for (int number = 1; number < OPS.length; number++) {
            arrays |= used[number] && OperandArrays.wantsArray(OPS[number]);
        }
        return arrays;
    }

    /** Sets a node that has not been set. */
    void set(int node, Gate gate) {
        numbers[node] = number(gate);
        countGate(node);
    }

    private void countGate(int node) {
        used[kind(node)] = true;
        count++;
    }

    void setArgument(int node, int argument) {
        numbers[node] = -ownLeaves().addArgument(argument);
    }

    void setConstant(int node, double constant) {
        numbers[node] = -ownLeaves().addConstant(constant);
    }

    /** Sets a node that has not been set to what another one is in gates that this is {@linkplain #like}. */
    void copy(int node, Gates source, int other) {
        numbers[node] = source.numbers[other];
        if (has(node)) {
            countGate(node);
        }
    }

    private Leaves ownLeaves() {
        if (sharesLeaves) {
            leaves = leaves.copy();
            sharesLeaves = false;
        }
        return leaves;
    }

    @SuppressWarnings("EnumOrdinal") // only a number within this table
    private static int number(Op op) {
        return op.ordinal() + 1;
    }

    private int number(Gate gate) {
        if (gate instanceof Op op) {
            return number(op);
        }
        Integer number = customNumbers.putIfAbsent(gate, OPS.length + customOps.size());
        if (number == null) {
            customOps.add(gate);
        }
        return Objects.requireNonNull(customNumbers.get(gate));
    }

    /** The same nodes in another order. */
    public Gates permuted(int[] order) {
        int[] permuted = new int[order.length];
        for (int i = 0; i < permuted.length; i++) {
            permuted[i] = numbers[order[i]];
        }
        return reordered(permuted);
    }

    /** The same nodes, with leaves before gates and each of the two in the same order. */
    Gates leavesFirst() {
        int[] sorted = new int[numbers.length];
        int nextLeaf = 0;
        int nextGate = numbers.length - count;
        for (int number : numbers) {
            if (number > 0) {
                sorted[nextGate++] = number;
            } else {
                sorted[nextLeaf++] = number;
            }
        }
        return reordered(sorted);
    }

    private Gates reordered(int[] sameNumbers) {
        Gates gates = like(sameNumbers);
        gates.count = count;
        System.arraycopy(used, 0, gates.used, 0, used.length);
        return gates;
    }

    void resize(int nodeCount) {
        numbers = Arrays.copyOf(numbers, nodeCount);
    }
}
