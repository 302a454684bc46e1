package io.gradstep.demos.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingExportTest {
    private final TrainingSession session = new TrainingSession();

    private String text(TrainingExport export) {
        return new String(export.write(session), StandardCharsets.UTF_8);
    }

    @Test
    void the_model_file_has_the_weights_of_this_moment(@TempDir Path folder) throws IOException {
        session.answer("{\"do\": \"advance\", \"batches\": 37}");
        Path file = folder.resolve(TrainingExport.MODEL.fileName());
        Files.write(file, TrainingExport.MODEL.write(session));
        Predictor read = Predictor.load(file);
        assertThat(read.weights()).containsExactly(session.run().weights());
        assertThat(read.classNames()).containsExactly("upper", "lower");
        assertThat(read.loss().label()).isEqualTo("binaryCrossEntropy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moons", "blobs", "sine", "digits"})
    void every_kind_of_data_is_exported_and_the_training_stays_where_it_is(String data) {
        session.answer("{\"do\": \"start\", \"setup\": {\"data\": \"%s\", \"samples\": 40, \"hidden\": [3]}}"
                .formatted(data));
        session.answer("{\"do\": \"advance\", \"batches\": 7}");
        double[] weights = session.run().weights();
        String first = Double.toString(weights[0]);
        assertThat(text(TrainingExport.PYTHON)).contains("import torch").contains(first);
        assertThat(text(TrainingExport.JAVA)).contains("class Network").contains(first);
        assertThat(text(TrainingExport.PICTURE)).startsWith("<svg ").contains("batch 7");
        assertThat(text(TrainingExport.FILM)).contains("Training on " + data);
        assertThat(session.run().batch()).isEqualTo(7);
        assertThat(session.run().weights()).containsExactly(weights);
    }
}
