package io.gradstep.nn;

import io.gradstep.engine.OwnKernels;
import io.gradstep.nn.module.Activation;
import java.util.Arrays;
import java.util.Random;

/**
 * The classifier of the benchmarks, written by hand: loops over {@code double[]}, forward and backward, no graph.
 *
 * <p>MLP(16, [64, 64, 10]) with tanh and softmax cross-entropy. The parameters lie in one array in the order of {@link
 * Mlp#parameters()}: for each layer its weights row by row, then its biases.
 */
final class ClassifierLoops {
    static final int[] SIZES = {16, 64, 64, 10};
    private static final int LAYERS = SIZES.length - 1;

    final double[][] inputs;
    final int[] labels;
    final double[] parameters;
    final double[] gradient;

    /** Whether tanh, exp and log are those of {@link Math} instead of the engine's. */
    private final boolean math;

    private final double[][] signals = new double[LAYERS + 1][];
    private final double[][] upstream = new double[LAYERS + 1][];

    ClassifierLoops(int samples, double[] parameters, boolean math) {
        this.parameters = parameters;
        this.math = math;
        gradient = new double[parameters.length];
        for (int layer = 0; layer <= LAYERS; layer++) {
            signals[layer] = new double[SIZES[layer]];
            upstream[layer] = new double[SIZES[layer]];
        }
        Random random = new Random(42);
        inputs = new double[samples][];
        labels = new int[samples];
        for (int s = 0; s < samples; s++) {
            inputs[s] = random.doubles(SIZES[0], -1, 1).toArray();
            labels[s] = random.nextInt(SIZES[LAYERS]);
        }
    }

    static Mlp network() {
        return Mlp.builder()
                .inputs(SIZES[0])
                .hidden(SIZES[1], SIZES[2])
                .outputs(SIZES[3])
                .activation(Activation.TANH)
                .seed(42)
                .build();
    }

    /** Fills {@link #gradient} with that of the mean over the samples, and returns the mean loss. */
    double lossAndGradient() {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int s = 0; s < inputs.length; s++) {
            loss += sample(inputs[s], labels[s], 1.0 / inputs.length);
        }
        return loss / inputs.length;
    }

    private double sample(double[] input, int label, double share) {
        signals[0] = input;
        int[] start = new int[LAYERS];
        int next = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            start[layer] = next;
            forward(layer, next);
            next += SIZES[layer + 1] * (SIZES[layer] + 1);
        }
        double loss = crossEntropy(label, share);
        for (int layer = LAYERS - 1; layer >= 0; layer--) {
            backward(layer, start[layer]);
        }
        return loss;
    }

    private void forward(int layer, int start) {
        double[] in = signals[layer];
        double[] out = signals[layer + 1];
        int biases = start + in.length * out.length;
        for (int j = 0; j < out.length; j++) {
            int row = start + j * in.length;
            double sum = 0;
            for (int i = 0; i < in.length; i++) {
                sum += parameters[row + i] * in[i];
            }
            sum += parameters[biases + j];
            out[j] = layer == LAYERS - 1 ? sum : tanh(sum);
        }
    }

    /** Leaves the gradient of the logits in {@link #upstream}. */
    private double crossEntropy(int label, double share) {
        double[] logits = signals[LAYERS];
        double[] up = upstream[LAYERS];
        double max = logits[0];
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int j = 0; j < logits.length; j++) {
            up[j] = exp(logits[j] - max);
            sum += up[j];
        }
        for (int j = 0; j < logits.length; j++) {
            up[j] *= share / sum;
        }
        up[label] -= share;
        return max + log(sum) - logits[label];
    }

    private void backward(int layer, int start) {
        double[] in = signals[layer];
        double[] out = signals[layer + 1];
        double[] up = upstream[layer + 1];
        double[] down = upstream[layer];
        int biases = start + in.length * out.length;
        Arrays.fill(down, 0);
        for (int j = 0; j < out.length; j++) {
            double delta = layer == LAYERS - 1 ? up[j] : up[j] * (1 - out[j] * out[j]);
            int row = start + j * in.length;
            gradient[biases + j] += delta;
            for (int i = 0; i < in.length; i++) {
                gradient[row + i] += delta * in[i];
            }
            if (layer > 0) {
                for (int i = 0; i < in.length; i++) {
                    down[i] += delta * parameters[row + i];
                }
            }
        }
    }

    private double tanh(double x) {
        return math ? Math.tanh(x) : OwnKernels.tanh(x);
    }

    private double exp(double x) {
        return math ? Math.exp(x) : OwnKernels.exp(x);
    }

    private double log(double x) {
        return math ? Math.log(x) : OwnKernels.log(x);
    }
}
