package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import io.gradstep.engine.Op;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The answer of a {@link Predictor} for one row: a class and its probability, or quantities in their own units.
 *
 * <p>Immutable.
 */
public final class Prediction {
    private final Predictor predictor;
    private final double[] outputs;

    Prediction(Predictor predictor, double[] outputs) {
        this.predictor = predictor;
        this.outputs = outputs;
    }

    /**
     * {@return the outputs of the network, as a new array: quantities in the units of the table, or the scores of
     * classes, which are logits under a cross-entropy}
     */
    public double[] outputs() {
        return outputs.clone();
    }

    /**
     * {@return the class, one of {@link Predictor#classNames}}
     *
     * @throws IllegalStateException if the network predicts quantities
     */
    public String label() {
        return predictor.classNames().get(classIndex());
    }

    /**
     * {@return the index of the class in {@link Predictor#classNames}, from 0}
     *
     * @throws IllegalStateException if the network predicts quantities
     */
    public int classIndex() {
        if (!predictor.tellsClasses()) {
            throw new IllegalStateException("the network predicts quantities, not classes: use value()");
        }
        return predictor.loss().decide(outputs);
    }

    /**
     * {@return the probability of the class, from 0 to 1; empty if the network predicts quantities or its loss yields
     * no probabilities}
     */
    public OptionalDouble probability() {
        ImmutableList<Double> all = probabilitiesInOrder();
        return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(classIndex()));
    }

    /**
     * {@return an immutable map with the probability of each class by its name, in order; empty if the network predicts
     * quantities or its loss yields no probabilities}
     */
    public Map<String, Double> probabilities() {
        ImmutableMap.Builder<String, Double> byName = ImmutableMap.builder();
        ImmutableList<Double> all = probabilitiesInOrder();
        for (int i = 0; i < all.size(); i++) {
            byName.put(predictor.classNames().get(i), all.get(i));
        }
        return byName.build();
    }

    private ImmutableList<Double> probabilitiesInOrder() {
        if (!predictor.tellsProbabilities()) {
            return ImmutableList.of();
        }
        if (outputs.length == 1) {
            return ImmutableList.of(Op.SIGMOID.forward(-outputs[0]), Op.SIGMOID.forward(outputs[0]));
        }
        return ImmutableList.copyOf(Doubles.asList(Op.LOG_SUM_EXP.partials(outputs.clone(), Double.NaN)));
    }

    /**
     * {@return the predicted quantity, in the unit that the target has in the table}
     *
     * @throws IllegalStateException if the network predicts classes, or more than one quantity
     */
    public double value() {
        if (predictor.tellsClasses()) {
            throw new IllegalStateException("the network predicts classes, not quantities: use label()");
        }
        if (outputs.length != 1) {
            throw new IllegalStateException(
                    "the network predicts %d quantities: use outputs()".formatted(outputs.length));
        }
        return outputs[0];
    }

    /** {@return the answer in one line, such as {@code rose (0.98)} or {@code price = 402.5}} */
    @Override
    public String toString() {
        if (predictor.tellsClasses()) {
            OptionalDouble probability = probability();
            return probability.isPresent() ? "%s (%s)".formatted(label(), probability.getAsDouble()) : label();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < outputs.length; i++) {
            text.append(i == 0 ? "" : ", ").append(predictor.targetNames().get(i));
            text.append(" = ").append(outputs[i]);
        }
        return text.toString();
    }
}
