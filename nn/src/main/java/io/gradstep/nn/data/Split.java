package io.gradstep.nn.data;

/**
 * A data set in two parts that share no sample.
 *
 * @param train the samples to learn from
 * @param rest the samples held out, to validate or test on
 */
public record Split(Dataset train, Dataset rest) {}
