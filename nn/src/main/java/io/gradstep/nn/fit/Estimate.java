package io.gradstep.nn.fit;

/**
 * An estimated quantity.
 *
 * @param value its value
 * @param standardError its standard error; NaN if that is unknown
 */
public record Estimate(double value, double standardError) {}
