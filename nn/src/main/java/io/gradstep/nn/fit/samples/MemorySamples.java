package io.gradstep.nn.fit.samples;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.data.Dataset;
import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.RecursiveTask;
import org.jspecify.annotations.Nullable;

/** Samples in memory, which all processors share. */
public final class MemorySamples implements FitSamples {
    private final double[][] inputs;
    private final double[] observed;
    private final double @Nullable [] errors;
    private final double @Nullable [][] inputErrors;
    private final int inputCount;

    public MemorySamples(Dataset samples) {
        this.inputs = new double[samples.size()][];
        this.observed = new double[samples.size()];
        for (int i = 0; i < observed.length; i++) {
            inputs[i] = samples.input(i);
            observed[i] = samples.target(i, 0);
        }
        this.errors = null;
        this.inputErrors = null;
        this.inputCount = samples.inputCount();
    }

    private MemorySamples(MemorySamples of, double @Nullable [] errors, double @Nullable [][] inputErrors) {
        this.inputs = of.inputs;
        this.observed = of.observed;
        this.errors = errors;
        this.inputErrors = inputErrors;
        this.inputCount = of.inputCount;
    }

    /** Returns these samples with standard errors. */
    public MemorySamples withErrors(double[] all) {
        return new MemorySamples(this, all, inputErrors);
    }

    /** Returns these samples with standard errors of the inputs, a row for each sample. */
    public MemorySamples withInputErrors(double[][] all) {
        return new MemorySamples(this, errors, all);
    }

    public boolean isOrthogonal() {
        return inputErrors != null;
    }

    @Override
    public long size() {
        return observed.length;
    }

    @Override
    public int inputCount() {
        return inputCount;
    }

    @Override
    public boolean hasErrors() {
        return errors != null;
    }

    @Override
    public double[] row(long number) {
        int i = (int) number;
        double[] row = Arrays.copyOf(inputs[i], inputCount + (errors == null ? 1 : 2));
        row[inputCount] = observed[i];
        if (errors != null) {
            row[inputCount + 1] = errors[i];
        }
        return row;
    }

    public double[][] inputs() {
        return inputs;
    }

    public double observed(int i) {
        return observed[i];
    }

    @Override
    public <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction) {
        return new Part<>(function, reduction, 0, (observed.length - 1) / FitSegment.ROWS + 1).invoke();
    }

    private <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction, int segment) {
        int first = segment * FitSegment.ROWS;
        int size = Math.min(FitSegment.ROWS, observed.length - first);
        return reduction.of(function, new FitSegment(first, inputs, observed, errors, inputErrors, first, size));
    }

    /** Some segments, whose results are merged as a {@link MergeTree} does it, on all processors. */
    private final class Part<T extends Serializable> extends RecursiveTask<T> {
        private static final long serialVersionUID = 1;

        private final transient CompiledFunction function;
        private final transient Reduction<T> reduction;
        private final int from;
        private final int to;

        Part(CompiledFunction function, Reduction<T> reduction, int from, int to) {
            this.function = function;
            this.reduction = reduction;
            this.from = from;
            this.to = to;
        }

        @Override
        protected T compute() {
            if (to - from == 1) {
                return reduce(function, reduction, from);
            }
            int middle = from + Integer.highestOneBit(to - from - 1);
            Part<T> right = new Part<>(function, reduction, middle, to);
            right.fork();
            T left = new Part<>(function, reduction, from, middle).compute();
            return reduction.merge(left, right.join());
        }
    }
}
