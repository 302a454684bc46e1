package io.gradstep.nn.random;

import io.gradstep.engine.Op;

/**
 * Random numbers whose bits depend on the seed alone, on every JDK.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), written out
 * because the JDK promises the algorithm of {@link java.util.Random} only, whose 48 bits of state make the first
 * numbers of neighbouring seeds alike. Normal numbers come from Marsaglia's polar method (1964) on the engine's
 * logarithm, which unlike that of {@link Math} is the same everywhere, in a browser too.
 */
public final class RandomStream implements RandomSource {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double TWO_TO_MINUS_53 = 0x1p-53;

    private long state;

    public RandomStream(long seed) {
        this.state = seed;
    }

    /** One of many streams of the same seed, each as good as unrelated to the others. */
    public RandomStream(long seed, long stream) {
        this.state = mix(seed + GOLDEN_GAMMA) ^ mix(mix(stream + GOLDEN_GAMMA));
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /** Uniform in [-bound, bound). */
    public double uniform(double bound) {
        return (2 * nextDouble() - 1) * bound;
    }

    /** Normal with mean 0 and standard deviation 1. The second number that the method yields is not kept. */
    @Override
    public double gaussian() {
        while (true) {
            double x = uniform(1);
            double y = uniform(1);
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * Op.LOG.value(square) / square);
            }
        }
    }

    /**
     * Uniform in [0, bound): the high half of a 64-bit product; values that would bias the result are rejected (Lemire
     * 2019).
     */
    @Override
    public int below(int bound) {
        long threshold = (0x1_0000_0000L - bound) % bound;
        while (true) {
            long product = (nextLong() >>> 32) * bound;
            if ((product & 0xffff_ffffL) >= threshold) {
                return (int) (product >>> 32);
            }
        }
    }
}
