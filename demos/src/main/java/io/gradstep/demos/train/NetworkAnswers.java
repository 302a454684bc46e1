package io.gradstep.demos.train;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The answers of a network. */
final class NetworkAnswers implements Answers {
    private static final String PROBABILITY = "probability";

    private final Format format;
    private final Predictor predictor;

    NetworkAnswers(Format format, Predictor predictor) {
        this.format = format;
        this.predictor = predictor;
    }

    @Override
    public List<String> inputNames() {
        return predictor.inputNames();
    }

    @Override
    public Optional<String> heading() {
        if (format != Format.CSV) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(predictor.targetNames());
        if (predictor.tellsProbabilities()) {
            names.add(PROBABILITY);
        }
        return Optional.of(Answers.fields(names));
    }

    @Override
    public String line(double[] row) {
        Prediction prediction = predictor.predict(row);
        return format == Format.JSON ? Answers.object(json -> write(json, prediction)) : fields(prediction);
    }

    private String fields(Prediction prediction) {
        List<String> fields = new ArrayList<>();
        if (predictor.tellsClasses()) {
            fields.add(Answers.field(prediction.label()));
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

    private void write(JsonWriter json, Prediction prediction) throws IOException {
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
    }
}
