package io.gradstep.engine.compile.tape;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum of many values side by side, such as those of a run, after at most one other operand: a tenth of lse's time is
 * spared that an interpreter takes to ask for the index of each.
 *
 * @param node the sum
 * @param head the operand before the others; {@link #NONE} if there is none
 * @param from the first of the others
 * @param to after the last of them
 * @param headActive whether a gradient is needed in the head
 * @param active whether one is needed in the others
 * @param alone whether nothing else uses the others, so that their gradients need not be cleared
 */
record TapeSum(int node, int head, int from, int to, boolean headActive, boolean active, boolean alone)
        implements TapeStep {
    static final int NONE = -1;

    /** Shorter sums are interpreted. */
    private static final int SHORTEST = 16;

    /** Returns a step for a gate; null if it is no such sum. */
    static @Nullable TapeSum of(Recording recording, int node, boolean reached, int[] uses) {
        int count = recording.operandCount(node);
        if (recording.gates.get(node) != Op.SUM || count < SHORTEST) {
            return null;
        }
        int first = recording.operand(node, 0);
        int skipped = recording.operand(node, 1) == first + 1 ? 0 : 1;
        int head = skipped == 0 ? NONE : first;
        int from = recording.operand(node, skipped);
        boolean alone = true;
        for (int k = skipped; k < count; k++) {
            int operand = recording.operand(node, k);
            if (operand != from + k - skipped || recording.isActive(operand) != recording.isActive(from)) {
                return null;
            }
            alone &= uses[operand] == 1;
        }
        boolean headActive = head != NONE && reached && recording.isActive(head);
        boolean active = reached && recording.isActive(from);
        return new TapeSum(node, head, from, from + count - skipped, headActive, active, alone && active);
    }

    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        double sum = head == NONE ? v[from] : v[head];
        for (int i = head == NONE ? from + 1 : from; i < to; i++) {
            sum += v[i];
        }
        v[node] = sum;
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        double[] g = workspace.gradients;
        double upstream = g[node];
        if (headActive) {
            g[head] += upstream;
        }
        if (alone) {
            Arrays.fill(g, from, to, upstream);
        } else if (active) {
            for (int i = from; i < to; i++) {
                g[i] += upstream;
            }
        }
    }
}
