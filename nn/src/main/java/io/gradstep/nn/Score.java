package io.gradstep.nn;

import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.SequenceModule;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Metrics of a network on some samples.
 *
 * @param loss the mean over the samples, without any penalty
 * @param accuracy the share of correctly classified samples, from 0 to 1; empty without classes
 */
public record Score(double loss, OptionalDouble accuracy) {

    /**
     * Evaluates a network.
     *
     * @param model a network, or any other module, which sees each sample as a sequence of one vector
     * @param loss of one sample
     * @param data the samples
     * @return the metrics
     * @throws IllegalArgumentException if the samples do not match the network or the loss
     */
    public static Score of(SequenceModule model, Loss loss, RowSource data) {
        Objects.requireNonNull(model, "model");
        RowModule rows = RowModule.of(model, data.inputCount());
        Preflight.check(rows, loss, data);
        return measure(rows, loss, data);
    }

    /** Evaluates as {@link #of} does, without checking the samples. */
    static Score measure(RowModule model, Loss loss, RowSource data) {
        double[] sums = data.reduce(new Sums(model, loss, data.classes().isPresent()));
        return new Score(sums[0] / data.rowCount(), accuracy(data, (long) sums[1], data.rowCount()));
    }

    /** The sum of the losses, and the number of correctly classified rows. */
    private record Sums(RowModule model, Loss loss, boolean classes) implements RowPass<double[]> {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(long first, double[][] inputs, double[][] targets) {
            double[] sums = new double[2];
            for (int i = 0; i < inputs.length; i++) {
                double[] outputs = model.evaluate(inputs[i]);
                sums[0] += loss.of(Mlp.constants(outputs), targets[i]).data();
                if (classes && loss.decide(outputs) == (int) targets[i][0]) {
                    sums[1]++;
                }
            }
            return sums;
        }

        @Override
        public double[] merge(double[] left, double[] right) {
            return RowPass.add(left, right);
        }
    }

    static OptionalDouble accuracy(RowSource data, long correct, long samples) {
        return data.classes().isPresent() ? OptionalDouble.of((double) correct / samples) : OptionalDouble.empty();
    }
}
