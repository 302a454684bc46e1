package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.random.RandomStream;
import java.util.List;

/** Small sets of samples for tests. */
public final class Samples {
    private Samples() {}

    static Dataset xor() {
        return Dataset.classification(
                new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0}, List.of("even", "odd"));
    }

    /** Points in a square, by whether they are above a parabola. */
    public static Dataset parabola(int samples, long seed) {
        RandomStream random = new RandomStream(seed);
        double[][] inputs = new double[samples][];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            double x = random.uniform(1);
            double y = random.uniform(1);
            inputs[i] = new double[] {x, y};
            labels[i] = y > x * x - 0.3 ? 1 : 0;
        }
        return Dataset.classification(inputs, labels, List.of("below", "above"));
    }

    /** y = 2x − 1 at some places. */
    static Dataset line() {
        return Dataset.regression(new double[][] {{-1}, {0}, {0.5}, {1}}, new double[] {-3, -1, 0, 1});
    }
}
