package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
import java.util.OptionalDouble;

/**
 * How well a network does on some samples.
 *
 * @param loss the mean over the samples, without any penalty
 * @param accuracy the share of samples put into the right class, from 0 to 1; empty where there are no classes
 */
public record Score(double loss, OptionalDouble accuracy) {

    /**
     * Evaluates a network.
     *
     * @param model the network
     * @param loss of one sample
     * @param data the samples
     * @return what came out
     * @throws IllegalArgumentException if the samples do not go with the network or the loss
     */
    public static Score of(Mlp model, Loss loss, Dataset data) {
        Preflight.check(model, loss, data);
        return measure(model, loss, data);
    }

    /** As {@link #of}, for samples that have been checked. */
    static Score measure(Mlp model, Loss loss, Dataset data) {
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
