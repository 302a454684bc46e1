package io.gradstep.demos.training;

import io.gradstep.nn.Loss;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a training starts with; a change of one starts it anew.
 *
 * @param data the name of a generator, {@code points} or {@code csv}
 * @param noise of the generator
 * @param samples the number of samples to generate
 * @param held the share of samples that are held out
 * @param points rows of x, y and the class, drawn by hand
 * @param csv a table as text
 * @param hidden the sizes of the hidden layers
 * @param activation of the hidden layers
 * @param initializer of the weights; null for the one that suits the activation
 * @param loss null for the one that suits the data
 * @param optimizer its name
 * @param momentum of SGD and RMSProp
 * @param batch the number of samples in a batch
 * @param seed of everything random
 * @param live the settings that may change later
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Setup(
        String data,
        double noise,
        int samples,
        double held,
        List<double[]> points,
        String csv,
        List<Integer> hidden,
        Activation activation,
        @Nullable Initializer initializer,
        @Nullable Loss loss,
        String optimizer,
        double momentum,
        int batch,
        long seed,
        Live live) {
    static final String POINTS = "points";
    static final String CSV = "csv";
    static final String AUTO = "auto";

    static final int MAX_SAMPLES = 2000;
    static final int MAX_LAYERS = 6;
    static final int MAX_NEURONS = 32;
    private static final int MAX_CSV = 50_000;
    private static final int MAX_CLASS = 5;
    private static final double FARTHEST = 1e3;
    private static final long MAX_SEED = 1L << 53;

    /** What the playground opens with. */
    static final Setup FIRST = new Setup(
            NamedGenerator.MOONS.datasetName(),
            NamedGenerator.MOONS.defaultNoise(),
            NamedGenerator.MOONS.defaultSampleCount(),
            0.25,
            List.of(),
            "",
            List.of(6, 4),
            Activation.TANH,
            null,
            null,
            "adam",
            0,
            10,
            1,
            new Live(0.02, 0, 0, null));

    static final String[] NAMES = {
        "data",
        "noise",
        "samples",
        "held",
        POINTS,
        CSV,
        "hidden",
        "activation",
        "initializer",
        "loss",
        "optimizer",
        "momentum",
        "batch",
        "seed",
        "rate",
        "l1",
        "l2",
        "mistake"
    };

    /** Whether a setting is data that somebody drew or pasted, which has no control of its own. */
    static boolean isGivenData(String name) {
        return name.equals(POINTS) || name.equals(CSV);
    }

    /**
     * Reads the settings that are given; the others stay.
     *
     * @throws IllegalArgumentException if one is outside its range; the message names it and the range
     */
    static Setup read(Fields fields, Setup before) {
        fields.only(NAMES);
        String data = fields.text("data", before.data);
        double noise = before.noise;
        int samples = before.samples;
        if (!data.equals(POINTS) && !data.equals(CSV)) {
            NamedGenerator generator = NamedGenerator.named(data);
            data = generator.datasetName();
            if (!data.equals(before.data)) {
                // Without noise, all samples of XOR are its four.
                noise = generator == NamedGenerator.XOR ? 0.15 : generator.defaultNoise();
                samples = Math.min(MAX_SAMPLES, Math.max(200, generator.defaultSampleCount()));
            }
        }
        String csv = fields.text(CSV, before.csv);
        if (csv.length() > MAX_CSV) {
            throw new IllegalArgumentException(
                    "the table is too long: " + csv.length() + " characters, " + MAX_CSV + " at most");
        }
        String optimizer = fields.text("optimizer", before.optimizer);
        return new Setup(
                data,
                fields.number("noise", noise, 0, 2),
                (int) fields.whole("samples", samples, 4, MAX_SAMPLES),
                fields.number("held", before.held, 0, 0.9),
                fields.has(POINTS) ? points(fields.list(POINTS)) : before.points,
                csv,
                fields.has("hidden") ? hidden(fields.list("hidden")) : before.hidden,
                fields.has("activation") ? Activation.named(fields.text("activation", "")) : before.activation,
                fields.has("initializer") ? initializer(fields.text("initializer", AUTO)) : before.initializer,
                fields.has("loss") ? loss(fields.text("loss", AUTO)) : before.loss,
                Optimizer.named(optimizer, 1).label(),
                fields.number("momentum", before.momentum, 0, 0.999),
                (int) fields.whole("batch", before.batch, 1, MAX_SAMPLES),
                fields.whole("seed", before.seed, 0, MAX_SEED),
                Live.read(fields, before.live));
    }

    private static @Nullable Initializer initializer(String label) {
        return label.equals(AUTO) ? null : Initializer.named(label);
    }

    private static @Nullable Loss loss(String label) {
        return label.equals(AUTO) ? null : Loss.named(label);
    }

    private static List<Integer> hidden(List<?> sizes) {
        List<Integer> hidden = new ArrayList<>();
        for (Object size : sizes) {
            hidden.add((int) Fields.whole("hidden", size, 1, MAX_NEURONS));
        }
        if (hidden.size() > MAX_LAYERS) {
            throw Fields.wrong("hidden", "at most " + MAX_LAYERS + " layers", hidden.size());
        }
        return Collections.unmodifiableList(hidden);
    }

    private static List<double[]> points(List<?> rows) {
        if (rows.size() > MAX_SAMPLES) {
            throw Fields.wrong(POINTS, "at most " + MAX_SAMPLES + " points", rows.size());
        }
        List<double[]> points = new ArrayList<>();
        for (Object row : rows) {
            if (!(row instanceof List<?> numbers) || numbers.size() != 3) {
                throw Fields.wrong(POINTS, "a list of [x, y, class]", row);
            }
            points.add(new double[] {
                Fields.number("x of a point", numbers.get(0), -FARTHEST, FARTHEST),
                Fields.number("y of a point", numbers.get(1), -FARTHEST, FARTHEST),
                Fields.whole("the class of a point", numbers.get(2), 0, MAX_CLASS)
            });
        }
        return Collections.unmodifiableList(points);
    }

    /** These settings, with others of those that may change. */
    Setup with(Live other) {
        return new Setup(
                data,
                noise,
                samples,
                held,
                points,
                csv,
                hidden,
                activation,
                initializer,
                loss,
                optimizer,
                momentum,
                batch,
                seed,
                other);
    }

    /** The optimizer, with the settings' rate. */
    Optimizer rule() {
        return switch (optimizer) {
            case "sgd" -> Optimizer.sgd(live.rate()).withMomentum(momentum);
            case "rmsProp" -> Optimizer.rmsProp(live.rate()).withMomentum(momentum);
            default -> Optimizer.named(optimizer, live.rate());
        };
    }

    String initializerLabel() {
        return initializer == null ? AUTO : initializer.label();
    }

    String lossLabel() {
        return loss == null ? AUTO : loss.label();
    }
}
