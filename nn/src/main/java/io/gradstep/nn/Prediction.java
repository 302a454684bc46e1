package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import io.gradstep.engine.Op;
import java.util.OptionalDouble;

/**
 * An answer of a {@link Predictor} for one row: a class and how likely it is, or quantities in their own units.
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
     * Returns what came out of the network.
     *
     * @return a new array: quantities in the units of the table, or the scores of classes, which are logits under a
     *     cross-entropy
     */
    public double[] outputs() {
        return outputs.clone();
    }

    /**
     * Returns the class.
     *
     * @return one of {@link Predictor#classNames}
     * @throws IllegalStateException if the network tells quantities
     */
    public String label() {
        return predictor.classNames().get(classIndex());
    }

    /**
     * Returns the class by its number.
     *
     * @return an index in {@link Predictor#classNames}, from 0
     * @throws IllegalStateException if the network tells quantities
     */
    public int classIndex() {
        if (!predictor.tellsClasses()) {
            throw new IllegalStateException("the network tells quantities, not classes: ask for value()");
        }
        return predictor.loss().decide(outputs);
    }

    /**
     * Returns how likely the class is.
     *
     * @return from 0 to 1; empty if the network tells quantities, or its loss did not teach it to say so
     */
    public OptionalDouble probability() {
        ImmutableList<Double> all = probabilitiesInOrder();
        return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(classIndex()));
    }

    /**
     * Returns how likely each class is.
     *
     * @return numbers from 0 to 1 by the names of all classes, in order; empty if the network tells quantities, or its
     *     loss did not teach it to say so
     */
    public ImmutableMap<String, Double> probabilities() {
        ImmutableMap.Builder<String, Double> byName = ImmutableMap.builder();
        ImmutableList<Double> all = probabilitiesInOrder();
        for (int i = 0; i < all.size(); i++) {
            byName.put(predictor.classNames().get(i), all.get(i));
        }
        return byName.buildOrThrow();
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
     * Returns the quantity of a network that tells one.
     *
     * @return in the unit that the target had in the table
     * @throws IllegalStateException if the network tells classes, or more than one quantity
     */
    public double value() {
        if (predictor.tellsClasses()) {
            throw new IllegalStateException("the network tells classes, not quantities: ask for label()");
        }
        if (outputs.length != 1) {
            throw new IllegalStateException(
                    "the network tells %d quantities: ask for outputs()".formatted(outputs.length));
        }
        return outputs[0];
    }

    /** Returns the answer in one line, such as {@code rose (0.98)} or {@code price = 402.5}. */
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
