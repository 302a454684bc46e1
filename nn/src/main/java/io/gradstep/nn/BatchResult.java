package io.gradstep.nn;

import io.gradstep.nn.optim.Regularization;

/**
 * What came of a batch.
 *
 * @param loss the mean over its samples, without the penalty
 * @param penalty of the {@link Regularization}
 * @param correct how many samples were put into the right class; 0 where there are no classes
 */
public record BatchResult(double loss, double penalty, int correct) {}
