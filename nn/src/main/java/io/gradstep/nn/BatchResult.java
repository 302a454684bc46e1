package io.gradstep.nn;

import io.gradstep.nn.optim.Regularization;

/**
 * Metrics of one batch.
 *
 * @param loss the mean over its samples, without the penalty
 * @param penalty of the {@link Regularization}
 * @param correct the number of correctly classified samples; 0 without classes
 */
public record BatchResult(double loss, double penalty, long correct) {}
