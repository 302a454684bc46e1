package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

/**
 * A fitted curve at one point, with how far it may be off.
 *
 * @param value the curve's value
 * @param standardError its standard error; NaN if that is unknown
 * @param confidence the interval that holds the true curve at this point with the chosen probability
 * @param observation the interval that holds a new observation at this point with that probability; NaN at both ends
 *     where its scatter is unknown, because the samples had standard errors of their own or the loss is robust
 */
public record CurvePoint(double value, double standardError, Interval confidence, Interval observation) {
    /**
     * Makes a point.
     *
     * @param value the curve's value
     * @param standardError its standard error
     * @param confidence the interval of the curve
     * @param observation the interval of a new observation
     */
    public CurvePoint {
        requireNonNull(confidence, "confidence");
        requireNonNull(observation, "observation");
    }
}
