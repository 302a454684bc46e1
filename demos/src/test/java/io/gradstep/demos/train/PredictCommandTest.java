package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.engine.Op;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.module.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictCommandTest {
    @TempDir
    private Path folder;

    private String model = "";

    @BeforeEach
    void train() {
        model = folder.resolve("xor.safetensors").toString();
        assertThat(CommandLineRun.of("train", "xor", "--save", model).exitCode())
                .isZero();
    }

    private CommandLineRun predict(String rows) {
        return CommandLineRun.withInput(rows, "predict", model);
    }

    @Test
    void each_row_gets_its_class_and_probability() throws IOException {
        Mlp network = Mlp.load(Path.of(model));
        double logit = network.predict(0, 1)[0];

        CommandLineRun run = predict("0,1\n1,1\n");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines().get(0)).isEqualTo("different," + ShownNumbers.format(1 / (1 + StrictMath.exp(-logit))));
        assertThat(run.lines().get(1)).startsWith("equal,0.99");
    }

    @Test
    void a_header_lets_columns_come_in_any_order() {
        assertThat(predict("name,x2,x1\nfirst,1,0\nsecond,0,0\n").lines())
                .isEqualTo(predict("x1,x2\n0,1\n0,0\n").lines())
                .isEqualTo(predict("X2,X1\n1,0\n0,0\n").lines())
                .isEqualTo(predict("0;1\n\n0;0").lines());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | standard input: it is empty; expected rows of 2 numbers (x1, x2)",
                "'x1,x2\n' | standard input: it has a header but no lines of data",
                "'0,1\n0,1,2\n' | standard input: line 2: expected 2 numbers (x1, x2), found 3",
                "'0\n' | standard input: line 1: expected 2 numbers (x1, x2), found 1",
                "'x2,b\n0,1\n' | standard input: line 1: its header has no column 'x1'; it has 'x2', 'b', and the"
                        + " model takes 'x1', 'x2': rename the columns, or leave out the header if they are in this"
                        + " order",
                "'0,1\n0,one\n' | standard input: line 2, column 2 (x2): expected a number, found 'one'",
                "'0,1\nNaN,1\n' | standard input: line 2, column 1 (x1): a number is missing, found 'NaN'",
                "'NaN,NaN\n' | standard input: line 1, column 1 (x1): a number is missing, found 'NaN'",
                "'x2,name,x1\n1,a,x\n' | standard input: line 2, column 3 (x1): expected a number, found 'x'",
                "'0,1\n0,1e999\n' | standard input: line 2, column 2 (x2): expected a number, found '1e999'; it is too"
                        + " large for a double",
            })
    void a_bad_row_is_named_after_the_answers_to_those_before_it(String rows, String message) {
        CommandLineRun run = predict(rows);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("gradstep: " + message + "\n");
        assertThat(run.lines())
                .hasSize(rows.startsWith("0,1\n") ? 1 : 0)
                .allMatch(line -> line.startsWith("different,"));
    }

    @Test
    void a_network_of_another_program_says_its_outputs() throws IOException {
        Mlp network = Mlp.builder().inputs(3).outputs(2).seed(1).build();
        model = folder.resolve("plain.safetensors").toString();
        network.save(Path.of(model));
        double[] outputs = network.predict(1, 2, 3);

        assertThat(predict("1,2,3").lines())
                .containsExactly(ShownNumbers.exact(outputs[0]) + "," + ShownNumbers.exact(outputs[1]));
    }

    @Test
    void a_loss_that_knows_no_probability_gives_classes_alone() {
        CommandLineRun.of("train", "xor", "--loss", "hinge", "--save", model);

        assertThat(predict("0,1\n1,1\n").lines()).containsExactly("different", "equal");
    }

    @Test
    void outputs_beyond_all_numbers_are_refused() throws IOException {
        Mlp network = Mlp.builder()
                .inputs(1)
                .hidden(4)
                .outputs(1)
                .activation(Activation.of(Op.SINH))
                .build();
        model = folder.resolve("steep.safetensors").toString();
        network.save(Path.of(model));

        assertThat(predict("1\n1e308\n").err()).startsWith("gradstep: standard input: row 2: the network's output is ");
    }

    @Test
    void a_class_with_a_comma_stays_one_field() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a;b\n1;\"x,y\"\n2;\"x,y\"\n3;z\n4;z\n");
        CommandLineRun.of("train", "--csv", table.toString(), "--save", model, "--epochs", "300");

        assertThat(predict("1").out()).startsWith("\"x,y\",0.");
    }

    @Test
    void csv_answers_with_a_header_and_every_digit() throws IOException {
        double p = Predictor.load(Path.of(model)).predict(0, 1).probability().getAsDouble();

        CommandLineRun run = CommandLineRun.withInput("0,1\n", "predict", model, "--csv");

        assertThat(run.lines()).containsExactly("class,probability", "different," + ShownNumbers.exact(p));
    }

    @Test
    void json_answers_with_an_object_a_line() throws IOException {
        Map<String, Double> all = Predictor.load(Path.of(model)).predict(0, 1).probabilities();

        CommandLineRun run = CommandLineRun.withInput("0,1\n1,1\n", "predict", model, "--json");

        assertThat(run.lines()).hasSize(2);
        JsonObject answer = JsonParser.parseString(run.lines().get(0)).getAsJsonObject();
        assertThat(answer.keySet()).containsExactly("class", "probability", "probabilities");
        assertThat(answer.get("class").getAsString()).isEqualTo("different");
        assertThat(answer.get("probability").getAsDouble()).isEqualTo(all.get("different"));
        assertThat(answer.getAsJsonObject("probabilities").get("equal").getAsDouble())
                .isEqualTo(all.get("equal"));
        assertThat(CommandLineRun.withInput("0,1\n", "predict", model, "--json", "--csv")
                        .err())
                .isEqualTo("gradstep: --csv and --json cannot be combined; choose one\n");
    }

    @Test
    void quantities_have_their_names() throws IOException {
        Mlp network = Mlp.builder().inputs(1).outputs(2).seed(1).build();
        Predictor predictor = Predictor.builder(network)
                .inputNames(List.of("2019"))
                .targetNames(List.of("low, high", "mean"))
                .build();
        predictor.save(Path.of(model));
        double[] outputs = predictor.predict(2019).outputs();
        String numbers = ShownNumbers.exact(outputs[0]) + "," + ShownNumbers.exact(outputs[1]);

        assertThat(CommandLineRun.withInput("2019\n2019\n", "predict", model, "--csv", "--header")
                        .lines())
                .containsExactly("\"low, high\",mean", numbers);
        assertThat(CommandLineRun.withInput("2019\n", "predict", model, "--no-header")
                        .lines())
                .containsExactly(numbers);
        assertThat(predict("2019\n2019\n").err()).contains("use --header if it names the columns");
        assertThat(CommandLineRun.withInput("2019\n", "predict", model, "--json", "--no-header")
                        .lines())
                .containsExactly("{\"low, high\": %s, \"mean\": %s}"
                        .formatted(ShownNumbers.exact(outputs[0]), ShownNumbers.exact(outputs[1])));
    }

    @ParameterizedTest
    @CsvSource({
        "predict.loss, mse2, unknown loss 'mse2'; did you mean 'mse'? There are mse",
        "predict.inputs, '[\"a\"]', expected 2 names",
        "predict.classes, '[\"a\",\"b\",\"c\"]', 3 names do not match 1 outputs",
        "predict.classes, a, expected a JSON list",
    })
    void notes_that_cannot_be_are_refused(String key, String text, String message) throws IOException {
        Safetensors content = Safetensors.read(Path.of(model));
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(key, text);
        new Safetensors(content.tensors(), metadata).write(Path.of(model));

        CommandLineRun run = predict("0,1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("gradstep: " + model + ": ")
                .contains(message)
                .hasLineCount(1);
    }

    /**
     * By hand: the line through (0, 1), (1, 3), (2, 4), (3, 6) is 1.6x + 1.1, with residual variance 0.2/2; at 5 it is
     * 9.1, and its variance 0.1·(1/4 + (5 − 1.5)²/5) = 0.27.
     */
    @Test
    void a_saved_fit_answers_with_its_value_and_standard_error() throws IOException {
        String samples = folder.resolve("line.csv").toString();
        String fit = folder.resolve("line.json").toString();
        Files.writeString(Path.of(samples), "x,y\n0,1\n1,3\n2,4\n3,6\n");
        String[] words = {"fit", "y = m*x + b", "--csv", samples, "--x", "x", "--y", "y", "m=1", "b=0", "--save", fit};
        assertThat(CommandLineRun.of(words).exitCode()).isZero();
        CommandLineRun plain = CommandLineRun.withInput("5\n", "predict", fit);
        assertThat(Double.parseDouble(plain.out())).as(plain.err()).isCloseTo(9.1, within(1e-12));
        JsonObject json = JsonParser.parseString(CommandLineRun.withInput("a,x\n7,5\n", "predict", fit, "--json")
                        .out())
                .getAsJsonObject();
        assertThat(json.get("y").getAsDouble()).isCloseTo(9.1, within(1e-12));
        assertThat(json.get("y.standardError").getAsDouble()).isCloseTo(Math.sqrt(0.27), within(1e-12));
        assertThat(CommandLineRun.withInput("5\n", "predict", fit, "--csv").out())
                .startsWith("y,y.standardError\n9.1");
        Files.writeString(Path.of(fit), "{\"format\": 3, \"curves\": []}");
        assertThat(CommandLineRun.withInput("5\n", "predict", fit).err())
                .startsWith("gradstep: " + fit + " is no saved fit, or is damaged");
    }
}
