package io.gradstep.nn.optim;

import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A penalty on large parameters, added to the loss: l1·Σ|p| + l2·Σp² over all parameters, biases included.
 *
 * @param l1 the factor of the absolute values, at least 0; it drives parameters to exactly 0
 * @param l2 the factor of the squares, at least 0; it keeps parameters small
 */
public record Regularization(double l1, double l2) {
    /** No penalty. */
    public static final Regularization NONE = new Regularization(0, 0);

    /**
     * Checks the factors.
     *
     * @param l1 at least 0
     * @param l2 at least 0
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public Regularization {
        ArgumentChecks.notNegative("l1", l1);
        ArgumentChecks.notNegative("l2", l2);
    }

    /**
     * {@return a penalty on absolute values alone}
     *
     * @param l1 at least 0
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public static Regularization l1(double l1) {
        return new Regularization(l1, 0);
    }

    /**
     * {@return a penalty on squares alone}
     *
     * @param l2 at least 0
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public static Regularization l2(double l2) {
        return new Regularization(0, l2);
    }

    /** {@return whether there is no penalty: both factors are 0} */
    public boolean isNone() {
        return l1 == 0 && l2 == 0;
    }

    /**
     * Builds the graph of the penalty.
     *
     * @param parameters at least one
     * @return the penalty; the constant 0 if there is none
     * @throws IllegalArgumentException if there are no parameters
     */
    public Value penalty(List<Value> parameters) {
        Objects.requireNonNull(parameters, "parameters");
        Value squares = l2 == 0 ? null : Value.dot(parameters, parameters).mul(l2);
        if (l1 == 0) {
            return squares == null ? Value.constant(0) : squares;
        }
        List<Value> absolutes = new ArrayList<>(parameters.size());
        for (Value parameter : parameters) {
            absolutes.add(parameter.abs());
        }
        Value sizes = Value.sum(absolutes).mul(l1);
        return squares == null ? sizes : sizes.add(squares);
    }
}
