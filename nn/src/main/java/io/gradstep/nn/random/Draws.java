package io.gradstep.nn.random;

import java.util.Random;

/**
 * Seeded random numbers with the same bits on every JDK.
 *
 * <p>{@link Random} promises its algorithms, that of the normal distribution with {@code StrictMath} among them, and
 * this class uses only those: newer methods such as {@code nextInt(from, to)} may change.
 */
public final class Draws {
    private final Random random;

    public Draws(long seed) {
        random = new Random(seed);
    }

    /** A random number from {@code low}, inclusive, to {@code high}, exclusive except for rounding. */
    public double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A number from the normal distribution around 0. */
    public double normal(double deviation) {
        return deviation * random.nextGaussian();
    }

    /** A whole number from 0 to {@code bound}, exclusive. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** The numbers from 0 to {@code size}, exclusive, in a uniformly random order (Fisher-Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
