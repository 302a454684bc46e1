package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.gson.stream.JsonWriter;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes a predictor's metadata: columns, classes and units. */
final class PredictorMetadata {
    private static final String LOSS = "predict.loss";
    static final String INPUTS = "predict.inputs";
    static final String TARGETS = "predict.targets";
    static final String CLASSES = "predict.classes";
    private static final String MEANS = ".means";
    private static final String DEVIATIONS = ".deviations";

    private PredictorMetadata() {}

    /** Whether there are entries of a scaling among some. */
    static boolean scales(Collection<String> keys) {
        return keys.contains(INPUTS + MEANS) || keys.contains(TARGETS + MEANS);
    }

    static String list(List<String> words) {
        return json(array -> {
            for (String word : words) {
                array.value(word);
            }
        });
    }

    private static String list(double[] numbers) {
        return json(array -> {
            for (double number : numbers) {
                array.value(number);
            }
        });
    }

    private interface Elements {
        void to(JsonWriter array) throws IOException;
    }

    /** Not by a Gson, whose reflection the engine in a page lacks. */
    private static String json(Elements elements) {
        StringWriter text = new StringWriter();
        try (JsonWriter array = new JsonWriter(text)) {
            array.setHtmlSafe(true);
            array.beginArray();
            elements.to(array);
            array.endArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static void put(Map<String, String> metadata, Predictor predictor) {
        metadata.put(LOSS, predictor.loss().label());
        metadata.put(INPUTS, list(predictor.inputNames()));
        metadata.put(TARGETS, list(predictor.targetNames()));
        metadata.put(CLASSES, list(predictor.classNames()));
        put(metadata, INPUTS, predictor.scaling().inputs());
        put(metadata, TARGETS, predictor.scaling().targets());
    }

    private static void put(Map<String, String> metadata, String prefix, Optional<Standardizer> standardizer) {
        standardizer.ifPresent(scale -> {
            metadata.put(prefix + MEANS, list(scale.means()));
            metadata.put(prefix + DEVIATIONS, list(scale.deviations()));
        });
    }

    /** Copies a file's names and scaling to a builder; a file without them belongs to a network of plain numbers. */
    static void read(FileContent content, int outputCount, PredictorBuilder builder) throws ModelFileException {
        if (!content.has(LOSS)) {
            return;
        }
        Loss loss = content.parsed(LOSS, Loss::named);
        ImmutableList<String> classes = content.words(CLASSES);
        if (!classes.isEmpty() && classes.size() != Math.max(2, outputCount)) {
            throw content.wrong("the metadata entry '%s': %d names do not match %d outputs under %s"
                    .formatted(CLASSES, classes.size(), outputCount, loss.label()));
        }
        builder.loss(loss)
                .inputNames(content.words(INPUTS))
                .targetNames(content.words(TARGETS))
                .classNames(classes)
                .scaling(Scaling.of(standardizer(content, INPUTS), standardizer(content, TARGETS)));
    }

    private static Optional<Standardizer> standardizer(FileContent content, String prefix) throws ModelFileException {
        if (!content.has(prefix + MEANS)) {
            return Optional.empty();
        }
        double[] deviations = content.numbers(prefix + DEVIATIONS);
        double[] means = content.numbers(prefix + MEANS);
        return Optional.of(content.parsed(prefix + MEANS, text -> Standardizer.of(means, deviations)));
    }
}
