package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.optim.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The loss of one sample, recorded once, compiled, and evaluated for many samples at a time. */
final class CompiledBatchGradient implements BatchGradient {
    /** The chunks that are in memory at a time, for each thread. */
    private static final int CHUNKS_A_THREAD = 8;

    private final List<Value> parameters;
    private final Loss loss;
    private final int inputCount;
    private final int targetCount;
    private final int networkOutputs;
    private final int threads;
    private final int mostRows;

    /** Maps a sample's inputs and encoded targets to the loss, then the outputs of the network. */
    private final CompiledFunction function;

    /** Computes the penalty from the parameters; null without a penalty. */
    private final @Nullable CompiledFunction penalty;

    private final NumberedSum sum;

    /** The encoded target of each class, once it is known. */
    private final double[] @Nullable [] encodedClasses;

    /** The inputs and encoded targets of some samples, their targets, and what the function makes of them. */
    private double[][] rows = {};

    private double[][] targets = {};
    private double[][] outputs = {};

    CompiledBatchGradient(
            Parameterized module,
            UnaryOperator<List<Value>> forward,
            Loss loss,
            Regularization regularization,
            RowSource like,
            int threads) {
        this.parameters = module.parameters();
        this.loss = loss;
        this.inputCount = like.inputCount();
        this.targetCount = like.outputCount();
        this.threads = threads;
        this.mostRows = (int) Math.min(1 << 20, CHUNKS_A_THREAD * (long) threads * NumberedSum.CHUNK);
        List<Value> inputs = Mlp.constants(new double[inputCount]);
        List<Value> networkOutput = forward.apply(inputs);
        this.networkOutputs = networkOutput.size();
        double[][] target = new double[1][targetCount];
        like.read(0, 1, new double[1][inputCount], target);
        List<Value> encoded = Mlp.constants(new double[loss.encode(target[0], networkOutputs).length]);
        this.function = CompiledFunction.builder(ImmutableList.<Value>builder()
                        .add(loss.of(networkOutput, encoded))
                        .addAll(networkOutput)
                        .build())
                .parameters(parameters)
                .inputs(ImmutableList.<Value>builder()
                        .addAll(inputs)
                        .addAll(encoded)
                        .build())
                .build();
        this.penalty =
                regularization.isNone() ? null : CompiledFunction.of(regularization.penalty(parameters), parameters);
        this.sum = new NumberedSum(parameters.size());
        this.encodedClasses = new double[like.classes().orElse(0)][];
    }

    @Override
    public BatchResult compute(RowSource batch, double[] gradient) {
        long size = batch.rowCount();
        double[] weights = new double[parameters.size()];
        Arrays.setAll(weights, i -> parameters.get(i).data());
        int correct = 0;
        sum.clear();
        for (long from = 0; from < size; from += mostRows) {
            reserve((int) Math.min(mostRows, size - from));
            read(batch, from);
            function.addGradient(weights, rows, sum, outputs, threads);
            correct += batch.classes().isPresent() ? correct() : 0;
        }
        double share = 1.0 / size;
        double mean = sum.total(gradient) * share;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        return new BatchResult(mean, addPenalty(weights, gradient), correct);
    }

    private void reserve(int count) {
        if (rows.length != count) {
            rows = new double[count][function.inputCount()];
            targets = new double[count][targetCount];
            outputs = new double[count][function.outputCount()];
        }
    }

    private void read(RowSource batch, long from) {
        batch.read(from, from + rows.length, rows, targets);
        for (int k = 0; k < rows.length; k++) {
            double[] encoded = encode(targets[k]);
            System.arraycopy(encoded, 0, rows[k], inputCount, encoded.length);
        }
    }

    private double[] encode(double[] target) {
        if (encodedClasses.length == 0) {
            return loss.encode(target, networkOutputs);
        }
        int label = (int) target[0];
        double[] known = encodedClasses[label];
        if (known == null) {
            known = loss.encode(target.clone(), networkOutputs); // which may be what is returned
            encodedClasses[label] = known;
        }
        return known;
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

    private int correct() {
        int correct = 0;
        for (int k = 0; k < outputs.length; k++) {
            double[] row = Arrays.copyOfRange(outputs[k], 1, outputs[k].length);
            if (loss.decide(row) == (int) targets[k][0]) {
                correct++;
            }
        }
        return correct;
    }
}
