package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/**
 * Moves the arguments and constants of a recording to its beginning. The gates keep their order, and so the order in
 * which contributions to gradients are added.
 */
final class LeavesFirst {
    private LeavesFirst() {}

    static Recording of(Recording source) {
        int size = source.size();
        int[] order = new int[size];
        int next = 0;
        for (int node = 0; node < size; node++) {
            if (!source.isInterior(node)) {
                order[next++] = node;
            }
        }
        for (int node = 0; node < size; node++) {
            if (source.isInterior(node)) {
                order[next++] = node;
            }
        }
        int[] newIndex = new int[size];
        for (int i = 0; i < size; i++) {
            newIndex[order[i]] = i;
        }
        int[] arguments = new int[size];
        Arrays.setAll(arguments, i -> source.argument(order[i]));
        double[] constants = new double[size];
        Arrays.setAll(constants, i -> source.constant(order[i]));
        boolean[] active = new boolean[size];
        int[] firstOperand = new int[size + 1];
        int[] operands = new int[source.operandCount()];
        int edge = 0;
        for (int i = 0; i < size; i++) {
            int node = order[i];
            active[i] = source.isActive(node);
            for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                operands[edge++] = newIndex[source.operandAt(e)];
            }
            firstOperand[i + 1] = edge;
        }
        int[] outputs = new int[source.outputCount()];
        Arrays.setAll(outputs, k -> newIndex[source.output(k)]);
        return new Recording(
                source.parameterCount,
                source.inputCount,
                source.gates.permuted(order),
                arguments,
                constants,
                active,
                firstOperand,
                operands,
                outputs);
    }
}
