package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;

/** Extracts a part of a recording: some outputs, and their operands down to nodes that become arguments. */
public final class Subgraph {
    private final Recording source;
    private final int[] argumentOf;

    /**
     * Prepares the extraction.
     *
     * @param source the whole
     * @param argumentOf the argument of the part for each node; {@link Recording#NO_ARGUMENT} for a node that is kept,
     *     which an argument of the source must not be
     */
    public Subgraph(Recording source, int[] argumentOf) {
        this.source = source;
        this.argumentOf = argumentOf;
    }

    /** The nodes that some outputs depend on, with the same arguments. */
    static Recording needed(Recording source, int[] outputs) {
        int[] arguments = new int[source.size()];
        Arrays.setAll(arguments, source::argument);
        return new Subgraph(source, arguments).of(outputs, source.parameterCount, source.inputCount);
    }

    /**
     * Extracts the part.
     *
     * @param outputs indices in the source
     * @param parameterCount the number of arguments that are parameters
     * @param inputCount the number of arguments that are inputs
     */
    public Recording of(int[] outputs, int parameterCount, int inputCount) {
        int size = source.size();
        boolean[] needed = new boolean[size];
        for (int output : outputs) {
            needed[output] = true;
        }
        int nodes = 0;
        int edges = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (needed[i]) {
                nodes++;
                if (isCut(i)) {
                    continue;
                }
                edges += source.operandCount(i);
                for (int e = source.firstOperand(i); e < source.firstOperand(i + 1); e++) {
                    needed[source.operandAt(e)] = true;
                }
            }
        }
        Gates gates = new Gates(nodes);
        boolean[] active = new boolean[nodes];
        int[] firstOperand = new int[nodes + 1];
        int[] operands = new int[edges];
        int[] newIndex = new int[size];
        int next = 0;
        int edge = 0;
        for (int i = 0; i < size; i++) {
            if (!needed[i]) {
                continue;
            }
            newIndex[i] = next;
            Gate gate = isCut(i) ? null : source.gates.get(i);
            if (isCut(i)) {
                gates.setArgument(next, argumentOf[i]);
                active[next] = source.isActive(i);
            } else if (gate != null) {
                gates.set(next, gate);
                for (int k = 0; k < source.operandCount(i); k++) {
                    int operand = newIndex[source.operand(i, k)];
                    operands[edge++] = operand;
                    active[next] |= active[operand] && Recording.passes(gate, k);
                }
            } else {
                gates.setConstant(next, source.constant(i));
            }
            next++;
            firstOperand[next] = edge;
        }
        int[] newOutputs = new int[outputs.length];
        Arrays.setAll(newOutputs, k -> newIndex[outputs[k]]);
        return new Recording(parameterCount, inputCount, gates, active, firstOperand, operands, newOutputs);
    }

    private boolean isCut(int node) {
        return argumentOf[node] != Recording.NO_ARGUMENT;
    }
}
