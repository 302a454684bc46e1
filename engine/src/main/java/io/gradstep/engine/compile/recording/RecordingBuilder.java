package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Recording} from another one. */
final class RecordingBuilder {
    private final Recording source;
    private final Gates gates;
    private int[] arguments;
    private double[] constants;
    private boolean[] active;
    private int[] firstOperand;
    private int[] operands;
    private int size;
    private int edges;
    private int[] places = new int[4];

    /**
     * Starts with the arguments of another recording, but none of its nodes.
     *
     * @param source the other recording
     * @param room the expected number of nodes; if it is exact, nothing is copied at the end
     */
    RecordingBuilder(Recording source, int room) {
        this.source = source;
        this.gates = new Gates(room);
        this.arguments = new int[room];
        this.constants = new double[room];
        this.active = new boolean[room];
        this.firstOperand = new int[room + 1];
        this.operands = new int[source.firstOperand(source.size()) + 2];
    }

    private int add(@Nullable Gate gate, int argument, double constant, boolean isActive) {
        if (size == gates.nodeCount()) {
            resize(2 * size + 1);
        }
        gates.set(size, gate);
        arguments[size] = argument;
        constants[size] = constant;
        active[size] = isActive;
        firstOperand[size + 1] = edges;
        return size++;
    }

    int addConstant(double constant) {
        return add(null, Recording.NO_ARGUMENT, constant, false);
    }

    /** Adds a leaf of the source as it is. */
    int addLeaf(int node) {
        return add(null, source.argument(node), source.constant(node), source.isActive(node));
    }

    /** Adds a gate over nodes that have been added, the first {@code count} of an array. */
    int addGate(Gate gate, int[] indices, int count) {
        boolean isActive = false;
        for (int k = 0; k < count; k++) {
            isActive |= active[indices[k]] && Recording.passes(gate, k);
        }
        if (edges + count > operands.length) {
            operands = Arrays.copyOf(operands, Math.max(2 * operands.length, edges + count));
        }
        System.arraycopy(indices, 0, operands, edges, count);
        edges += count;
        return add(gate, Recording.NO_ARGUMENT, 0, isActive);
    }

    /** Adds a gate as above, or its value if all operands are constants. */
    int addFolded(Gate gate, int... indices) {
        for (int index : indices) {
            if (gates.has(index) || arguments[index] != Recording.NO_ARGUMENT) {
                return addGate(gate, indices, indices.length);
            }
        }
        return addConstant(gate.forward(
                Arrays.stream(indices).mapToDouble(i -> constants[i]).toArray()));
    }

    /** Adds a gate of the source, given the new indices of its operands. */
    int addGate(int node, int[] place) {
        int from = source.firstOperand(node);
        int count = source.operandCount(node);
        if (places.length < count) {
            places = new int[count];
        }
        for (int k = 0; k < count; k++) {
            places[k] = place[source.operandAt(from + k)];
        }
        return addGate(Objects.requireNonNull(source.gates.get(node), "gate"), places, count);
    }

    Recording build(int[] outputs) {
        if (size < gates.nodeCount()) {
            resize(size);
        }
        return new Recording(
                source.parameterCount,
                source.inputCount,
                gates,
                arguments,
                constants,
                active,
                firstOperand,
                Arrays.copyOf(operands, edges),
                outputs);
    }

    private void resize(int room) {
        gates.resize(room);
        arguments = Arrays.copyOf(arguments, room);
        constants = Arrays.copyOf(constants, room);
        active = Arrays.copyOf(active, room);
        firstOperand = Arrays.copyOf(firstOperand, room + 1);
    }
}
