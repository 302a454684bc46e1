package io.gradstep.nn.fit.samples;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.data.Dataset;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Samples in memory, which all processors share. */
public final class MemorySamples implements FitSamples {
    /** The most results of segments to keep until they are merged: enough for the processors to share evenly. */
    private static final int MAX_PARTS = 64;

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
        int segments = (observed.length - 1) / FitSegment.ROWS + 1;
        int span = 1;
        while ((segments - 1) / span >= MAX_PARTS) {
            span *= 2;
        }
        int each = span;
        List<T> parts = IntStream.rangeClosed(0, (segments - 1) / each)
                .parallel()
                .mapToObj(part -> reduce(function, reduction, part * each, Math.min(segments, (part + 1) * each)))
                .toList();
        MergeTree<T> tree = new MergeTree<>(reduction::merge);
        parts.forEach(tree::add);
        return tree.total();
    }

    private <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction, int from, int to) {
        MergeTree<T> tree = new MergeTree<>(reduction::merge);
        for (int segment = from; segment < to; segment++) {
            int first = segment * FitSegment.ROWS;
            int size = Math.min(FitSegment.ROWS, observed.length - first);
            tree.add(reduction.of(function, new FitSegment(first, inputs, observed, errors, inputErrors, first, size)));
        }
        return tree.total();
    }
}
