package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.Branches;

/**
 * Gates of {@link io.gradstep.engine.Op#WHERE} at consecutive indices, with operands as in a {@link
 * io.gradstep.engine.compile.rows.BinaryRun}.
 *
 * @param condition the index of the first gate's condition
 * @param conditionStride 1 or 0
 * @param a the index of the first gate's branch where that holds
 * @param aStride 1 or 0
 * @param b the index of its other branch
 * @param bStride 1 or 0
 * @param out the index of the first gate
 * @param count the number of gates
 * @param aActive whether a gradient is needed in the one
 * @param bActive whether a gradient is needed in the other
 */
record TapeWhereRun(
        int condition,
        int conditionStride,
        int a,
        int aStride,
        int b,
        int bStride,
        int out,
        int count,
        boolean aActive,
        boolean bActive)
        implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        for (int l = 0; l < count; l++) {
            v[out + l] = Branches.taken(v[condition + l * conditionStride], v[a + l * aStride], v[b + l * bStride]);
        }
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        double[] v = workspace.values;
        double[] g = workspace.gradients;
        for (int l = count - 1; l >= 0 && (aActive || bActive); l--) {
            double holds = v[condition + l * conditionStride];
            double upstream = g[out + l];
            if (aActive) {
                g[a + l * aStride] += Branches.taken(holds, upstream, 0);
            }
            if (bActive) {
                g[b + l * bStride] += Branches.taken(holds, 0, upstream);
            }
        }
    }
}
