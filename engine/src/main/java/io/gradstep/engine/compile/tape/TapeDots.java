package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;

/**
 * Dot gates side by side, over any operands, such as the scores of attention: the interpreter's arithmetic without its
 * questions at each gate and operand.
 *
 * @param recording the function
 * @param from the first gate
 * @param to after the last gate
 * @param reached whether a gradient flows through the gates
 */
record TapeDots(Recording recording, int from, int to, boolean reached) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        int e = recording.firstOperand(from);
        for (int node = from; node < to; node++) {
            int end = recording.firstOperand(node + 1);
            double sum = v[recording.operandAt(e)] * v[recording.operandAt(e + 1)];
            for (e += 2; e + 1 < end; e += 2) {
                sum += v[recording.operandAt(e)] * v[recording.operandAt(e + 1)];
            }
            v[node] = e < end ? sum + v[recording.operandAt(e)] : sum;
            e = end;
        }
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        double[] v = workspace.values;
        double[] g = workspace.gradients;
        for (int node = reached ? to - 1 : -1; node >= from; node--) {
            double upstream = g[node];
            int e = recording.firstOperand(node);
            int end = recording.firstOperand(node + 1);
            for (; e + 1 < end; e += 2) {
                int a = recording.operandAt(e);
                int b = recording.operandAt(e + 1);
                g[a] += upstream * v[b]; // never read if it is not active
                g[b] += upstream * v[a];
            }
            if (e < end) {
                g[recording.operandAt(e)] += upstream;
            }
        }
    }
}
