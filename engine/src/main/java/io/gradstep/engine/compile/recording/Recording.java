package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recorded function: its nodes in topological order, with indices instead of references. The common starting point of
 * all tiers; immutable.
 *
 * <p>The arguments of the function are numbered from 0, parameters first, then inputs. Nodes that depend on constants
 * alone have been folded into constants, and nodes that no output depends on are dropped.
 *
 * <p>The order is that of {@link io.gradstep.engine.Graph}, so that a sweep from the end adds the contributions to a
 * gradient in the order in which {@code Value.backward()} does.
 */
public final class Recording {
    /** The {@link #argument} of a node that is not an argument. */
    public static final int NO_ARGUMENT = -1;

    public final int parameterCount;
    public final int inputCount;

    /** The gate of each node, or the leaf that it is. */
    public final Gates gates;

    /** Whether a node depends on an argument that takes a gradient. */
    private final boolean[] active;

    public final int[] firstOperand;

    /** May be longer than needed. */
    private final int[] operands;

    private final int[] outputs;

    public Recording(
            int parameterCount,
            int inputCount,
            Gates gates,
            boolean[] active,
            int[] firstOperand,
            int[] operands,
            int[] outputs) {
        this.parameterCount = parameterCount;
        this.inputCount = inputCount;
        this.gates = gates;
        this.active = active;
        this.firstOperand = firstOperand;
        this.operands = operands;
        this.outputs = outputs;
    }

    /** The number of nodes. */
    public int size() {
        return gates.nodeCount();
    }

    /** The number of nodes that are computed. */
    public int gateCount() {
        return gates.count();
    }

    public int argumentCount() {
        return parameterCount + inputCount;
    }

    public int outputCount() {
        return outputs.length;
    }

    /** The index of an output. */
    public int output(int k) {
        return outputs[k];
    }

    public boolean isInterior(int node) {
        return gates.has(node);
    }

    public boolean isConstant(int node) {
        return gates.isConstant(node);
    }

    /**
     * The index of a node among the arguments: a parameter, or {@link #parameterCount} + an input; {@link #NO_ARGUMENT}
     * if neither.
     */
    public int argument(int node) {
        return gates.argument(node);
    }

    /** The value of a constant; 0 for any other node. */
    public double constant(int node) {
        return gates.constant(node);
    }

    /** Whether a gradient flows into a node. */
    public boolean isActive(int node) {
        return active[node];
    }

    /**
     * Whether a gradient flows from a gate into an operand that takes one: not into the condition of a where, nor
     * through a detach.
     */
    public static boolean passes(@Nullable Gate gate, int k) {
        return k > 0 || (gate != Op.WHERE && gate != Op.DETACH);
    }

    /** The number of operands of all nodes together. */
    public int operandCount() {
        return firstOperand[size()];
    }

    /**
     * The number of operands of the nodes of an index range, {@code to} exclusive, at most four of each: further ones
     * take a small part of the time when the node is interpreted.
     */
    public int costlyOperandCount(int from, int to) {
        int count = 0;
        for (int node = from; node < to; node++) {
            count += Math.min(operandCount(node), 4);
        }
        return count;
    }

    public int operandCount(int node) {
        return firstOperand[node + 1] - firstOperand[node];
    }

    /** The index of an operand, less than {@code node}. */
    public int operand(int node, int k) {
        return operands[firstOperand[node] + k];
    }

    /** The index in the list of all operands where those of a node begin; for loops over them all. */
    public int firstOperand(int node) {
        return firstOperand[node];
    }

    public int operandAt(int index) {
        return operands[index];
    }

    /** The number of uses of each node; being an output counts as a use. */
    public int[] useCounts() {
        int[] uses = new int[size()];
        int edges = operandCount();
        for (int e = 0; e < edges; e++) {
            uses[operands[e]]++;
        }
        for (int output : outputs) {
            uses[output]++;
        }
        return uses;
    }

    /** The nodes that a gradient from the first {@code outputCount} outputs flows through, down to arguments. */
    public boolean[] reachedFrom(int outputCount) {
        if (outputCount == outputs.length && !gates.use(Op.WHERE) && !gates.use(Op.DETACH)) {
            return active.clone(); // an output needs each node, and a gradient passes all gates on the way
        }
        boolean[] reached = new boolean[size()];
        for (int k = 0; k < outputCount; k++) {
            reached[outputs[k]] = active[outputs[k]];
        }
        for (int node = reached.length - 1; node >= 0; node--) {
            if (reached[node]) {
                int first = firstOperand[node];
                for (int e = passes(gates.get(node), 0) ? first : first + 1; e < firstOperand[node + 1]; e++) {
                    reached[operands[e]] |= active[operands[e]];
                }
            }
        }
        return reached;
    }

    public int[] operandsOf(int node) {
        return Arrays.copyOfRange(operands, firstOperand[node], firstOperand[node + 1]);
    }

    /** The same function with all arguments as parameters. */
    public Recording ofParametersOnly() {
        return new Recording(argumentCount(), 0, gates, active, firstOperand, operands, outputs);
    }

    /** The same function with its nodes in another order, in which operands still come before their consumers. */
    public Recording permuted(int[] order) {
        int size = order.length;
        int[] newIndex = new int[size];
        for (int i = 0; i < size; i++) {
            newIndex[order[i]] = i;
        }
        Gates newGates = gates.permuted(order);
        boolean[] newActive = new boolean[size];
        int[] newFirst = new int[size + 1];
        int[] newOperands = new int[operandCount()];
        int edge = 0;
        for (int i = 0; i < size; i++) {
            int node = order[i];
            newActive[i] = active[node];
            for (int e = firstOperand[node]; e < firstOperand[node + 1]; e++) {
                newOperands[edge++] = newIndex[operands[e]];
            }
            newFirst[i + 1] = edge;
        }
        int[] newOutputs = new int[outputs.length];
        Arrays.setAll(newOutputs, k -> newIndex[outputs[k]]);
        return new Recording(parameterCount, inputCount, newGates, newActive, newFirst, newOperands, newOutputs);
    }

    /**
     * The same function with its arguments and constants before all gates. The gates keep their order, and so the order
     * in which contributions to gradients are added.
     */
    Recording leavesFirst() {
        int size = size();
        int[] newIndex = new int[size];
        boolean[] newActive = new boolean[size];
        int[] newFirst = new int[size + 1];
        int[] newOperands = new int[operandCount()];
        int nextLeaf = 0;
        int nextGate = size - gateCount();
        for (int node = 0; node < size; node++) {
            int place = gates.has(node) ? nextGate++ : nextLeaf++;
            newIndex[node] = place;
            newActive[place] = active[node];
            int end = firstOperand[node + 1];
            for (int e = firstOperand[node]; e < end; e++) {
                newOperands[e] = newIndex[operands[e]];
            }
            newFirst[place + 1] = gates.has(node) ? end : 0;
        }
        int[] newOutputs = new int[outputs.length];
        Arrays.setAll(newOutputs, k -> newIndex[outputs[k]]);
        return new Recording(
                parameterCount, inputCount, gates.leavesFirst(), newActive, newFirst, newOperands, newOutputs);
    }

    /** The node of each argument, or {@link #NO_ARGUMENT} if no output depends on it. */
    public int[] nodesOfArguments() {
        int[] nodes = new int[argumentCount()];
        Arrays.fill(nodes, NO_ARGUMENT);
        for (int node = 0; node < size(); node++) {
            int argument = argument(node);
            if (argument != NO_ARGUMENT) {
                nodes[argument] = node;
            }
        }
        return nodes;
    }

    /** The same function, whose gradient flows into some arguments only. */
    public Recording withRespectTo(boolean[] wanted) {
        boolean[] flows = new boolean[size()];
        for (int node = 0; node < flows.length; node++) {
            int argument = argument(node);
            if (argument != NO_ARGUMENT) {
                flows[node] = active[node] && wanted[argument];
            }
            for (int e = passes(gates.get(node), 0) ? firstOperand[node] : firstOperand[node] + 1;
                    e < firstOperand[node + 1];
                    e++) {
                flows[node] |= flows[operands[e]];
            }
        }
        return new Recording(parameterCount, inputCount, gates, flows, firstOperand, operands, outputs);
    }

    /** The same function with all arguments as inputs. */
    public Recording ofInputsOnly() {
        return new Recording(0, argumentCount(), gates, active, firstOperand, operands, outputs);
    }
}
