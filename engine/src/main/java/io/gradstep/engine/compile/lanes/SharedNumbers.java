package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Subgraph;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The numbers that all lanes of a program share: parameters, constants, and what is computed from these alone. */
final class SharedNumbers {
    private static final double[] NOTHING = {};

    /** The index of the parameter that each number is, or −1. */
    private final int[] parameterOf;

    /** The index of the output of the {@link #prologue} that each number is, or −1. */
    private final int[] computedOf;

    /** The numbers that are constants. */
    private final double[] constants;

    /** Whether a gradient flows into each number. */
    private final boolean[] active;

    private final @Nullable Interpreter prologue;

    /** The length of the run that starts at each number: consecutive parameters, all active or none. */
    private final int[] runs;

    private SharedNumbers(
            int[] parameterOf, int[] computedOf, double[] constants, boolean[] active, @Nullable Interpreter prologue) {
        this.parameterOf = parameterOf;
        this.computedOf = computedOf;
        this.constants = constants;
        this.active = active;
        this.prologue = prologue;
        this.runs = new int[parameterOf.length];
        for (int s = runs.length - 1; s >= 0; s--) {
            boolean goesOn =
                    s + 1 < runs.length && parameterOf[s + 1] == parameterOf[s] + 1 && active[s + 1] == active[s];
            runs[s] = parameterOf[s] < 0 ? 0 : goesOn ? 1 + runs[s + 1] : 1;
        }
    }

    /**
     * Prepares the numbers.
     *
     * @param recording where the nodes are from
     * @param nodes what the lanes share; none depends on an input
     * @param differentiated whether a gradient flows into a node of the recording
     */
    static SharedNumbers of(Recording recording, int[] nodes, boolean[] differentiated) {
        int[] parameterOf = new int[nodes.length];
        int[] computedOf = new int[nodes.length];
        double[] constants = new double[nodes.length];
        boolean[] active = new boolean[nodes.length];
        int[] computed = new int[nodes.length];
        int computedCount = 0;
        for (int s = 0; s < nodes.length; s++) {
            int node = nodes[s];
            parameterOf[s] = recording.argument(node);
            constants[s] = recording.constant(node);
            active[s] = differentiated[node];
            computedOf[s] = -1;
            if (recording.isInterior(node)) {
                computedOf[s] = computedCount;
                computed[computedCount++] = node;
            }
        }
        Interpreter prologue = null;
        if (computedCount > 0) {
            int[] arguments = new int[recording.size()];
            Arrays.setAll(arguments, recording::argument);
            prologue = new Interpreter(new Subgraph(recording, arguments)
                    .of(Arrays.copyOf(computed, computedCount), recording.parameterCount, 0));
        }
        return new SharedNumbers(parameterOf, computedOf, constants, active, prologue);
    }

    int count() {
        return parameterOf.length;
    }

    @Nullable
    Workspace workspace() {
        return prologue == null ? null : prologue.workspace();
    }

    void compute(double[] parameters, double[] shared, @Nullable Workspace workspace) {
        if (prologue != null && workspace != null) {
            prologue.forward(parameters, NOTHING, workspace);
        }
        for (int s = 0; s < shared.length; s++) {
            int run = runs[s];
            if (run > 0) {
                System.arraycopy(parameters, parameterOf[s], shared, s, run);
                s += run - 1;
            } else if (computedOf[s] >= 0 && prologue != null && workspace != null) {
                shared[s] = prologue.output(computedOf[s], workspace);
            } else {
                shared[s] = constants[s];
            }
        }
    }

    /**
     * Propagates the gradients of the shared numbers to the parameters, after {@link #compute} in the same workspace.
     */
    void pullBack(double[] gradients, double[] parameterGradient, @Nullable Workspace workspace) {
        for (int s = 0; s < gradients.length; s += Math.max(1, runs[s])) {
            int parameter = parameterOf[s];
            for (int k = 0; k < runs[s] && active[s]; k++) {
                parameterGradient[parameter + k] += gradients[s + k];
            }
        }
        if (prologue != null && workspace != null) {
            prologue.clearGradients(workspace);
            for (int s = 0; s < gradients.length; s++) {
                if (computedOf[s] >= 0 && active[s]) {
                    prologue.seed(computedOf[s], gradients[s], workspace);
                }
            }
            prologue.pullBack(parameterGradient, NOTHING, workspace);
        }
    }
}
