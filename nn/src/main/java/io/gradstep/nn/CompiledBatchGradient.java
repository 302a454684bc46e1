package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Regularization;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loss of one sample, recorded once, compiled, and evaluated for many samples at a time. */
final class CompiledBatchGradient implements BatchGradient {
    private final Mlp model;
    private final Loss loss;
    private final Dataset data;
    private final int threads;

    /** Maps a sample's inputs and encoded targets to the loss, then the outputs of the network. */
    private final CompiledFunction function;

    /** Computes the penalty from the parameters; null without a penalty. */
    private final @Nullable CompiledFunction penalty;

    private final double[][] samples;
    private double[][] batch = {};
    private double[][] outputs = {};

    CompiledBatchGradient(Mlp model, Loss loss, Regularization regularization, Dataset data, int threads) {
        this.model = model;
        this.loss = loss;
        this.data = data;
        this.threads = threads;
        List<Value> parameters = model.parameters();
        List<Value> inputs = Mlp.constants(new double[model.inputCount()]);
        List<Value> networkOutputs = model.forward(inputs);
        this.samples = samples(networkOutputs.size());
        List<Value> targets = Mlp.constants(new double[samples[0].length - inputs.size()]);
        this.function = CompiledFunction.builder(ImmutableList.<Value>builder()
                        .add(loss.of(networkOutputs, targets))
                        .addAll(networkOutputs)
                        .build())
                .parameters(parameters)
                .inputs(ImmutableList.<Value>builder()
                        .addAll(inputs)
                        .addAll(targets)
                        .build())
                .build();
        this.penalty =
                regularization.isNone() ? null : CompiledFunction.of(regularization.penalty(parameters), parameters);
    }

    private double[][] samples(int outputCount) {
        double[][] rows = new double[data.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] input = data.input(i);
            double[] target = loss.encode(data.target(i), outputCount);
            rows[i] = Arrays.copyOf(input, input.length + target.length);
            System.arraycopy(target, 0, rows[i], input.length, target.length);
        }
        return rows;
    }

    @Override
    public BatchResult compute(int[] order, int from, int to, double[] gradient) {
        int size = to - from;
        if (batch.length != size) {
            batch = new double[size][];
            outputs = new double[size][function.outputCount()];
        }
        for (int k = 0; k < size; k++) {
            batch[k] = samples[order[from + k]];
        }
        double[] weights = model.weights();
        double sum = function.sumGradient(weights, batch, gradient, outputs, threads);
        double share = 1.0 / size;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        return new BatchResult(sum * share, addPenalty(weights, gradient), correct(order, from));
    }

    private double addPenalty(double[] weights, double[] gradient) {
        if (penalty == null) {
            return 0;
        }
        double[] slopes = new double[weights.length];
        double price = penalty.gradient(weights, slopes);
        for (int i = 0; i < slopes.length; i++) {
            gradient[i] += slopes[i];
        }
        return price;
    }

    private int correct(int[] order, int from) {
        if (data.classes().isEmpty()) {
            return 0;
        }
        int correct = 0;
        for (int k = 0; k < outputs.length; k++) {
            double[] row = Arrays.copyOfRange(outputs[k], 1, outputs[k].length);
            if (loss.decide(row) == data.label(order[from + k])) {
                correct++;
            }
        }
        return correct;
    }
}
