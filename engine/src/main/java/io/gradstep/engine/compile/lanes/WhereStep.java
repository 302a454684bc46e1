package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.rows.Branches;

/**
 * A where, lane by lane.
 *
 * @param out the row of the result
 * @param condition the row of the condition
 * @param a the row of the branch where it holds
 * @param b the row of the other branch
 * @param aActive whether a gradient flows into the one
 * @param bActive whether a gradient flows into the other
 */
record WhereStep(int out, int condition, int a, int b, boolean aActive, boolean bActive) implements LaneStep {
    @Override
    public void forward(LaneWorkspace workspace, int n) {
        double[][] v = workspace.values;
        double[] holds = v[condition];
        double[] first = v[a];
        double[] second = v[b];
        double[] result = v[out];
        for (int l = 0; l < n; l++) {
            result[l] = Branches.taken(holds[l], first[l], second[l]);
        }
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        double[] holds = workspace.values[condition];
        double[] upstream = workspace.gradients[out];
        if (aActive) {
            double[] gradient = workspace.gradients[a];
            for (int l = 0; l < n; l++) {
                gradient[l] += Branches.taken(holds[l], upstream[l], 0);
            }
        }
        if (bActive) {
            double[] gradient = workspace.gradients[b];
            for (int l = 0; l < n; l++) {
                gradient[l] += Branches.taken(holds[l], 0, upstream[l]);
            }
        }
    }
}
