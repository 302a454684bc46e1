package io.gradstep.demos.training;

import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Split;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The samples of a setup, in the network's units, and the network and loss that suit them. */
final class TrainingData {
    /** Fewer samples are all trained on. */
    private static final int MIN_TO_SPLIT = 10;

    private static final double MARGIN = 0.12;

    final Dataset train;

    /** The samples held out; null without any. */
    final @Nullable Dataset held;

    /** From the units of a table to the network's; other data stay as they are. */
    final Scaling scaling;

    final Loss loss;
    private final int outputs;

    private TrainingData(Dataset train, @Nullable Dataset held, Scaling scaling, Loss loss, int outputs) {
        this.train = train;
        this.held = held;
        this.scaling = scaling;
        this.loss = loss;
        this.outputs = outputs;
    }

    /**
     * Draws or reads the samples of a setup.
     *
     * @throws IllegalArgumentException if there are too few, or the loss does not suit them
     */
    static TrainingData of(Setup setup) {
        Dataset all = samples(setup);
        Dataset train = all;
        Dataset held = null;
        if (setup.held() > 0 && all.size() >= MIN_TO_SPLIT) {
            Split split = all.split(1 - setup.held(), setup.seed());
            train = split.train();
            held = split.rest();
        }
        Scaling scaling =
                setup.data().equals(Setup.CSV) ? Scaling.fit(train) : Scaling.of(Optional.empty(), Optional.empty());
        int classes = all.classes().orElse(0);
        Loss loss = setup.loss() != null
                ? setup.loss()
                : classes == 0 ? Loss.MSE : classes == 2 ? Loss.BINARY_CROSS_ENTROPY : Loss.CROSS_ENTROPY;
        int outputs = classes == 0 ? all.outputCount() : classes == 2 && loss != Loss.CROSS_ENTROPY ? 1 : classes;
        boolean suits = classes == 0
                ? loss != Loss.CROSS_ENTROPY
                : classes == 2 || loss == Loss.CROSS_ENTROPY || loss == Loss.HINGE;
        if (!suits) {
            throw new IllegalArgumentException("the loss %s does not suit these data: %s"
                    .formatted(
                            loss.label(),
                            classes == 0
                                    ? "numbers to predict need mse or mae"
                                    : classes + " classes need crossEntropy or hinge"));
        }
        loss.encode(train.target(0), outputs); // which refuses targets that do not suit it
        return new TrainingData(
                scaling.apply(train), held == null ? null : scaling.apply(held), scaling, loss, outputs);
    }

    private static Dataset samples(Setup setup) {
        if (setup.data().equals(Setup.CSV)) {
            return CsvPoints.parse(setup.csv());
        }
        if (!setup.data().equals(Setup.POINTS)) {
            return NamedGenerator.named(setup.data()).generate(setup.samples(), setup.noise(), setup.seed());
        }
        List<double[]> points = setup.points();
        int classes = 2;
        for (double[] point : points) {
            classes = Math.max(classes, (int) point[2] + 1);
        }
        if (points.size() < 2) {
            throw new IllegalArgumentException("draw at least two points: choose a class and click into the map");
        }
        double[][] inputs = new double[points.size()][];
        int[] labels = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            double[] point = points.get(i);
            inputs[i] = new double[] {point[0], point[1]};
            labels[i] = (int) point[2];
        }
        return Dataset.classification(
                inputs, labels, List.of("0", "1", "2", "3", "4", "5").subList(0, classes));
    }

    /** A network with its initial weights. */
    Mlp network(Setup setup) {
        Mlp.Builder builder = Mlp.builder()
                .inputs(train.inputCount())
                .hidden(setup.hidden().stream().mapToInt(size -> size).toArray())
                .outputs(outputs)
                .activation(setup.activation())
                .seed(setup.seed());
        if (setup.initializer() != null) {
            builder.initializer(setup.initializer());
        }
        return builder.build();
    }

    boolean classes() {
        return train.classes().isPresent();
    }

    /** The least and the greatest number of a column of the inputs, and a margin. */
    double[] range(int input) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Dataset part : held == null ? List.of(train) : List.of(train, held)) {
            for (int i = 0; i < part.size(); i++) {
                least = Math.min(least, part.input(i, input));
                most = Math.max(most, part.input(i, input));
            }
        }
        double margin = Math.max(1e-3, MARGIN * (most - least));
        return new double[] {least - margin, most + margin};
    }
}
