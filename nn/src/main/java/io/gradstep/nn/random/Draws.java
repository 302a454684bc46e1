package io.gradstep.nn.random;

import io.gradstep.engine.Op;
import java.util.Random;

/**
 * Seeded random numbers with the same bits on every JDK, and in a browser.
 *
 * <p>{@link Random} promises its algorithms, and this class uses only those: newer methods such as {@code nextInt(from,
 * to)} may change.
 */
public final class Draws {
    private final Random random;
    private double spare;
    private boolean hasSpare;

    public Draws(long seed) {
        random = new Random(seed);
    }

    /** A random number from {@code low}, inclusive, to {@code high}, exclusive except for rounding. */
    public double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A number from the normal distribution around 0. */
    public double normal(double deviation) {
        return deviation * gaussian();
    }

    /** As {@link Random#nextGaussian()} with the engine's logarithm, whose bits are the same in a browser too. */
    private double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                double factor = Math.sqrt(-2 * Op.LOG.value(square) / square);
                spare = y * factor;
                hasSpare = true;
                return x * factor;
            }
        }
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
