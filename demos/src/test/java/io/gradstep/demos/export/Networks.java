package io.gradstep.demos.export;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Activation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Networks to export. */
final class Networks {
    private Networks() {}

    static List<Activation> activations() {
        return Stream.concat(
                        Stream.of(Activation.IDENTITY),
                        Arrays.stream(Op.values())
                                .filter(op -> op.arity() == Arity.UNARY)
                                .map(Activation::of))
                .toList();
    }

    /**
     * Fills a network with small positive numbers, so that between 0 and 1 every activation has a finite value and
     * slope, log and acos too, and sums do not cancel. What acosh is applied
     * to must be greater than 1.
     */
    static Mlp positive(Mlp network, long seed) {
        Random random = new Random(seed);
        boolean acosh =
                List.of(network.activation(), network.outputActivation()).contains(Activation.of(Op.ACOSH));
        for (Value parameter : network.parameters()) {
            parameter.setData((acosh ? 1 : 0.05) + 0.2 * random.nextDouble());
        }
        return network;
    }

    /** A network of one neuron that computes nothing but its activation. */
    static Mlp gate(Activation activation) {
        Mlp network =
                Mlp.builder().inputs(1).outputs(1).outputActivation(activation).build();
        network.parameters().get(0).setData(1);
        network.parameters().get(1).setData(0);
        return network;
    }

    /** Rows of the tables that {@link #predictors} were trained on, so to say. */
    static final double[][] ROWS = {{1500, 7, -0.002}, {-20, 7, 0.01}, {900, 8, 0}};

    /** Predictors with units of their own: of two quantities, of two and of three classes, under every loss. */
    static Map<String, Predictor> predictors() {
        double[][] inputs = {{1000, 7, 0.001}, {2000, 7, -0.003}, {1400, 7, 0.002}, {800, 7, 0.004}};
        Dataset plants = Dataset.regression(inputs, new double[][] {{1e6, -2}, {2e6, 0.5}, {1.5e6, 3}, {3e6, 1}})
                .withTargetNames(List.of("mass", "height"));
        Dataset two = Dataset.classification(inputs, new int[] {0, 1, 1, 0}, List.of("no", "\"yes\"\\ \n"));
        Dataset three = Dataset.classification(inputs, new int[] {0, 1, 2, 0}, List.of("Röschen", "\uD835\uDC65", "ж"));
        Map<String, Predictor> predictors = new LinkedHashMap<>();
        for (Loss loss : Loss.all()) {
            boolean quantities = loss == Loss.MSE || loss == Loss.MAE;
            if (quantities) {
                predictors.put(loss.label() + "_plants", predictor(plants, 2, loss));
            }
            if (loss != Loss.CROSS_ENTROPY) {
                predictors.put(loss.label() + "_two", predictor(two, 1, loss));
            }
            if (loss == Loss.HINGE || loss == Loss.CROSS_ENTROPY) {
                predictors.put(loss.label() + "_three", predictor(three, 3, loss));
            }
        }
        return predictors;
    }

    private static Predictor predictor(Dataset data, int outputs, Loss loss) {
        Mlp mlp = Mlp.builder().inputs(3).hidden(4).outputs(outputs).seed(3).build();
        return Predictor.builder(mlp)
                .meaning(data)
                .loss(loss)
                .scaling(Scaling.fit(data))
                .build();
    }
}
