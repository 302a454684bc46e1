package io.gradstep.nn.training;

/**
 * Metrics of one batch.
 *
 * @param epoch the number of its epoch, from 1
 * @param batch its number in the epoch, from 1
 * @param batchCount how many the epoch has
 * @param loss the mean over its samples, without penalty
 * @param learningRate of its step
 */
public record BatchRecord(int epoch, int batch, int batchCount, double loss, double learningRate) {}
