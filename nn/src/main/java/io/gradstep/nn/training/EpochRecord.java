package io.gradstep.nn.training;

import java.util.OptionalDouble;

/**
 * What came of one epoch.
 *
 * <p>Loss and accuracy on the training samples are those that the batches met, while the weights changed; those on the
 * validation samples are measured with the weights at the end of the epoch.
 *
 * @param epoch its number, from 1
 * @param loss the mean over the training samples, without penalty
 * @param accuracy the share of training samples put into the right class; empty where there are no classes
 * @param validationLoss the mean over the validation samples; empty without any
 * @param validationAccuracy the share of validation samples put into the right class; empty without any, or where there
 *     are no classes
 * @param learningRate of the last batch
 */
public record EpochRecord(
        int epoch,
        double loss,
        OptionalDouble accuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double learningRate) {}
