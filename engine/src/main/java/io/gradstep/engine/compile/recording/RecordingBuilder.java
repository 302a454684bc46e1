package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;

/** Builds a {@link Recording} from another one. */
final class RecordingBuilder {
    /** The share of the operands' array that may be left empty to spare a copy, as its reciprocal. */
    private static final int MAX_SPARE = 8;

    private final Recording source;
    private final Gates gates;
    private boolean[] active;
    private int[] firstOperand;
    private int[] operands;
    private int size;
    private int edges;

    /**
     * Starts with the arguments of another recording, but none of its nodes.
     *
     * @param source the other recording
     * @param room the expected number of nodes; if it is exact, nothing is copied at the end
     */
    RecordingBuilder(Recording source, int room) {
        this.source = source;
        this.gates = source.gates.like(room);
        this.active = new boolean[room];
        this.firstOperand = new int[room + 1];
        this.operands = new int[source.firstOperand(source.size()) + 2];
    }

    /** Adds a node, whose gate or leaf is set next. */
    private int add(boolean isActive) {
        if (size == gates.nodeCount()) {
            resize(2 * size + 1);
        }
        active[size] = isActive;
        firstOperand[size + 1] = edges;
        return size++;
    }

    int addConstant(double constant) {
        int added = add(false);
        gates.setConstant(added, constant);
        return added;
    }

    /** Adds a leaf of the source as it is. */
    int addLeaf(int node) {
        int added = add(source.isActive(node));
        gates.copy(added, source.gates, node);
        return added;
    }

    /** Adds a gate over nodes that have been added, the first {@code count} of an array. */
    int addGate(Gate gate, int[] indices, int count) {
        boolean isActive = false;
        for (int k = 0; k < count; k++) {
            isActive |= active[indices[k]] && Recording.passes(gate, k);
        }
        makeRoom(count);
        System.arraycopy(indices, 0, operands, edges, count);
        edges += count;
        int added = add(isActive);
        gates.set(added, gate);
        return added;
    }

    private void makeRoom(int count) {
        if (edges + count > operands.length) {
            operands = Arrays.copyOf(operands, Math.max(2 * operands.length, edges + count));
        }
    }

    /** Adds a gate as above, or its value if all operands are constants. */
    int addFolded(Gate gate, int... indices) {
        for (int index : indices) {
            if (!gates.isConstant(index)) {
                return addGate(gate, indices, indices.length);
            }
        }
        return addConstant(
                gate.forward(Arrays.stream(indices).mapToDouble(gates::constant).toArray()));
    }

    /** Adds a gate of the source, given the new indices of its operands. */
    int addGate(int node, int[] place) {
        int from = source.firstOperand(node);
        int count = source.operandCount(node);
        makeRoom(count);
        Gate gate = source.gates.get(node);
        boolean isActive = false;
        for (int k = 0; k < count; k++) {
            int operand = place[source.operandAt(from + k)];
            operands[edges++] = operand;
            isActive |= active[operand] && Recording.passes(gate, k);
        }
        int added = add(isActive);
        gates.copy(added, source.gates, node);
        return added;
    }

    Recording build(int[] outputs) {
        if (size < gates.nodeCount()) {
            resize(size);
        }
        return new Recording(
                source.parameterCount,
                source.inputCount,
                gates,
                active,
                firstOperand,
                edges < operands.length - operands.length / MAX_SPARE ? Arrays.copyOf(operands, edges) : operands,
                outputs);
    }

    private void resize(int room) {
        gates.resize(room);
        active = Arrays.copyOf(active, room);
        firstOperand = Arrays.copyOf(firstOperand, room + 1);
    }
}
