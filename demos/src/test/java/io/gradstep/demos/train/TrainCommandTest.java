package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static CommandLineRun train(String... words) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of("train"), Stream.of(words)).toArray(String[]::new));
        assertThat(run.err()).as("gradstep train %s", List.of(words)).isEmpty();
        return run;
    }

    /** The entry of the table at the end. */
    private static String entry(CommandLineRun run, String name) {
        return run.lines().stream()
                .filter(line -> line.startsWith(name + "  "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + name + "' in\n" + run.out()));
    }

    private static double number(CommandLineRun run, String name) {
        return Double.parseDouble(entry(run, name).replaceFirst("[ ,].*", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "xor, training accuracy, 100",
        "moons, training accuracy, 100",
        "circles, training accuracy, 100",
        "spirals, training accuracy, 99",
        "blobs, training accuracy, 100",
        "yinyang, held-out accuracy, 90",
        "digits, held-out accuracy, 97",
    })
    void default_settings_learn_to_tell_classes(String dataset, String what, double least) {
        for (int seed : new int[] {1, 42}) {
            CommandLineRun run = train(dataset, "--seed", Integer.toString(seed));

            assertThat(run.exitCode()).isZero();
            assertThat(number(run, what)).as("seed %d", seed).isGreaterThanOrEqualTo(least);
        }
    }

    /** The noise of both is 0.05, so that no curve comes nearer than that. */
    @ParameterizedTest
    @ValueSource(strings = {"sine", "polynomial"})
    void default_settings_learn_curves(String dataset) {
        assertThat(number(train(dataset), "held-out error")).isBetween(0.04, 0.09);
    }

    @Test
    void a_run_shows_some_epochs_and_ends_with_a_table() {
        CommandLineRun run = train("moons");

        assertThat(run.lines())
                .startsWith(
                        "Training Mlp(2 → 16 → 16 → 1, tanh) on moons",
                        "200 samples, 2 inputs, 2 classes; binaryCrossEntropy by adam at rate 0.02, batches of 20,"
                                + " 100 epochs, seed 42",
                        "",
                        "  epoch        loss    accuracy   samples/s");
        assertThat(run.lines())
                .filteredOn(line -> line.matches(" +\\d+ .* %.*"))
                .hasSizeBetween(10, 20);
        assertThat(entry(run, "data set")).isEqualTo("moons: 200 samples, 2 inputs, 2 classes");
        assertThat(entry(run, "network")).isEqualTo("Mlp(2 → 16 → 16 → 1, tanh)");
        assertThat(entry(run, "parameters")).isEqualTo("337");
        assertThat(entry(run, "epochs")).isEqualTo("100");
        assertThat(entry(run, "training accuracy")).isEqualTo("100 % of 200");
        assertThat(entry(run, "held-out accuracy")).endsWith(" % of 200");
    }

    @Test
    void samples_that_were_trained_on_are_never_held_out() {
        assertThat(train("xor").out()).doesNotContain("held-out");
        assertThat(train("moons", "--noise", "0", "--epochs", "1").out()).doesNotContain("held-out");
    }

    @Test
    void options_change_settings() {
        CommandLineRun run = train(
                "spirals",
                "--samples",
                "60",
                "--noise",
                "0.01",
                "--hidden",
                "7,5",
                "--activation",
                "relu",
                "--loss",
                "hinge",
                "--optimizer",
                "rmsProp",
                "--rate",
                "0.001",
                "--batch",
                "6",
                "--epochs",
                "3",
                "--seed",
                "-7",
                "--validation",
                "0.5");

        assertThat(run.lines())
                .startsWith(
                        "Training Mlp(2 → 7 → 5 → 1, relu) on spirals",
                        "60 samples, 2 inputs, 2 classes; hinge by rmsProp at rate 0.001, batches of 6, 3 epochs,"
                                + " seed -7");
        assertThat(entry(run, "validation accuracy")).endsWith(" of 30");
        assertThat(train("xor", "--hidden", "none", "--epochs", "1").lines().get(0))
                .isEqualTo("Training Mlp(2 → 1, tanh) on xor");
        assertThat(train("xor", "--loss", "crossEntropy", "--epochs", "1")
                        .lines()
                        .get(0))
                .isEqualTo("Training Mlp(2 → 8 → 2, tanh) on xor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moons", "digits", "sine"})
    void a_resumed_training_equals_an_uninterrupted_one_to_the_last_byte(String dataset) throws IOException {
        String whole = file("whole.safetensors").toString();
        String part = file("part.safetensors").toString();
        String resumed = file("resumed.safetensors").toString();

        train(dataset, "--epochs", "6", "--save", whole);
        train(dataset, "--epochs", "3", "--save", part);
        byte[] before = Files.readAllBytes(Path.of(part));
        train("--resume", part, "--epochs", "6", "--save", resumed);

        assertThat(Path.of(resumed)).hasSameBinaryContentAs(Path.of(whole));
        assertThat(file("resumed.checkpoint.safetensors")).hasSameBinaryContentAs(file("whole.checkpoint.safetensors"));
        assertThat(Path.of(part)).hasBinaryContent(before);
    }

    @Test
    void a_resumed_training_is_saved_where_it_was() throws IOException {
        String model = file("model.safetensors").toString();
        train("xor", "--epochs", "3", "--save", model);

        assertThat(entry(train("xor", "--resume", model, "--epochs", "5"), "saved"))
                .isEqualTo(model);

        assertThat(Mlp.load(Path.of(model)).epoch()).isEqualTo(5);
    }

    @Test
    void pictures_of_a_plane_go_into_a_new_folder() throws IOException {
        Path pictures = file("new").resolve("pictures");

        CommandLineRun run = train("xor", "--out", pictures.toString(), "--validation", "0.25");

        assertThat(pictures.toFile().list()).containsExactlyInAnyOrder("loss.svg", "decision.svg", "network.svg");
        assertThat(entry(run, "loss curve"))
                .isEqualTo(pictures.resolve("loss.svg").toString());
        assertThat(Files.readString(pictures.resolve("loss.svg")))
                .startsWith("<svg")
                .contains("training", "validation");
        assertThat(Files.readString(pictures.resolve("decision.svg"))).contains("Decisions on xor");
        assertThat(Files.readString(pictures.resolve("network.svg")))
                .contains("layer1.neuron3", "0.weight[2,1]", ">loss<");
    }

    @Test
    void a_fitted_curve_takes_the_place_of_a_map() throws IOException {
        train("sine", "--epochs", "2", "--out", folder.toString());

        assertThat(folder.toFile().list()).contains("fit.svg").doesNotContain("decision.svg");
        assertThat(Files.readString(file("fit.svg"))).contains("Fit of sine", "samples", "network");
    }

    @Test
    void a_picture_that_there_cannot_be_is_explained() {
        CommandLineRun run = train("digits", "--epochs", "1", "--out", folder.toString());

        assertThat(folder.toFile().list()).contains("loss.svg").doesNotContain("decision.svg");
        assertThat(run.out()).contains("Note: decision.svg is left out: it shows classes over two inputs");
    }

    @Test
    void a_film_goes_through_the_epochs() throws IOException {
        CommandLineRun run = train("moons", "--html", file("film.html").toString());

        assertThat(entry(run, "film")).isEqualTo(file("film.html").toString());
        assertThat(Files.size(file("film.html"))).isLessThan(1_200_000);
        assertThat(Files.readString(file("film.html")))
                .contains("<h1>Training on moons</h1>", "<figure id=\"map\">", "<figure id=\"chart\">")
                .contains("<figure id=\"network\">", "The film shows 79 of 100 epochs", "Epoch 100: training ");
        assertThat(folder.toFile().list()).containsExactly("film.html");
    }

    @Test
    void a_film_of_a_resumed_training_begins_where_it_went_on() throws IOException {
        String model = file("model.safetensors").toString();
        train("xor", "--epochs", "3", "--save", model);

        train("--resume", model, "--epochs", "6", "--html", file("film.html").toString());

        assertThat(Files.readString(file("film.html")))
                .contains("\"epochs\":[3,4,5,6],")
                .contains("The training was resumed from epoch 3, where the film begins.");
    }

    @Test
    void a_film_shows_digits_and_a_fitted_curve() throws IOException {
        train("digits", "--epochs", "1", "--html", file("digits.html").toString());
        train("sine", "--epochs", "1", "--html", file("sine.html").toString());

        assertThat(Files.readString(file("digits.html")))
                .contains("id=\"image\"", "8 by 8 pixels", ">64 neurons<")
                .contains("<option value=\"9\">9 (number ")
                .containsPattern("The network's answer: \\d \\(\\d+ %\\)")
                .doesNotContain("id=\"map\"", "is left out");
        assertThat(Files.readString(file("sine.html")))
                .contains("aria-label=\"fitted curve\"")
                .doesNotContain("is left out");
    }

    @Test
    void an_exploding_training_is_filmed_until_it_explodes() throws IOException {
        CommandLineRun run = train(
                "moons",
                "--optimizer",
                "sgd",
                "--rate",
                "1e200",
                "--activation",
                "relu",
                "--html",
                file("film.html").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readString(file("film.html")))
                .contains("The training ended in epoch 1, when its numbers became infinite or NaN.");
    }

    @Test
    void an_exploding_loss_is_a_warning_and_exit_code_1() {
        CommandLineRun run = train("sine", "--optimizer", "sgd", "--rate", "1e30", "--activation", "relu");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Warning: in epoch 1 ").contains("a smaller learning rate");
    }

    @Test
    void dead_neurons_are_a_warning() {
        CommandLineRun run =
                train("moons", "--activation", "relu", "--rate", "3", "--optimizer", "sgd", "--loss", "hinge");

        assertThat(run.out().replace("\n", " ")).contains("Warning: in epoch ").contains(" are dead (");
    }

    private Path table(String name, List<String> lines) throws IOException {
        return Files.write(file(name), lines);
    }

    /** Classes on both sides of width = 1000, with a height that says nothing. */
    private Path flowers() throws IOException {
        List<String> lines = new ArrayList<>(List.of("width;height;species"));
        for (int i = 0; i < 40; i++) {
            lines.add(
                    i % 2 == 0
                            ? "%d;0.00%d;rose".formatted(900 + i, i % 7)
                            : "%d;0.00%d;aster".formatted(1100 + i, i % 7));
        }
        return table("flowers.csv", lines);
    }

    @Test
    void a_table_with_words_for_labels_is_classified_in_its_own_units() throws IOException {
        String model = file("model.safetensors").toString();

        CommandLineRun run =
                train("--csv", flowers().toString(), "--label", "species", "--save", model, "--out", folder.toString());

        assertThat(entry(run, "data set")).isEqualTo("flowers.csv: 40 samples, 2 inputs, 2 classes");
        assertThat(entry(run, "training accuracy")).isEqualTo("100 % of 32");
        assertThat(entry(run, "validation accuracy")).isEqualTo("100 % of 8");
        assertThat(Files.readString(file("decision.svg"))).contains("width", "height", "rose", "aster");
        assertThat(CommandLineRun.withInput("900;0.003\n1150;0.003\n", "predict", model)
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("rose,0.9"),
                        line -> assertThat(line).startsWith("aster,0.9"));
    }

    /**
     * y = 5000 + 300·a + 20·b: large numbers, which a network without standardised targets would take ages to reach.
     */
    @Test
    void a_table_with_quantities_is_predicted_in_its_own_units() throws IOException {
        List<String> lines = new ArrayList<>(List.of("price,a,b"));
        for (int i = 0; i < 60; i++) {
            int a = i % 8;
            int b = i * 7 % 31;
            lines.add("%d.5,%d,%d".formatted(5000 + 300 * a + 20 * b, a, b));
        }
        String model = file("model.safetensors").toString();

        CommandLineRun run = train("--csv", table("prices.csv", lines).toString(), "--label", "price", "--save", model);

        assertThat(number(run, "training error")).isLessThan(100);
        CommandLineRun prediction = CommandLineRun.withInput("b,a\n10,4\n", "predict", model);
        assertThat(Double.parseDouble(prediction.out())).isBetween(6200.0, 6600.0);
    }

    @ParameterizedTest
    @CsvSource({"auto, 2 classes", "classification, 2 classes", "regression, 1 output"})
    void whole_numbers_are_classes_unless_somebody_says_otherwise(String task, String found) throws IOException {
        Path zeroes = table("zeroes.csv", List.of("a,label", "1,0", "2,0", "3,1", "4,1"));

        CommandLineRun run = train("--csv", zeroes.toString(), "--task", task, "--epochs", "1");

        assertThat(entry(run, "data set")).endsWith(found);
    }

    @Test
    void a_training_on_a_table_goes_on_with_the_same_samples_wherever_they_are() throws IOException {
        String whole = file("whole.safetensors").toString();
        String part = file("part.safetensors").toString();
        Path flowers = flowers();
        train("--csv", flowers.toString(), "--epochs", "6", "--save", whole);
        train("--csv", flowers.toString(), "--epochs", "3", "--save", part);
        Path moved = Files.move(flowers, file("moved.csv"));

        train("--resume", part, "--csv", moved.toString(), "--epochs", "6");

        Map<String, ?> expected = Safetensors.read(Path.of(whole)).tensors();
        assertThat(Safetensors.read(Path.of(part)).tensors().toString()).isEqualTo(expected.toString());
        Files.writeString(moved, "1;2;aster\n", StandardOpenOption.APPEND);
        CommandLineRun other = CommandLineRun.of("train", "--resume", part, "--csv", moved.toString(), "--epochs", "9");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err())
                .contains("cannot resume with moved.csv", "other samples")
                .hasLineCount(1);
    }
}
