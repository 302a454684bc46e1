package io.gradstep.nn.fit;

/**
 * The outcome of searches from several starts.
 *
 * @param count the number of starts, the given one included
 * @param agreeing how many of them led to the best sum of squares that was found
 * @param failed how many led nowhere, because the formula could not be computed there or the samples did not determine
 *     the parameters where the search ended
 * @param skipped how many were not tried, because of an interruption
 */
public record FitStarts(int count, int agreeing, int failed, int skipped) {}
