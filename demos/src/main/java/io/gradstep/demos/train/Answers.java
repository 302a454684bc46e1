package io.gradstep.demos.train;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Formats predictions as lines of text, one for each row. */
final class Answers {
    /** The output formats. */
    enum Format {
        /** For reading: classes and probabilities of ten digits, or values. */
        PLAIN,
        /** With a header, and every digit. */
        CSV,
        /** One object per line, with every digit. */
        JSON
    }

    private static final String PROBABILITY = "probability";

    private final Format format;
    private final Predictor predictor;

    private Answers(Format format, Predictor predictor) {
        this.format = format;
        this.predictor = predictor;
    }

    static Answers of(Format format, Predictor predictor) {
        return new Answers(format, predictor);
    }

    /** {@return the header line, if the format has one} */
    Optional<String> heading() {
        if (format != Format.CSV) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(predictor.targetNames());
        if (predictor.tellsProbabilities()) {
            names.add(PROBABILITY);
        }
        return Optional.of(String.join(",", names.stream().map(Answers::field).toList()));
    }

    String line(Prediction prediction) {
        return format == Format.JSON ? json(prediction) : fields(prediction);
    }

    private String fields(Prediction prediction) {
        List<String> fields = new ArrayList<>();
        if (predictor.tellsClasses()) {
            fields.add(field(prediction.label()));
            OptionalDouble probability = prediction.probability();
            probability.ifPresent(
                    p -> fields.add(format == Format.CSV ? ShownNumbers.exact(p) : ShownNumbers.format(p)));
        } else {
            for (double output : prediction.outputs()) {
                fields.add(ShownNumbers.exact(output));
            }
        }
        return String.join(",", fields);
    }

    private String json(Prediction prediction) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
            json.beginObject();
            if (predictor.tellsClasses()) {
                json.name(predictor.targetNames().get(0)).value(prediction.label());
                if (prediction.probability().isPresent()) {
                    ShownNumbers.write(
                            json.name(PROBABILITY), prediction.probability().getAsDouble());
                    json.name("probabilities").beginObject();
                    for (Map.Entry<String, Double> entry :
                            prediction.probabilities().entrySet()) {
                        ShownNumbers.write(json.name(entry.getKey()), entry.getValue());
                    }
                    json.endObject();
                }
            } else {
                double[] outputs = prediction.outputs();
                for (int i = 0; i < outputs.length; i++) {
                    ShownNumbers.write(json.name(predictor.targetNames().get(i)), outputs[i]);
                }
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    /** Returns a name as a CSV field. */
    private static String field(String name) {
        String text = Glyphs.visible(name);
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
