package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        Entries entries = new Entries(file, content.metadata());
        CharacterGpt writer = entries.checked(() -> create(entries, documents, steps, threads));
        Gpt gpt = writer.gpt();
        double[] numbers = StateDict.numbers(content, file, "", gpt);
        ImmutableList.Builder<double[]> rows = ImmutableList.builder();
        for (String name : writer.training().optimizerNames()) {
            rows.add(StateDict.numbers(content, file, OPTIMIZER + name + ".", gpt));
        }
        writer.training().restore(entries.integer(STEP), numbers, rows.build());
        return writer;
    }

    private static CharacterGpt create(Entries entries, @Nullable List<String> documents, int steps, int threads)
            throws IOException {
        Vocabulary vocabulary = Vocabulary.of(List.of(entries.text(VOCABULARY)));
        GptSizes sizes = new GptSizes(
                vocabulary.size(),
                entries.integer(WIDTH),
                entries.integer(HEADS),
                entries.integer(LAYERS),
                entries.integer(BLOCK));
        GptTraining.Settings settings = new GptTraining.Settings(
                steps > 0 ? steps : entries.integer(STEPS),
                entries.parsed(RATE, Double::valueOf),
                entries.integer(BATCH));
        CharacterGpt.Origin origin = new CharacterGpt.Origin(
                entries.parsed(GENERATOR, Generator::valueOf),
                entries.parsed(SEED, Long::valueOf),
                entries.integer(DOCUMENTS),
                entries.parsed(FINGERPRINT, Long::valueOf));
        if (documents != null) {
            documents.forEach(vocabulary::encode);
            if (CharacterGpt.fingerprint(documents) != origin.fingerprint()) {
                throw new IllegalArgumentException(
                        "these documents are not those that the training began with (%d of them): to train on others,"
                                        .formatted(origin.documentCount())
                                + " start a new training");
            }
            int step = entries.integer(STEP);
            if (step > settings.steps()) {
                throw new IllegalArgumentException("%d steps are done already; give at least as many".formatted(step));
            }
        }
        return new CharacterGpt(
                vocabulary, sizes, documents == null ? ImmutableList.of() : documents, settings, origin, threads);
    }

    /** The metadata of a file; errors name the file. */
    private record Entries(Path file, Map<String, String> metadata) {
        private interface Code<T> {
            T run() throws IOException;
        }

        String text(String key) throws IOException {
            String text = metadata.get(key);
            if (text == null) {
                throw new IOException("%s: its metadata has no entry '%s'".formatted(file, key));
            }
            return text;
        }

        <T> T parsed(String key, Function<String, T> parser) throws IOException {
            String text = text(key);
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IOException("%s: the metadata entry '%s' cannot be '%s'".formatted(file, key, text), e);
            }
        }

        int integer(String key) throws IOException {
            int number = parsed(key, Integer::valueOf);
            if (number < 0) {
                throw new IOException("%s: the metadata entry '%s' cannot be '%d'".formatted(file, key, number));
            }
            return number;
        }

        <T> T checked(Code<T> code) throws IOException {
            try {
                return code.run();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
    }
}
