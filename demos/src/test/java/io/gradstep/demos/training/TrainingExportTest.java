package io.gradstep.demos.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import io.gradstep.nn.DeadUnits;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
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

    /** The program is compiled and run, and has trained the same network to the last bit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'data': 'moons', 'hidden': [5], 'optimizer': 'sgd', 'momentum': 0.9, 'rate': 0.1, 'l2': 0.001",
                "'data': 'yinyang', 'hidden': [], 'activation': 'relu', 'initializer': 'lecun', 'held': 0, 'batch': 33"
            })
    void the_training_is_written_as_a_program_that_does_the_same(String setup, @TempDir Path folder) throws Exception {
        session.answer("{'do': 'start', 'setup': {%s}}".formatted(setup).replace('\'', '"'));
        session.answer("{\"do\": \"advance\", \"batches\": 23}");
        Path file =
                Files.writeString(folder.resolve(TrainingExport.TRAINING.fileName()), text(TrainingExport.TRAINING));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(result).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> program = loader.loadClass("PlayedTraining");
            Constructor<?> make = program.getDeclaredConstructor();
            Method train = program.getDeclaredMethod("train");
            train.setAccessible(true);
            Mlp network = (Mlp) train.invoke(make.newInstance());
            assertThat(network.parameters().stream().mapToDouble(Value::data))
                    .containsExactly(
                            Arrays.stream(session.run().weights()).boxed().toArray(Double[]::new));
        }
    }

    @Test
    void a_training_that_the_trainer_cannot_do_is_not_written_as_a_program() {
        session.answer("{\"do\": \"advance\", \"batches\": 2}");
        session.answer("{\"do\": \"set\", \"live\": {\"rate\": 0.5}}");
        assertThat(text(TrainingExport.TRAINING)).contains("Optimizer.adam(0.02)");
        session.answer("{\"do\": \"advance\", \"batches\": 1}");
        assertThatThrownBy(() -> TrainingExport.TRAINING.write(session)).hasMessageContaining("settings were changed");
    }

    /** A step of one batch is one frame of the film, and so is each end of a jump. */
    @Test
    void the_film_goes_through_the_batches_that_were_seen() {
        session.answer("{\"do\": \"start\", \"setup\": {\"hidden\": [3]}}");
        for (String command : new String[] {
            "{'do': 'advance'}", "{'do': 'advance'}", "{'do': 'advance', 'batches': 40}", "{'do': 'advance'}"
        }) {
            session.answer(command.replace('\'', '"'));
        }
        assertThat(text(TrainingExport.FILM))
                .contains("\"unit\":\"batch\",\"epochs\":[0,1,2,42,43]", "Batch 43: ", "aria-label=\"batches\"")
                // Headings of all frames.
                .contains(">Decisions</text>", ">Losses</text>");
        session.answer("{\"do\": \"goto\", \"batch\": 2}");
        assertThat(text(TrainingExport.FILM)).contains("\"epochs\":[0,1,2]");
        // What came after a change of the rate was another training.
        session.answer("{\"do\": \"set\", \"live\": {\"rate\": 0.5}}");
        session.answer("{\"do\": \"advance\", \"batches\": 50}");
        assertThat(text(TrainingExport.FILM)).contains("\"epochs\":[0,1,2,52]");
    }

    /** The lesson on dead neurons: a rate of 3 with relu. What the page marks as dead now, the last frame tells too. */
    @Test
    void the_film_offers_a_sample_of_each_class_and_tells_of_dead_neurons() {
        session.answer(
                "{\"do\": \"start\", \"setup\": {\"data\": \"moons\", \"activation\": \"relu\", \"optimizer\": \"sgd\","
                        + " \"rate\": 3, \"hidden\": [8, 8], \"seed\": 3}}");
        session.answer("{\"do\": \"advance\", \"batches\": 60}");
        List<String> dead = DeadUnits.of(session.run().model, session.run().data.train);
        assertThat(dead).isNotEmpty();
        assertThat(text(TrainingExport.FILM))
                .contains(">upper (number ", ">lower (number ")
                .contains('"' + String.join("\",\"", dead) + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"moons", "blobs", "sine", "digits"})
    void every_kind_of_data_is_exported_and_the_training_stays_where_it_is(String data) {
        session.answer(
                "{\"do\": \"start\", \"setup\": {\"data\": \"%s\", \"samples\": 40, \"hidden\": [3]}}".formatted(data));
        session.answer("{\"do\": \"advance\", \"batches\": 7}");
        double[] weights = session.run().weights();
        String first = Double.toString(weights[0]);
        assertThat(text(TrainingExport.PYTHON)).contains("import torch").contains(first);
        assertThat(text(TrainingExport.JAVA)).contains("class Network").contains(first);
        assertThat(text(TrainingExport.PICTURE))
                .startsWith("<svg ")
                .contains("batch 7", data.equals("sine") ? "Fit" : "");
        assertThat(text(TrainingExport.FILM)).contains("Training on " + data);
        assertThat(session.run().batch()).isEqualTo(7);
        assertThat(session.run().weights()).containsExactly(weights);
    }
}
