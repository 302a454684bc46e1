package io.gradstep.nn;

import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** A loss with a weight per class; the sample's weight follows the numbers for the outputs. */
final class WeightedLoss implements Loss, Serializable {
    private static final long serialVersionUID = 1;

    private final Loss plain;
    private final double[] weights;

    WeightedLoss(Loss plain, double[] weights) {
        if (weights.length < 2) {
            throw new IllegalArgumentException("weights are needed for at least two classes");
        }
        for (double weight : weights) {
            ArgumentChecks.positive("the weight of a class", weight);
        }
        this.plain = plain instanceof WeightedLoss weighted ? weighted.plain : plain;
        this.weights = weights.clone();
    }

    Loss plain() {
        return plain;
    }

    @Override
    public String label() {
        return "%s weighted by %s".formatted(plain.label(), Arrays.toString(weights));
    }

    @Override
    public double[] encode(double[] target, int outputCount) {
        int index = target.length == 1 ? (int) target[0] : -1;
        if (index < 0 || index >= weights.length || index != target[0]) {
            throw new IllegalArgumentException("%s needs a class from 0 to %d, not %s"
                    .formatted(label(), weights.length - 1, Arrays.toString(target)));
        }
        double[] encoded = plain.encode(target, outputCount);
        double[] withWeight = Arrays.copyOf(encoded, encoded.length + 1);
        withWeight[encoded.length] = weights[index];
        return withWeight;
    }

    @Override
    public Value of(List<Value> outputs, List<Value> targets) {
        int last = targets.size() - 1;
        return plain.of(outputs, targets.subList(0, last)).mul(targets.get(last));
    }

    @Override
    public int decide(double[] outputs) {
        return plain.decide(outputs);
    }
}
