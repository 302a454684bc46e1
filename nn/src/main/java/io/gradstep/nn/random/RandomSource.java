package io.gradstep.nn.random;

/** Seeded random numbers of whichever generator. */
public interface RandomSource {
    /** Uniform in [0, 1). */
    double nextDouble();

    /** Normal with mean 0 and standard deviation 1. */
    double gaussian();

    /** The numbers 0 to n − 1 in random order. */
    int[] permutation(int n);

    /**
     * An index with a probability in proportion to its weight: the first whose sum of weights so far exceeds a random
     * share of the whole sum, as {@code random.choices} of Python finds it.
     */
    default int choice(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double wanted = nextDouble() * total;
        double sum = 0;
        for (int i = 0; i < weights.length - 1; i++) {
            sum += weights[i];
            if (wanted < sum) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
