package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.optim.Regularization;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The compiled loss of one sample, evaluated for many samples at a time: here, or where they are. */
final class CompiledBatchGradient implements BatchGradient {
    private final SampleLoss sampleLoss;
    private final Sums sums;

    /** Computes the penalty from the parameters; null without a penalty. */
    private final @Nullable CompiledFunction penalty;

    private final NumberedSum sum;

    CompiledBatchGradient(
            Parameterized module,
            UnaryOperator<List<Value>> forward,
            Loss loss,
            Regularization regularization,
            RowSource like,
            Sums sums) {
        List<Value> parameters = module.parameters();
        this.sampleLoss = new SampleLoss(parameters, forward, loss, like);
        this.penalty =
                regularization.isNone() ? null : CompiledFunction.of(regularization.penalty(parameters), parameters);
        this.sum = new NumberedSum(parameters.size());
        this.sums = sums;
    }

    @Override
    public BatchResult compute(RowSource batch, double[] weights, double[] gradient) {
        sum.clear();
        long correct = sums.add(batch, sampleLoss, weights, sum);
        double share = 1.0 / batch.rowCount();
        double mean = sum.total(gradient) * share;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        return new BatchResult(mean, addPenalty(weights, gradient), correct);
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

    /** Reads the rows of a batch a stretch at a time, and computes them on some threads. */
    static final class HereOnThreads implements Sums {
        /** The chunks that are in memory at a time, for each thread. */
        private static final int CHUNKS_A_THREAD = 8;

        private final int threads;
        private final int mostRows;
        private double[][] inputs = {};
        private double[][] targets = {};
        private SampleLoss.@Nullable Room room;

        HereOnThreads(int threads) {
            this.threads = threads;
            this.mostRows = (int) Math.min(1 << 20, CHUNKS_A_THREAD * (long) threads * NumberedSum.CHUNK);
        }

        @Override
        public long add(RowSource batch, SampleLoss loss, double[] weights, NumberedSum sum) {
            long size = batch.rowCount();
            long correct = 0;
            for (long from = 0; from < size; from += mostRows) {
                reserve((int) Math.min(mostRows, size - from), batch);
                batch.read(from, from + inputs.length, inputs, targets);
                room = room == null ? loss.room() : room;
                correct += loss.add(room, weights, inputs, targets, sum, threads);
            }
            return correct;
        }

        private void reserve(int count, RowSource batch) {
            if (inputs.length != count) {
                inputs = new double[count][batch.inputCount()];
                targets = new double[count][batch.outputCount()];
            }
        }
    }
}
