package io.gradstep.engine.compile.tape;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * A dot gate whose weights are parameters side by side, over values side by side.
 *
 * @param weightIndex the index of the first weight
 * @param weight the number of that parameter
 * @param x the index of the first value
 * @param inputCount the number of weights and of values
 * @param bias the index of the bias, or −1
 * @param weightsActive whether a gradient flows into the weights
 * @param inputsActive whether one flows into the values
 */
record MatrixRow(
        int weightIndex, int weight, int x, int inputCount, int bias, boolean weightsActive, boolean inputsActive) {

    /** Reads a gate with at least {@code fewestInputs} inputs; null if it is not one. */
    static @Nullable MatrixRow of(Recording recording, int node, int fewestInputs) {
        if (recording.gates.get(node) != Op.DOT || recording.operandCount(node) < 2 * fewestInputs) {
            return null;
        }
        MatrixRow row = read(recording, node, 0);
        return row == null ? read(recording, node, 1) : row;
    }

    /** Reads a gate with the weights as the first or the second of each pair of operands. */
    private static @Nullable MatrixRow read(Recording recording, int node, int side) {
        int count = recording.operandCount(node);
        int w = recording.operand(node, side);
        int x = recording.operand(node, 1 - side);
        int parameter = recording.argument(w);
        if (parameter < 0) {
            return null;
        }
        for (int t = 0; t < count / 2; t++) {
            int weight = recording.operand(node, 2 * t + side);
            int input = recording.operand(node, 2 * t + 1 - side);
            if (weight != w + t
                    || recording.argument(weight) != parameter + t
                    || parameter + t >= recording.parameterCount
                    || recording.isActive(weight) != recording.isActive(w)
                    || input != x + t
                    || recording.isActive(input) != recording.isActive(x)) {
                return null;
            }
        }
        int bias = count % 2 == 0 ? -1 : recording.operand(node, count - 1);
        return new MatrixRow(w, parameter, x, count / 2, bias, recording.isActive(w), recording.isActive(x));
    }

    /** Whether two gates can be rows of one matrix. */
    boolean goesWith(MatrixRow other) {
        return x == other.x
                && inputCount == other.inputCount
                && bias < 0 == other.bias < 0
                && weightsActive == other.weightsActive;
    }
}
