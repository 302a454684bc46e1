package io.gradstep.engine.compile;

import io.gradstep.engine.compile.bytecode.BytecodeEvaluator;
import io.gradstep.engine.compile.lanes.SampleGradients;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.WorkspacePool;
import io.gradstep.engine.parallel.ParallelTasks;
import org.jspecify.annotations.Nullable;

/** Computes gradients of samples: in lanes, or one sample after another where that is faster. */
final class Samples {
    private final boolean byParameters;
    private final SinglePoint single;

    /**
     * Null where one sample after another is faster: as generated code (a function of three variables took 46 ns
     * instead of 124), and if most of the function is its parameters, each of which would be a row of lanes (a
     * classifier with 5,898 took 24 µs instead of 36).
     */
    private final @Nullable SampleGradients lanes;

    /** Receives the gradient that is not asked for. */
    private final WorkspacePool<double[]> unwanted;

    Samples(Recording recording, boolean byParameters, Tier tier) {
        this.byParameters = byParameters;
        this.single = new SinglePoint(() -> tier.evaluator(recording));
        boolean oneByOne = single.evaluator() instanceof BytecodeEvaluator
                || (byParameters && 2L * recording.parameterCount > recording.size());
        this.lanes = oneByOne ? null : new SampleGradients(recording, byParameters);
        int others = byParameters ? recording.inputCount : recording.parameterCount;
        this.unwanted = new WorkspacePool<>(() -> new double[others]);
    }

    void gradients(double[] parameters, double[][] samples, double[] values, double[][] gradients, int threads) {
        if (lanes != null) {
            lanes.compute(parameters, samples, values, gradients, threads);
            return;
        }
        ParallelTasks.inRanges(samples.length, threads, (from, to) -> {
            double[] other = unwanted.take();
            for (int s = from; s < to; s++) {
                values[s] = byParameters
                        ? single.gradient(0, parameters, samples[s], gradients[s], other)
                        : single.gradient(0, parameters, samples[s], other, gradients[s]);
            }
            unwanted.giveBack(other);
        });
    }
}
