package io.gradstep.engine.compile.tape;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;

/**
 * A chain of maxima or minima, such as max(max(a, b), c), none of which anything else uses: only its last value is
 * kept, and its gradient goes straight to the operand that won.
 */
final class TapeRoutes implements TapeStep {
    private final Op op;
    private final Recording recording;

    /** The gates one by one, for numbers that are not finite: 0·∞ is NaN. */
    private final TapeGatheredRun gates;

    /** The first operand of the first gate, then the second of every gate. */
    private final int[] operands;

    private TapeRoutes(Op op, TapeGatheredRun gates) {
        this.op = op;
        this.recording = gates.recording();
        this.gates = gates;
        this.operands = new int[1 + gates.to() - gates.from()];
        operands[0] = recording.operand(gates.from(), 0);
        for (int k = 1; k < operands.length; k++) {
            operands[k] = recording.operand(gates.from() + k - 1, 1);
        }
    }

    /** Returns a chain in place of gates if they are one. */
    static TapeStep of(Op op, TapeGatheredRun gates, int[] uses) {
        if (op != Op.MAX && op != Op.MIN) {
            return gates;
        }
        for (int node = gates.from() + 1; node < gates.to(); node++) {
            if (gates.recording().operand(node, 0) != node - 1 || uses[node - 1] != 1) {
                return gates;
            }
        }
        return new TapeRoutes(op, gates);
    }

    /** The gates whose gradients are not in use: from, and to, exclusive. */
    int from() {
        return gates.from();
    }

    int to() {
        return gates.to() - 1;
    }

    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        double won = v[operands[0]];
        for (int k = 1; k < operands.length; k++) {
            won = op.value(won, v[operands[k]]);
        }
        v[gates.to() - 1] = won;
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        if (!gates.reached()) {
            return;
        }
        double won = workspace.values[gates.to() - 1];
        double upstream = workspace.gradients[gates.to() - 1];
        if (Double.isNaN(won) || !Double.isFinite(upstream)) {
            Arrays.fill(workspace.gradients, gates.from(), gates.to() - 1, 0);
            gates.forward(workspace);
            gates.backward(parameters, parameterGradient, inputGradient, workspace);
            return;
        }
        int k = 0;
        while (workspace.values[operands[k]] != won) {
            k++;
        }
        if (recording.isActive(operands[k])) {
            workspace.gradients[operands[k]] += upstream;
        }
    }
}
