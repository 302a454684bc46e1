package io.gradstep.demos.notes;

import java.util.Random;

/** Seeded random numbers between −1 and 1, for derivations without numbers in the notes. */
final class RandomMatrices {
    /** Printed numbers have two decimals, so that you can follow them with a pocket calculator. */
    private static final double HUNDREDTHS = 100;

    private final Random random;
    private final boolean rounded;

    private RandomMatrices(long seed, boolean rounded) {
        this.random = new Random(seed);
        this.rounded = rounded;
    }

    static RandomMatrices full(long seed) {
        return new RandomMatrices(seed, false);
    }

    static RandomMatrices rounded(long seed) {
        return new RandomMatrices(seed, true);
    }

    double[][] matrix(int rowCount, int columnCount) {
        double[][] numbers = new double[rowCount][columnCount];
        for (double[] row : numbers) {
            for (int j = 0; j < columnCount; j++) {
                row[j] = number();
            }
        }
        return numbers;
    }

    double number() {
        double number = 2 * random.nextDouble() - 1;
        return rounded ? Math.rint(HUNDREDTHS * number) / HUNDREDTHS : number;
    }
}
