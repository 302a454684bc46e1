package io.gradstep.engine;

import java.util.Random;

/**
 * The network of the moons benchmark, written by hand: loops over {@code double[]}, forward and backward, no graph. Its
 * time is the limit that the engine is compared with, and its gradients are what the engine's must equal.
 *
 * <p>MLP(2, [16, 16, 1]) with relu, max-margin loss over 100 samples and L2 regularisation, as in micrograd's
 * demonstration. The parameters lie in one array: for each neuron of each layer its weights, then its bias.
 */
final class MoonsLoops {
    static final int SAMPLES = 100;
    static final int[] SIZES = {2, 16, 16, 1};
    static final double REGULARISATION = 1e-4;

    final double[][] inputs = new double[SAMPLES][2];
    final double[] labels = new double[SAMPLES];
    final double[] parameters;
    final double[] gradient;
    private final double[] hidden1 = new double[16];
    private final double[] hidden2 = new double[16];
    private final double[] gradient2 = new double[16];

    MoonsLoops(long seed) {
        Random random = new Random(seed);
        for (int s = 0; s < SAMPLES; s++) {
            boolean upper = s % 2 == 0;
            double angle = Math.PI * random.nextDouble();
            inputs[s][0] = (upper ? Math.cos(angle) : 1 - Math.cos(angle)) + 0.1 * random.nextGaussian();
            inputs[s][1] = (upper ? Math.sin(angle) : 0.5 - Math.sin(angle)) + 0.1 * random.nextGaussian();
            labels[s] = upper ? 1 : -1;
        }
        int count = 0;
        for (int layer = 1; layer < SIZES.length; layer++) {
            count += SIZES[layer] * (SIZES[layer - 1] + 1);
        }
        parameters = random.doubles(count, -1, 1).toArray();
        gradient = new double[count];
    }

    /** Fills {@link #gradient} and returns the loss. */
    double lossAndGradient() {
        double loss = 0;
        for (int i = 0; i < parameters.length; i++) {
            loss += REGULARISATION * parameters[i] * parameters[i];
            gradient[i] = 2 * REGULARISATION * parameters[i];
        }
        for (int s = 0; s < SAMPLES; s++) {
            loss += sample(inputs[s][0], inputs[s][1], labels[s]);
        }
        return loss;
    }

    private double sample(double x0, double x1, double label) {
        double[] p = parameters;
        double[] g = gradient;
        for (int j = 0; j < 16; j++) {
            hidden1[j] = Math.max(0, p[3 * j] * x0 + p[3 * j + 1] * x1 + p[3 * j + 2]);
        }
        double score = p[48 + 16 * 17 + 16];
        for (int j = 0; j < 16; j++) {
            int row = 48 + 17 * j;
            double sum = 0;
            for (int i = 0; i < 16; i++) {
                sum += p[row + i] * hidden1[i];
            }
            hidden2[j] = Math.max(0, sum + p[row + 16]);
            score += p[48 + 16 * 17 + j] * hidden2[j];
        }
        double margin = 1 - label * score;
        if (margin <= 0) {
            return 0;
        }
        double upstream = -label / SAMPLES;
        java.util.Arrays.fill(gradient2, 0);
        g[48 + 16 * 17 + 16] += upstream;
        for (int j = 0; j < 16; j++) {
            g[48 + 16 * 17 + j] += upstream * hidden2[j];
            if (hidden2[j] > 0) {
                double delta = upstream * p[48 + 16 * 17 + j];
                int row = 48 + 17 * j;
                for (int i = 0; i < 16; i++) {
                    g[row + i] += delta * hidden1[i];
                    gradient2[i] += delta * p[row + i];
                }
                g[row + 16] += delta;
            }
        }
        for (int j = 0; j < 16; j++) {
            if (hidden1[j] > 0) {
                g[3 * j] += gradient2[j] * x0;
                g[3 * j + 1] += gradient2[j] * x1;
                g[3 * j + 2] += gradient2[j];
            }
        }
        return margin / SAMPLES;
    }

    void step(double rate) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= rate * gradient[i];
        }
    }
}
