package io.gradstep.demos.train;

import static io.gradstep.nn.module.Activation.GELU;
import static io.gradstep.nn.module.Activation.LEAKY_RELU;
import static io.gradstep.nn.module.Activation.TANH;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Activation;

/**
 * The default training settings of a data set: a large enough network, and Adam at a rate that converges within seconds
 * for small seeds.
 *
 * <p>Spirals need an activation with a kink: tanh bends too gently and stays at an accuracy of two thirds. The choice
 * is leakyRelu rather than relu, so that no neuron dies.
 *
 * @param validation the share of samples used for validation
 */
record Defaults(
        ImmutableIntArray hidden,
        Activation activation,
        double learningRate,
        int batch,
        int epochs,
        double validation) {
    static final String OPTIMIZER = "adam";

    private static final ImmutableMap<NamedGenerator, Defaults> BY_NAME =
            ImmutableMap.<NamedGenerator, Defaults>builder()
                    .put(NamedGenerator.XOR, of(layers(8), TANH, 0.1, 4, 200, 0))
                    .put(NamedGenerator.MOONS, of(layers(16, 16), TANH, 0.02, 20, 100, 0))
                    .put(NamedGenerator.CIRCLES, of(layers(16), TANH, 0.05, 20, 60, 0))
                    .put(NamedGenerator.SPIRALS, of(layers(16, 16), LEAKY_RELU, 0.01, 20, 300, 0))
                    .put(NamedGenerator.YIN_YANG, of(layers(32, 32), TANH, 0.01, 20, 150, 0))
                    .put(NamedGenerator.BLOBS, of(layers(8), TANH, 0.02, 15, 40, 0))
                    .put(NamedGenerator.DIGITS, of(layers(64), LEAKY_RELU, 0.005, 32, 30, 0.2))
                    .put(NamedGenerator.SINE, of(layers(16), TANH, 0.005, 10, 300, 0))
                    .put(NamedGenerator.POLYNOMIAL, of(layers(32), GELU, 0.005, 20, 300, 0))
                    .buildOrThrow();

    private static final Defaults TABLE = of(layers(16), TANH, 0.01, 16, 200, 0.2);

    /** Smaller tables are not split: every sample is needed for training. */
    private static final int MIN_TO_SPLIT = 10;

    private static final Defaults SMALL_TABLE = of(layers(16), TANH, 0.01, 16, 200, 0);

    /** On a cluster a step takes all samples. */
    private static final Defaults CLUSTER = of(layers(16), TANH, 0.01, TrainingConfig.ALL, 200, 0.2);

    private static Defaults of(
            ImmutableIntArray hidden,
            Activation activation,
            double learningRate,
            int batch,
            int epochs,
            double validation) {
        return new Defaults(hidden, activation, learningRate, batch, epochs, validation);
    }

    private static ImmutableIntArray layers(int first, int... rest) {
        return ImmutableIntArray.builder(rest.length + 1)
                .add(first)
                .addAll(rest)
                .build();
    }

    static Defaults of(DataSource source, RowSource data) {
        if (source instanceof DataSource.Generated generated) {
            Defaults known = BY_NAME.get(generated.generator());
            return known == null ? TABLE : known;
        }
        if (source instanceof DataSource.Elsewhere) {
            return CLUSTER;
        }
        return data.rowCount() < MIN_TO_SPLIT ? SMALL_TABLE : TABLE;
    }
}
