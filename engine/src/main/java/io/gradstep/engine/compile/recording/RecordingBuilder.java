package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the nodes of a {@link Recording} that is made from another one. */
final class RecordingBuilder {
    private final Recording source;
    private @Nullable Gate[] gates;
    private int[] arguments;
    private double[] constants;
    private boolean[] active;
    private int[] firstOperand;
    private int[] operands;
    private int size;
    private int edges;

    /** Starts with the arguments of another recording, but none of its nodes. */
    RecordingBuilder(Recording source) {
        this.source = source;
        int workspace = source.size() + 1;
        this.gates = new @Nullable Gate[workspace];
        this.arguments = new int[workspace];
        this.constants = new double[workspace];
        this.active = new boolean[workspace];
        this.firstOperand = new int[workspace + 1];
        this.operands = new int[source.firstOperand(source.size()) + 2];
    }

    private int add(@Nullable Gate gate, int argument, double constant, boolean isActive) {
        if (size == gates.length) {
            int workspace = 2 * size;
            gates = Arrays.copyOf(gates, workspace);
            arguments = Arrays.copyOf(arguments, workspace);
            constants = Arrays.copyOf(constants, workspace);
            active = Arrays.copyOf(active, workspace);
            firstOperand = Arrays.copyOf(firstOperand, workspace + 1);
        }
        gates[size] = gate;
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
    int addGate(Gate gate, int[] places, int count) {
        boolean isActive = false;
        for (int k = 0; k < count; k++) {
            isActive |= active[places[k]];
        }
        if (edges + count > operands.length) {
            operands = Arrays.copyOf(operands, Math.max(2 * operands.length, edges + count));
        }
        System.arraycopy(places, 0, operands, edges, count);
        edges += count;
        return add(gate, Recording.NO_ARGUMENT, 0, isActive);
    }

    Recording build(int[] outputs) {
        return new Recording(
                source.parameterCount,
                source.inputCount,
                Arrays.copyOf(gates, size),
                Arrays.copyOf(arguments, size),
                Arrays.copyOf(constants, size),
                Arrays.copyOf(active, size),
                Arrays.copyOf(firstOperand, size + 1),
                Arrays.copyOf(operands, edges),
                outputs);
    }
}
