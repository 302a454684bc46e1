/**
 * Seeded random numbers whose bits depend on the seed alone: SplitMix64 for networks and shuffling, and the algorithms
 * that {@link java.util.Random} promises for generated data sets.
 */
@NullMarked
package io.gradstep.nn.random;

import org.jspecify.annotations.NullMarked;
