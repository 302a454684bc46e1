/**
 * Seeded random numbers whose bits depend on the seed alone.
 *
 * <p>There are two generators of our own, because a seed is a promise: replacing either would change numbers that users
 * have written down. {@code Draws} has the algorithms that {@link java.util.Random} guarantees; data sets are
 * generated, split and shuffled with it. {@code RandomStream} is SplitMix64, for first weights and the order of samples
 * in each epoch, which need many independent streams from one seed: {@code java.util.Random} begins alike for
 * neighbouring seeds. New code takes {@code RandomStream}. {@code PythonRandom} repeats the numbers of Python programs.
 */
@NullMarked
package io.gradstep.nn.random;

import org.jspecify.annotations.NullMarked;
