package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.io.Metadata;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes a {@link CharacterGpt} with the state of its training. */
final class GptFile {
    private static final String KIND = "gradstep";
    private static final String GPT = "gpt 1";
    private static final String VOCABULARY = "vocabulary";
    private static final String WIDTH = "width";
    private static final String HEADS = "heads";
    private static final String LAYERS = "layers";
    private static final String BLOCK = "block";
    private static final String STEPS = "training.steps";
    private static final String RATE = "training.learningRate";
    private static final String BATCH = "training.batch";
    private static final String STEP = "training.step";
    private static final String GENERATOR = "generator";
    private static final String SEED = "seed";
    private static final String DOCUMENTS = "documents";
    private static final String FINGERPRINT = "documents.fingerprint";
    private static final String OPTIMIZER = "optimizer.";

    private GptFile() {}

    static void write(CharacterGpt writer, Path file, Map<String, String> notes) throws IOException {
        GptTraining training = writer.training();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateDict.put(tensors, "", writer.gpt(), training.numbers());
        List<String> names = training.optimizerNames();
        for (int row = 0; row < names.size(); row++) {
            StateDict.put(
                    tensors,
                    OPTIMIZER + names.get(row) + ".",
                    writer.gpt(),
                    training.optimizerRows().get(row));
        }
        GptSizes sizes = writer.gpt().sizes();
        CharacterGpt.Origin origin = writer.origin();
        Map<String, String> metadata = new LinkedHashMap<>(notes);
        metadata.put(KIND, GPT);
        metadata.put(VOCABULARY, writer.vocabulary().characters());
        metadata.put(WIDTH, Integer.toString(sizes.width()));
        metadata.put(HEADS, Integer.toString(sizes.heads()));
        metadata.put(LAYERS, Integer.toString(sizes.layers()));
        metadata.put(BLOCK, Integer.toString(sizes.block()));
        metadata.put(STEPS, Integer.toString(training.settings().steps()));
        metadata.put(RATE, Double.toString(training.settings().learningRate()));
        metadata.put(BATCH, Integer.toString(training.settings().batch()));
        metadata.put(STEP, Integer.toString(training.step()));
        metadata.put(GENERATOR, origin.generator().name());
        metadata.put(SEED, Long.toString(origin.seed()));
        metadata.put(DOCUMENTS, Integer.toString(origin.documentCount()));
        metadata.put(FINGERPRINT, Long.toString(origin.fingerprint()));
        new Safetensors(tensors, metadata).write(file);
    }

    static Map<String, String> metadata(Path file) throws IOException {
        return content(file).metadata();
    }

    private static Safetensors content(Path file) throws IOException {
        Safetensors content = Safetensors.read(file);
        String kind = content.metadata().get(KIND);
        if (!GPT.equals(kind)) {
            throw new IOException(
                    kind == null
                            ? "%s: it was not written by Gradstep".formatted(file)
                            : "%s: it is a '%s', not a GPT of 'gradstep gpt'".formatted(file, kind));
        }
        return content;
    }

    /** Reads a model; null documents for one that only writes, 0 steps for as many as before. */
    static CharacterGpt read(Path file, @Nullable List<String> documents, int steps, int threads) throws IOException {
        Safetensors content = content(file);
        Metadata<IOException> entries = Metadata.of(file, content.metadata());
        CharacterGpt writer;
        try {
            writer = create(entries, documents, steps, threads);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        Gpt gpt = writer.gpt();
        double[] numbers = StateDict.numbers(content, file, "", gpt);
        ImmutableList.Builder<double[]> rows = ImmutableList.builder();
        for (String name : writer.training().optimizerNames()) {
            rows.add(StateDict.numbers(content, file, OPTIMIZER + name + ".", gpt));
        }
        writer.training().restore(entries.integer(STEP, 0), numbers, rows.build());
        return writer;
    }

    private static CharacterGpt create(
            Metadata<IOException> entries, @Nullable List<String> documents, int steps, int threads)
            throws IOException {
        Vocabulary vocabulary = Vocabulary.of(List.of(entries.text(VOCABULARY)));
        GptSizes sizes = new GptSizes(
                vocabulary.size(),
                entries.integer(WIDTH, 0),
                entries.integer(HEADS, 0),
                entries.integer(LAYERS, 0),
                entries.integer(BLOCK, 0));
        GptTraining.Settings settings = new GptTraining.Settings(
                steps > 0 ? steps : entries.integer(STEPS, 0),
                entries.parsed(RATE, Double::valueOf),
                entries.integer(BATCH, 0));
        CharacterGpt.Origin origin = new CharacterGpt.Origin(
                entries.constant(GENERATOR, Generator.class),
                entries.parsed(SEED, Long::valueOf),
                entries.integer(DOCUMENTS, 0),
                entries.parsed(FINGERPRINT, Long::valueOf));
        if (documents != null) {
            documents.forEach(vocabulary::encode);
            if (CharacterGpt.fingerprint(documents) != origin.fingerprint()) {
                throw new IllegalArgumentException(
                        "these documents are not those that the training began with (%d of them): to train on others,"
                                        .formatted(origin.documentCount())
                                + " start a new training");
            }
            int step = entries.integer(STEP, 0);
            if (step > settings.steps()) {
                throw new IllegalArgumentException("%d steps are done already; give at least as many".formatted(step));
            }
        }
        return new CharacterGpt(
                vocabulary, sizes, documents == null ? ImmutableList.of() : documents, settings, origin, threads);
    }
}
