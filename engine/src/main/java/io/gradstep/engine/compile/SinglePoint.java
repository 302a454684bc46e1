package io.gradstep.engine.compile;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.recording.WorkspacePool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a function at one point at a time. The arrays have the right lengths; those for a gradient may be the
 * arguments.
 */
final class SinglePoint {
    private final Supplier<Evaluator> compiler;

    /** Null until it is first needed; read by every call, which a memoized supplier would make a nanosecond longer. */
    private volatile @Nullable Evaluator evaluator;

    /** Null if the evaluator needs no workspace; set before that is. */
    private @Nullable WorkspacePool<Workspace> workspaces;

    /**
     * Prepares for the first call.
     *
     * @param compiler compiles the function
     */
    SinglePoint(Supplier<Evaluator> compiler) {
        this.compiler = compiler;
    }

    Evaluator evaluator() {
        Evaluator known = evaluator;
        return known == null ? compiled() : known;
    }

    private synchronized Evaluator compiled() {
        Evaluator compiled = evaluator;
        if (compiled == null) {
            compiled = compiler.get();
            Workspace workspace = compiled.workspace();
            if (workspace != Workspace.NONE) {
                WorkspacePool<Workspace> pool = new WorkspacePool<>(compiled::workspace);
                pool.giveBack(workspace);
                workspaces = pool;
            }
            evaluator = compiled;
        }
        return compiled;
    }

    double value(double[] parameters, double[] inputs) {
        Evaluator evaluator = evaluator();
        Workspace workspace = takeWorkspace();
        double value = evaluator.value(parameters, inputs, workspace);
        giveBack(workspace);
        return value;
    }

    void evaluate(double[] parameters, double[] inputs, double[] outputs) {
        Evaluator evaluator = evaluator();
        Workspace workspace = takeWorkspace();
        evaluator.evaluate(parameters, inputs, outputs, workspace);
        giveBack(workspace);
    }

    double gradient(
            int output, double[] parameters, double[] inputs, double[] parameterGradient, double[] inputGradient) {
        Evaluator evaluator = evaluator();
        Workspace workspace = takeWorkspace();
        double value = evaluator.gradient(
                output,
                apart(apart(parameters, parameterGradient), inputGradient),
                apart(apart(inputs, parameterGradient), inputGradient),
                parameterGradient,
                inputGradient,
                workspace);
        giveBack(workspace);
        return value;
    }

    /** Evaluates the first output at many points, one after the other, with an implementation that suits it. */
    void gradients(
            ManyPoints manyPoints, double[] parameters, double[][] points, double[] values, double[][] gradients) {
        evaluator();
        Workspace workspace = takeWorkspace();
        manyPoints.gradients(parameters, points, values, gradients, 0, points.length, workspace);
        giveBack(workspace);
    }

    /** Returns arguments that do not change while results are written. */
    static double[] apart(double[] read, double[] written) {
        return read == written && read.length > 0 ? read.clone() : read;
    }

    private Workspace takeWorkspace() {
        return workspaces == null ? Workspace.NONE : workspaces.take();
    }

    private void giveBack(Workspace workspace) {
        if (workspaces != null) {
            workspaces.giveBack(workspace);
        }
    }
}
