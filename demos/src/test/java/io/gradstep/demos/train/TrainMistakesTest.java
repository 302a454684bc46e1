package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.nn.Mlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a training is said before it begins: exit code 2, one message, and no file is touched. */
class TrainMistakesTest {
    @TempDir
    private Path folder;

    private static Arguments mistake(String message, String... words) {
        return Arguments.of(message, words);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("a data set is missing; give its name as in 'gradstep train moons'", "train"),
                mistake("there is no data set 'mons'; did you mean 'moons'? (there are xor, moons,", "train", "mons"),
                mistake("unknown command 'circles'", "train", "moons", "circles"),
                mistake("the number of samples must be 2 to 10000000, not 0", "train", "moons", "--samples", "0"),
                mistake("the number of samples must be 10 to 10000000, not -5", "train", "digits", "--samples", "-5"),
                mistake("--samples", "train", "moons", "--samples", "many"),
                mistake(
                        "noise is a standard deviation and must be finite and at least 0, not -0.1",
                        "train",
                        "moons",
                        "--noise",
                        "-0.1"),
                mistake(
                        "noise is a standard deviation and must be finite and at least 0, not NaN",
                        "train",
                        "moons",
                        "--noise",
                        "NaN"),
                mistake(
                        "the sizes of hidden layers must be numbers from 1 as in 16,16, or none, not '16,0'",
                        "train",
                        "xor",
                        "--hidden",
                        "16,0"),
                mistake("or none, not '-4'", "train", "xor", "--hidden", "-4"),
                mistake("or none, not '16,'", "train", "xor", "--hidden", "16,"),
                mistake("or none, not 'wide'", "train", "xor", "--hidden", "wide"),
                mistake(
                        "unknown activation 'ReLu'; did you mean 'relu'? There are identity,",
                        "train",
                        "xor",
                        "--activation",
                        "ReLu"),
                mistake(
                        "unknown loss 'crossentropi'; did you mean 'crossEntropy'? There are mse,",
                        "train",
                        "xor",
                        "--loss",
                        "crossentropi"),
                mistake(
                        "unknown optimizer 'adamm'; did you mean 'adamW'? There are sgd, rmsProp, adam, adamW",
                        "train",
                        "xor",
                        "--optimizer",
                        "adamm"),
                mistake("the learning rate must be positive, not 0.0", "train", "xor", "--rate", "0"),
                mistake("the learning rate must be positive, not -0.1", "train", "xor", "--rate", "-0.1"),
                mistake("the learning rate must be positive, not NaN", "train", "xor", "--rate", "NaN"),
                mistake("expected a number, found 'fast'", "train", "xor", "--rate", "fast"),
                mistake("the batch size must be at least 1, not 0", "train", "xor", "--batch", "0"),
                mistake("epochs must be at least 1, not -1", "train", "xor", "--epochs", "-1"),
                mistake("expected a whole number, found '1.5'", "train", "xor", "--epochs", "1.5"),
                mistake(
                        "expected a whole number, found '9999999999', which is too large",
                        "train",
                        "xor",
                        "--epochs",
                        "9999999999"),
                mistake(
                        "the share of validation samples must be at least 0 and less than 1, not 1.0",
                        "train",
                        "xor",
                        "--validation",
                        "1"),
                mistake(
                        "the share of validation samples must be at least 0 and less than 1, not -0.5",
                        "train",
                        "xor",
                        "--validation",
                        "-0.5"),
                mistake(
                        "the loss mse does not fit these samples: there are 10 classes; use crossEntropy or hinge",
                        "train",
                        "digits",
                        "--loss",
                        "mse"),
                mistake(
                        "the loss hinge does not fit these samples: the target 'y' is a quantity; use mse or mae",
                        "train",
                        "sine",
                        "--loss",
                        "hinge"),
                mistake("a data set and --csv cannot be combined", "train", "xor", "--csv", "table.csv"),
                mistake(
                        "--samples and --noise need a generated data set",
                        "train",
                        "--csv",
                        "table.csv",
                        "--samples",
                        "9"),
                mistake("--label and --task need --csv FILE", "train", "xor", "--label", "y"),
                mistake("--inputs and --ignore need --csv", "train", "xor", "--ignore", "y"),
                mistake("--header and --no-header need --csv", "train", "xor", "--no-header"),
                mistake(
                        "--inputs and --ignore cannot be combined",
                        "train",
                        "--csv",
                        "table.csv",
                        "--inputs",
                        "a",
                        "--ignore",
                        "b"),
                mistake("--checkpoint needs --save FILE", "train", "xor", "--checkpoint", "c.safetensors"),
                mistake(
                        "network and checkpoint cannot both be saved to ./m.safetensors",
                        "train",
                        "xor",
                        "--save",
                        "m.safetensors",
                        "--checkpoint",
                        "./m.safetensors"),
                mistake(
                        "'rose=2' in --class-weights is neither 'balanced' nor a class with its weight, as in equal=2;"
                                + " the classes are equal, different",
                        "train",
                        "xor",
                        "--class-weights",
                        "rose=2"),
                mistake(
                        "the weight of the class equal in --class-weights must be a number above 0, not '-1'",
                        "train",
                        "xor",
                        "--class-weights",
                        "equal=-1"),
                mistake("names the class equal twice", "train", "xor", "--class-weights", "equal=1,Equal=2"),
                mistake(
                        "--class-weights needs classes, but the target 'y' is a quantity",
                        "train",
                        "sine",
                        "--class-weights",
                        "balanced"),
                mistake(
                        "there is no task 'guess'; choose from: auto, classification, regression",
                        "train",
                        "--csv",
                        "table.csv",
                        "--task",
                        "guess"),
                mistake("table.csv: it cannot be read: there is no such file", "train", "--csv", "table.csv"),
                mistake("gone.safetensors", "train", "--resume", "gone.safetensors"),
                mistake("gone.safetensors", "predict", "gone.safetensors"),
                mistake("missing required parameter: 'MODEL'", "predict"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_gets_one_message(String message, String[] words) {
        refused(message, words);
    }

    private static void refused(String message, String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err())
                .as("gradstep %s", Arrays.asList(words))
                .startsWith("gradstep: ")
                .contains(message)
                .hasLineCount(1)
                .doesNotContain("Exception", "null", "sorry");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private String table(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text).toString();
    }

    private void refusedTable(String message, String text, String... options) throws IOException {
        Path pictures = folder.resolve("pictures");
        Path model = folder.resolve("model.safetensors");
        String table = table(text);
        refused(
                table + ": " + message,
                Stream.concat(
                                Stream.of(
                                        "train",
                                        "--csv",
                                        table,
                                        "--out",
                                        pictures.toString(),
                                        "--save",
                                        model.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
        assertThat(pictures).doesNotExist();
        assertThat(model).doesNotExist();
    }

    @Test
    void a_table_that_cannot_be_learned_from_is_refused_by_line_and_column() throws IOException {
        refusedTable("it is empty", "");
        refusedTable("it has a header but no lines of data", "a,b\n");
        refusedTable("line 3, column 1 (a): a number is missing, found 'NaN'", "a,b\n1,x\nNaN,y\n");
        refusedTable("line 2, column 1 (a): expected a number, found 'inf'", "a,b\ninf,x\n1,y\n");
        refusedTable("line 3: expected 2 fields as in the first line, found 3", "a,b\n1,x\n1,2,y\n");
        refusedTable("all 2 labels in column 2 (b) are 'x'", "a,b\n1,x\n2,x\n");
        refusedTable("there is no column 'c'", "a,b\n1,x\n2,y\n", "--label", "c");
        refusedTable("line 3, column 2 (b): expected a number, found 'x'", "a,b\n1,0.5\n2,x\n", "--task", "regression");
        refusedTable("its lines have only one field", "a\n1\n2\n");
    }

    @Test
    void samples_of_which_one_class_is_left_to_train_on_are_refused() throws IOException {
        String table = table("a,b\n" + "1,x\n".repeat(9) + "2,y\n");

        refused(
                "samples are of class 0; training needs samples of at least two classes",
                "train",
                "--csv",
                table,
                "--validation",
                "0.9",
                "--seed",
                "1");
    }

    @Test
    void a_folder_that_cannot_be_written_is_refused_before_training() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        refused(file + " is a file; --out takes a folder", "train", "xor", "--out", file.toString());
        refused("the folder " + file + "/below cannot be created: ", "train", "xor", "--out", file + "/below");
        refused(folder + " is a folder, not a file", "train", "xor", "--save", folder.toString());
        refused("there is no folder " + folder + "/no", "train", "xor", "--save", folder + "/no/m.safetensors");
        refused(folder + " is a folder, not a file", "train", "xor", "--html", folder.toString());
        refused("there is no folder " + folder + "/no", "train", "xor", "--html", folder + "/no/film.html");
        assertThat(file).hasContent("old");
        if (Files.isDirectory(Path.of("/proc/self"))) {
            refused("the folder /proc/pictures cannot be created", "train", "xor", "--out", "/proc/pictures");
            refused("cannot create files in the folder /proc", "train", "xor", "--save", "/proc/model");
        }
    }

    @Test
    void a_damaged_model_is_refused_and_stays_as_it_is() throws IOException {
        Path model = folder.resolve("model.safetensors");
        CommandLineRun.of("train", "xor", "--epochs", "2", "--save", model.toString());
        byte[] whole = Files.readAllBytes(model);
        for (int length : new int[] {0, 7, 100, whole.length - 1}) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(model, cut);
            refused(model + ": ", "predict", model.toString());
            refused(model + ": ", "train", "--resume", model.toString());
            assertThat(model).hasBinaryContent(cut);
        }
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("model.safetensors", "model.checkpoint.safetensors");
    }

    @Test
    void a_training_goes_on_with_the_settings_that_it_began_with() {
        String model = folder.resolve("model.safetensors").toString();
        CommandLineRun.of("train", "xor", "--epochs", "2", "--save", model);

        refused(
                "the training in " + model + " has the rate 0.1; resuming keeps the original settings,"
                        + " so leave out --rate",
                "train",
                "--resume",
                model,
                "--rate",
                "0.2");
        refused(
                "has the dataset xor; resuming keeps the original settings, so leave out moons",
                "train",
                "moons",
                "--resume",
                model);
        refused("has no csv", "train", "--resume", model, "--csv", "table.csv");
        refused("has no label", "train", "--resume", model, "--label", "y");
        refused("has already completed 2 epochs", "train", "--resume", model, "--epochs", "2");
    }

    @Test
    void a_network_without_a_training_cannot_be_resumed() throws IOException {
        Path model = folder.resolve("network.safetensors");
        Mlp.builder().inputs(2).outputs(1).build().save(model);

        refused(
                model
                        + ": cannot resume, because it was not saved by 'gradstep train --save' and does not say what"
                        + " its samples are",
                "train",
                "--resume",
                model.toString());
    }
}
