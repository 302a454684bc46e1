package io.gradstep.nn.training;

import java.util.OptionalDouble;

/**
 * Metrics of one epoch.
 *
 * <p>Loss and accuracy on the training samples are those of the batches, while the weights changed; those on the
 * validation samples are measured with the weights at the end of the epoch.
 *
 * @param epoch its number, from 1
 * @param loss the mean over the training samples, without penalty
 * @param accuracy the share of correctly classified training samples; empty without classes
 * @param validationLoss the mean over the validation samples; empty without any
 * @param validationAccuracy the share of correctly classified validation samples; empty without any, or without classes
 * @param learningRate of the last batch
 */
public record EpochRecord(
        int epoch,
        double loss,
        OptionalDouble accuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double learningRate) {}
