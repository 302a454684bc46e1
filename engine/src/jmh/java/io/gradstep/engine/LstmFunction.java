package io.gradstep.engine;

import com.google.gson.JsonObject;
import io.gradstep.engine.math.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * GradBench's lstm: layers of a long short-term memory with diagonal weights predict a sequence of bits, and the loss
 * is the negative mean log-likelihood of the bits that came.
 *
 * <p>The inputs are, for each layer, four weights a unit (of the gates forget, in, out and change, each as one row),
 * then four biases likewise; after the layers come rows of input weights, output weights and output biases.
 */
final class LstmFunction implements GradBenchFunction {
    private static final int FORGET = 0;
    private static final int IN = 1;
    private static final int OUT = 2;
    private static final int CHANGE = 3;

    private final int layerCount;
    private final int stepCount;
    private final int width;
    private final double[] point;
    private final double[] state;
    private final double[][] bits;
    private final Value[] constantState;
    private final Value[][] constantBits;

    LstmFunction(int layerCount, int sequence, int width) {
        this(layerCount, width, new Random(1), sequence);
    }

    private LstmFunction(int layerCount, int width, Random random, int sequence) {
        this(
                layerCount,
                random.doubles(width * (8L * layerCount + 3)).toArray(),
                random.doubles(2L * layerCount * width).toArray(),
                bits(random, sequence, width));
    }

    private LstmFunction(int layerCount, double[] point, double[] state, double[][] bits) {
        this.layerCount = layerCount;
        this.stepCount = bits.length - 1;
        this.width = bits[0].length;
        this.point = point;
        this.state = state;
        this.bits = bits;
        constantState = constants(state);
        constantBits = Arrays.stream(bits).map(LstmFunction::constants).toArray(Value[][]::new);
    }

    /** The function of an input of the suite, whose parameters come in the same order. */
    static LstmFunction of(JsonObject input) {
        double[][] layers = GradBenchEval.rows(input.get("main_params"));
        return new LstmFunction(
                layers.length / 2,
                joined(layers, GradBenchEval.rows(input.get("extra_params"))),
                joined(GradBenchEval.rows(input.get("state"))),
                GradBenchEval.rows(input.get("sequence")));
    }

    private static double[] joined(double[][]... matrices) {
        return Arrays.stream(matrices)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double[][] bits(Random random, int sequence, int width) {
        double[][] bits = new double[sequence][];
        for (int t = 0; t < sequence; t++) {
            bits[t] = random.ints(width, 0, 2).asDoubleStream().toArray();
        }
        return bits;
    }

    private static Value[] constants(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Value::constant).toArray(Value[]::new);
    }

    @Override
    public double[] point() {
        return point;
    }

    /** The index of a layer's four weights; its biases begin {@code 4 * width} after them. */
    private int layer(int layer) {
        return 8 * width * layer;
    }

    @Override
    public Value of(List<Value> x) {
        Value[] memory = constantState.clone(); // of each layer the hidden units, then the cells
        Value[] signals = new Value[width];
        Value total = Value.constant(0);
        int extra = layer(layerCount);
        for (int t = 0; t < stepCount; t++) {
            for (int i = 0; i < width; i++) {
                signals[i] = constantBits[t][i].mul(x.get(extra + i));
            }
            for (int layer = 0; layer < layerCount; layer++) {
                for (int i = 0; i < width; i++) {
                    signals[i] = unit(x, layer, i, signals[i], memory);
                }
            }
            Value sum = Value.constant(0);
            for (int i = 0; i < width; i++) {
                signals[i] = signals[i].mul(x.get(extra + width + i)).add(x.get(extra + 2 * width + i));
                sum = sum.add(signals[i].exp());
            }
            Value normaliser = sum.add(2).log();
            for (int i = 0; i < width; i++) {
                total = total.add(constantBits[t + 1][i].mul(signals[i].sub(normaliser)));
            }
        }
        return total.neg().div(stepCount * width);
    }

    private Value unit(List<Value> x, int layer, int i, Value input, Value[] memory) {
        int hidden = 2 * width * layer + i;
        int cell = hidden + width;
        Value forget = gate(x, layer, FORGET, i, input).sigmoid();
        Value in = gate(x, layer, IN, i, memory[hidden]).sigmoid();
        Value out = gate(x, layer, OUT, i, input).sigmoid();
        Value change = gate(x, layer, CHANGE, i, memory[hidden]).tanh();
        memory[cell] = memory[cell].mul(forget).add(in.mul(change));
        memory[hidden] = out.mul(memory[cell].tanh());
        return memory[hidden];
    }

    private Value gate(List<Value> x, int layer, int gate, int i, Value input) {
        int weight = layer(layer) + gate * width + i;
        return input.mul(x.get(weight)).add(x.get(weight + 4 * width));
    }

    /** The count of numbers that the loops save per unit and time step for the backward pass. */
    private static final int KEPT = 8;

    @Override
    public double byHand(double[] x, double[] gradient) {
        double[] kept = new double[stepCount * layerCount * width * KEPT];
        double[] predictions = new double[stepCount * width];
        double[] normalisers = new double[stepCount];
        double loss = forward(x, kept, predictions, normalisers);
        backward(x, kept, predictions, normalisers, gradient);
        return loss;
    }

    private double forward(double[] x, double[] kept, double[] predictions, double[] sums) {
        double[] memory = state.clone();
        double[] signals = new double[width];
        int extra = layer(layerCount);
        double total = 0;
        int at = 0;
        for (int t = 0; t < stepCount; t++) {
            for (int i = 0; i < width; i++) {
                signals[i] = bits[t][i] * x[extra + i];
            }
            for (int layer = 0; layer < layerCount; layer++) {
                for (int i = 0; i < width; i++, at += KEPT) {
                    int w = layer(layer) + i;
                    int b = w + 4 * width;
                    int hidden = 2 * width * layer + i;
                    int cell = hidden + width;
                    double forget = Kernels.sigmoid(signals[i] * x[w + FORGET * width] + x[b + FORGET * width]);
                    double in = Kernels.sigmoid(memory[hidden] * x[w + IN * width] + x[b + IN * width]);
                    double out = Kernels.sigmoid(signals[i] * x[w + OUT * width] + x[b + OUT * width]);
                    double change = Kernels.tanh(memory[hidden] * x[w + CHANGE * width] + x[b + CHANGE * width]);
                    kept[at] = signals[i];
                    kept[at + 1] = memory[hidden];
                    kept[at + 2] = memory[cell];
                    kept[at + 3] = forget;
                    kept[at + 4] = in;
                    kept[at + 5] = out;
                    kept[at + 6] = change;
                    memory[cell] = memory[cell] * forget + in * change;
                    kept[at + 7] = Kernels.tanh(memory[cell]);
                    memory[hidden] = out * kept[at + 7];
                    signals[i] = memory[hidden];
                }
            }
            double sum = 0;
            for (int i = 0; i < width; i++) {
                double y = signals[i] * x[extra + width + i] + x[extra + 2 * width + i];
                predictions[t * width + i] = Kernels.exp(y);
                sum += predictions[t * width + i];
                total += bits[t + 1][i] * y;
            }
            sums[t] = sum + 2;
            double normaliser = Kernels.log(sums[t]);
            for (int i = 0; i < width; i++) {
                total -= bits[t + 1][i] * normaliser;
            }
        }
        return -total / (stepCount * width);
    }

    private void backward(double[] x, double[] kept, double[] predictions, double[] sums, double[] gradient) {
        Arrays.fill(gradient, 0);
        double[] toMemory = new double[state.length];
        double[] toSignals = new double[width];
        int extra = layer(layerCount);
        double seed = -1.0 / (stepCount * width);
        int last = (layerCount - 1) * width * KEPT;
        for (int t = stepCount - 1; t >= 0; t--) {
            int start = t * layerCount * width * KEPT;
            double ones = 0;
            for (int i = 0; i < width; i++) {
                ones += bits[t + 1][i];
            }
            for (int i = 0; i < width; i++) {
                double toPrediction = seed * (bits[t + 1][i] - ones * predictions[t * width + i] / sums[t]);
                int at = start + last + i * KEPT;
                gradient[extra + width + i] += toPrediction * kept[at + 5] * kept[at + 7];
                gradient[extra + 2 * width + i] += toPrediction;
                toSignals[i] = toPrediction * x[extra + width + i];
            }
            for (int layer = layerCount - 1; layer >= 0; layer--) {
                for (int i = 0; i < width; i++) {
                    toSignals[i] = pullBack(
                            x, gradient, layer, i, kept, start + (layer * width + i) * KEPT, toSignals[i], toMemory);
                }
            }
            for (int i = 0; i < width; i++) {
                gradient[extra + i] += toSignals[i] * bits[t][i];
            }
        }
    }

    /** Goes back through a unit, and returns the gradient of its input. */
    private double pullBack(
            double[] x,
            double[] gradient,
            int layer,
            int i,
            double[] kept,
            int at,
            double upstream,
            double[] toMemory) {
        int hidden = 2 * width * layer + i;
        int cell = hidden + width;
        double input = kept[at];
        double hiddenBefore = kept[at + 1];
        double forget = kept[at + 3];
        double in = kept[at + 4];
        double out = kept[at + 5];
        double change = kept[at + 6];
        double tanh = kept[at + 7];
        double toHidden = toMemory[hidden] + upstream;
        double toCell = toMemory[cell] + toHidden * out * (1 - tanh * tanh);
        double toForget = toCell * kept[at + 2] * forget * (1 - forget);
        double toIn = toCell * change * in * (1 - in);
        double toOut = toHidden * tanh * out * (1 - out);
        double toChange = toCell * in * (1 - change * change);
        int w = layer(layer) + i;
        int b = w + 4 * width;
        gradient[w + FORGET * width] += toForget * input;
        gradient[w + IN * width] += toIn * hiddenBefore;
        gradient[w + OUT * width] += toOut * input;
        gradient[w + CHANGE * width] += toChange * hiddenBefore;
        gradient[b + FORGET * width] += toForget;
        gradient[b + IN * width] += toIn;
        gradient[b + OUT * width] += toOut;
        gradient[b + CHANGE * width] += toChange;
        toMemory[cell] = toCell * forget;
        toMemory[hidden] = toIn * x[w + IN * width] + toChange * x[w + CHANGE * width];
        return toForget * x[w + FORGET * width] + toOut * x[w + OUT * width];
    }
}
