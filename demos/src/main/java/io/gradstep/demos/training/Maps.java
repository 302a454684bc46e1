package io.gradstep.demos.training;

import io.gradstep.engine.Op;
import io.gradstep.nn.Loss;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network's outputs and its neurons' activations over the plane or a line of inputs, one character for each place:
 * the page gets many of them a second.
 */
final class Maps {
    /** The places along each side of the map of decisions, a multiple of those of a neuron's. */
    static final int MAP = 48;

    static final int HEAT = 16;
    private static final int LINE = 96;

    /** The number of steps from the least to the greatest shade. */
    static final int SHADES = 90;

    /** The shades of one class, from unsure to sure. */
    private static final int SURE = 15;

    /** A neuron whose slope is less than this for every sample hardly learns. */
    private static final double FLAT = 0.02;

    private final Run run;
    private final List<Layer> layers;

    Maps(Run run) {
        this.run = run;
        this.layers = run.model.layers();
    }

    /** Writes what fits the number of inputs: a map, a curve, or nothing, and the heat of each neuron. */
    void write(Answer answer) throws IOException {
        int inputs = run.data.train.inputCount();
        if (inputs == 2) {
            plane(answer);
        } else if (inputs == 1) {
            line(answer);
        }
        answer.put("units", health());
    }

    private void plane(Answer answer) throws IOException {
        double[] across = run.data.range(0);
        double[] up = run.data.range(1);
        StringBuilder map = new StringBuilder();
        List<List<double[]>> seen = new ArrayList<>();
        int step = MAP / HEAT;
        for (int row = 0; row < MAP; row++) {
            double y = up[1] - (row + 0.5) / MAP * (up[1] - up[0]);
            for (int column = 0; column < MAP; column++) {
                double x = across[0] + (column + 0.5) / MAP * (across[1] - across[0]);
                List<double[]> signals = signals(new double[] {x, y});
                map.append(shade(decision(signals.get(signals.size() - 1))));
                if (row % step == step / 2 && column % step == step / 2) {
                    seen.add(signals);
                }
            }
        }
        answer.put("map", map.toString()).put("heat", heat(seen));
    }

    private void line(Answer answer) throws IOException {
        double[] across = run.data.range(0);
        double[] curve = new double[LINE];
        List<List<double[]>> seen = new ArrayList<>();
        for (int i = 0; i < LINE; i++) {
            List<double[]> signals =
                    signals(new double[] {across[0] + (double) i / (LINE - 1) * (across[1] - across[0])});
            curve[i] = signals.get(signals.size() - 1)[0];
            if (i % (LINE / HEAT) == 0) {
                seen.add(signals);
            }
        }
        answer.put("line", curve).put("heat", heat(seen));
    }

    /** The outputs of each layer. */
    private List<double[]> signals(double[] inputs) {
        List<double[]> signals = new ArrayList<>();
        double[] last = inputs;
        for (Layer layer : layers) {
            last = layer.activate(layer.sums(last));
            signals.add(last);
        }
        return signals;
    }

    /** Shades of numbers, whose greatest absolute value has the strongest. */
    static String shades(double... numbers) {
        double most = 1e-300;
        for (double number : numbers) {
            most = Math.max(most, Math.abs(number));
        }
        StringBuilder text = new StringBuilder(numbers.length);
        for (double number : numbers) {
            text.append(shade((int) Math.round((number / most + 1) / 2 * SHADES)));
        }
        return text.toString();
    }

    /** The activations of each neuron, between −most and most of it, in the order of the layers. */
    private List<String> heat(List<List<double[]>> seen) {
        List<String> texts = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int neuron = 0; neuron < layers.get(layer).outputCount(); neuron++) {
                int of = layer;
                int unit = neuron;
                texts.add(shades(seen.stream()
                        .mapToDouble(signals -> signals.get(of)[unit])
                        .toArray()));
            }
        }
        return texts;
    }

    /** A shade for two classes from one to the other; for more, {@value #SURE} shades for each. */
    private int decision(double[] outputs) {
        Loss loss = run.data.loss;
        if (outputs.length == 1) {
            double score = loss == Loss.BINARY_CROSS_ENTROPY
                    ? Op.SIGMOID.forward(outputs)
                    : loss == Loss.HINGE ? (outputs[0] + 1) / 2 : outputs[0];
            return (int) Math.round(Math.max(0, Math.min(1, score)) * SHADES);
        }
        int best = loss.decide(outputs);
        double second = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs.length; k++) {
            second = k == best ? second : Math.max(second, outputs[k]);
        }
        double sure = 2 * Op.SIGMOID.forward(outputs[best] - second) - 1;
        return Math.min(SHADES, best * SURE + (int) Math.floor(sure * (SURE - 0.01)));
    }

    /** A printing character for 0 to {@value #SHADES}; neither a quote nor a backslash. NaN is the middle. */
    private static char shade(int level) {
        int code = '#' + Math.max(0, Math.min(SHADES, level));
        return (char) (code < '\\' ? code : code + 1);
    }

    /** For each neuron 0; 1 if it is dead: flat for every training sample; 2 if it is nearly so. */
    private int[] health() {
        Dataset data = run.data.train;
        double[][] steepest = new double[layers.size()][];
        for (int layer = 0; layer < steepest.length; layer++) {
            steepest[layer] = new double[layers.get(layer).outputCount()];
        }
        boolean doubtful = true;
        for (int i = 0; i < data.size() && doubtful; i++) {
            doubtful = false;
            double[] signals = data.input(i);
            for (int layer = 0; layer < steepest.length; layer++) {
                Layer neurons = layers.get(layer);
                double[] sums = neurons.sums(signals);
                for (int unit = 0; unit < sums.length; unit++) {
                    steepest[layer][unit] = Math.max(steepest[layer][unit], slope(neurons, sums[unit]));
                    doubtful |= steepest[layer][unit] < FLAT;
                }
                signals = neurons.activate(sums);
            }
        }
        return Arrays.stream(steepest)
                .flatMapToDouble(Arrays::stream)
                .mapToInt(slope -> slope == 0 ? 1 : slope < FLAT ? 2 : 0)
                .toArray();
    }

    private static double slope(Layer neurons, double sum) {
        return neurons.activation()
                .op()
                .map(op -> Math.abs(op.derivative(0, new double[] {sum}, op.forward(sum))))
                .orElse(1.0);
    }
}
