package io.gradstep.nn.random;

/** Seeded random numbers of whichever generator. */
public interface RandomSource {
    /** Uniform in [0, 1). */
    double nextDouble();

    /** Normal with mean 0 and standard deviation 1. */
    double gaussian();

    /** Uniform in 0 to bound − 1. */
    int below(int bound);

    /**
     * The numbers 0 to n − 1 in random order (Fisher and Yates, in Durstenfeld's form, which is that of Python's {@code
     * random.shuffle} too).
     */
    default int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

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
