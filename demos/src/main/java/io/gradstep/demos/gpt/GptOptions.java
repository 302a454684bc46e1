package io.gradstep.demos.gpt;

import io.gradstep.demos.console.CommandException;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Generator;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.gpt.SyllableNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a model and of its training on the command line; null if not given. */
final class GptOptions {
    private static final int NAMES = 2_000;
    private static final int STEPS = 1_000;
    private static final double RATE = 0.01;
    private static final long SEED = 42;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Learn from the lines of FILE, each a document. Default: names made of syllables.")
    private @Nullable String data;

    @Option(names = "--steps", paramLabel = "N", description = "The number of steps. Default: 1000.")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all random numbers. Default: 42.")
    private @Nullable Long seed;

    @Option(
            names = "--generator",
            paramLabel = "NAME",
            converter = GeneratorName.class,
            completionCandidates = GeneratorName.class,
            description =
                    "The random numbers: gradstep, or python for those of Python's module random after random.seed(N)."
                            + " Default: gradstep.")
    private @Nullable Generator generator;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "The learning rate of the first step; it falls to 0 in a straight line. Default: 0.01.")
    private @Nullable Double rate;

    @Option(names = "--batch", paramLabel = "N", description = "The number of documents a step. Default: 1.")
    private @Nullable Integer batch;

    @Option(names = "--width", paramLabel = "N", description = "The length of each token's vector. Default: 16.")
    private @Nullable Integer width;

    @Option(names = "--heads", paramLabel = "N", description = "The number of heads of attention. Default: 4.")
    private @Nullable Integer heads;

    @Option(names = "--layers", paramLabel = "N", description = "The number of layers. Default: 1.")
    private @Nullable Integer layers;

    @Option(
            names = "--block",
            paramLabel = "N",
            description = "The most characters that the model looks at. Default: 16.")
    private @Nullable Integer block;

    /** Returns the documents of a new training. */
    List<String> documents() {
        return data == null ? SyllableNames.of(NAMES, seed()) : Documents.read(data);
    }

    /** Returns the file of documents; null for made-up names. */
    @Nullable
    String data() {
        return data;
    }

    private long seed() {
        return seed == null ? SEED : seed;
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }

    /** Makes a model with the given settings. */
    CharacterGpt create(List<String> documents, int threads) {
        return CharacterGpt.create(
                documents,
                vocabulary -> new GptSizes(vocabulary, or(width, 16), or(heads, 4), or(layers, 1), or(block, 16)),
                new GptTraining.Settings(or(steps, STEPS), rate == null ? RATE : rate, or(batch, 1)),
                generator == null ? Generator.GRADSTEP : generator,
                seed(),
                threads);
    }

    /** Returns the documents of a training that was saved with {@link #documents}. */
    List<String> documents(@Nullable String saved, long savedSeed) {
        String file = data == null ? saved : data;
        return file == null ? SyllableNames.of(NAMES, savedSeed) : Documents.read(file);
    }

    /** Returns the number of steps; 0 if not given. */
    int steps() {
        return or(steps, 0);
    }

    /** Rejects settings that a resumed training cannot change. */
    void requireNoOthers(String file) {
        Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
        fixed.put("--seed", seed);
        fixed.put("--generator", generator);
        fixed.put("--rate", rate);
        fixed.put("--batch", batch);
        fixed.put("--width", width);
        fixed.put("--heads", heads);
        fixed.put("--layers", layers);
        fixed.put("--block", block);
        fixed.forEach((name, given) -> {
            if (given != null) {
                throw new CommandException("the model in %s keeps the settings that it was trained with; leave out %s"
                        .formatted(file, name));
            }
        });
    }
}
