package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
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
    public static Score of(SequenceModule model, Loss loss, Dataset data) {
        Objects.requireNonNull(model, "model");
        RowModule rows = RowModule.of(model, data.inputCount());
        Preflight.check(rows, loss, data);
        return measure(rows, loss, data);
    }

    /** Evaluates as {@link #of} does, without checking the samples. */
    static Score measure(RowModule model, Loss loss, Dataset data) {
        boolean classes = data.classes().isPresent();
        double sum = 0;
        int correct = 0;
        for (int i = 0; i < data.size(); i++) {
            double[] outputs = model.evaluate(data.input(i));
            sum += loss.of(Mlp.constants(outputs), data.target(i)).data();
            if (classes && loss.decide(outputs) == data.label(i)) {
                correct++;
            }
        }
        return new Score(sum / data.size(), accuracy(data, correct, data.size()));
    }

    static OptionalDouble accuracy(Dataset data, int correct, int samples) {
        return data.classes().isPresent() ? OptionalDouble.of((double) correct / samples) : OptionalDouble.empty();
    }
}
