package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.module.Activation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void save() throws IOException {
        model = folder.resolve("m.safetensors");
        Mlp.builder().inputs(2).hidden(3).outputs(1).seed(7).build().save(model);
    }

    private CommandLineRun export(String... words) {
        List<String> all = new ArrayList<>(List.of("export", model.toString()));
        all.addAll(List.of(words));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void programs_are_printed() {
        assertThat(export("--to", "python").out())
                .contains("2 -> 3 -> 1, tanh; loss mse.", "import torch", "nn.Linear(2, 3),")
                .isASCII();
        assertThat(export("--to", "java").out())
                .contains("2 -> 3 -> 1, tanh; loss mse.", "public final class Network {")
                .isASCII();
    }

    @Test
    void programs_are_written_to_files_and_a_class_is_called_like_its_file() throws IOException {
        Path script = folder.resolve("my net.py");
        Path java = Files.writeString(folder.resolve("Moons.java"), "what stood there before");

        CommandLineRun run = export("--to", "python", "-o", script.toString());

        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(script).content().isEqualTo(export("--to", "python").out());
        assertThat(export("--to", "java", "-o", java.toString()).exitCode()).isZero();
        assertThat(java).content().contains("public final class Moons {");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(model, script, java);
        }
    }

    @Test
    void sample_and_target_are_those_that_were_given() {
        assertThat(export("--to", "python", "--sample", "-1.5, 2e-3", "--target", "-.5")
                        .out())
                .contains("SAMPLE = torch.tensor([-1.5, 0.002])\nTARGET = torch.tensor([-0.5])\n");
        assertThat(export("--to", "java", "--sample=0,1").out()).contains("SAMPLE = {0.0, 1.0};");
    }

    @Test
    void without_a_sample_there_is_a_sensible_one() {
        assertThat(export("--to", "python").out())
                .contains("SAMPLE = torch.tensor([0.5, -0.25])\nTARGET = torch.tensor([1.0])\n");
    }

    @Test
    void classes_become_what_the_loss_compares() throws IOException {
        Mlp.builder().inputs(2).outputs(3).build().save(model);
        assertThat(export("--to", "python", "--loss", "crossEntropy", "--target", "2")
                        .out())
                .contains("TARGET = torch.tensor([0.0, 0.0, 1.0])", "F.cross_entropy(output, target)");
        assertThat(export("--to", "python", "--loss", "hinge").out())
                .contains("TARGET = torch.tensor([0.0, 1.0, 0.0])");
    }

    @Test
    void loss_is_the_one_that_the_file_names_unless_another_is_asked_for() throws IOException {
        Predictor.builder(Mlp.load(model))
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .build()
                .save(model);
        assertThat(export("--to", "java").out()).contains("; loss binaryCrossEntropy.");
        assertThat(export("--to", "java", "--loss", "mae").out()).contains("; loss mae.");
    }

    /** Classes on both sides of width = 1000. */
    @Test
    void sample_and_target_are_in_the_units_of_the_table_and_a_class_has_its_name() throws IOException {
        StringBuilder table = new StringBuilder("width,height,species\n");
        for (int i = 0; i < 20; i++) {
            table.append(i % 2 == 0 ? 900 + i : 1100 + i)
                    .append(',')
                    .append(i % 3)
                    .append(i % 2 == 0 ? ",7\n" : ",5\n");
        }
        Path csv = Files.writeString(folder.resolve("flowers.csv"), table);
        CommandLineRun.of("train", "--csv", csv.toString(), "--task", "classification", "--save", model.toString());

        // The classes are 5 and 7, in this order: a name comes before a number.
        assertThat(export("--to", "java", "--sample", "905,1", "--target", "7").out())
                .contains("SAMPLE = {905.0, 1.0};", "TARGET = {1.0};", "double[] INPUT_MEANS", "\"5\",\n        \"7\"");
        assertThat(export("--to", "python", "--target", "5").out()).contains("TARGET = torch.tensor([0.0])");
        assertThat(export("--to", "python", "--target", "0").out()).contains("TARGET = torch.tensor([0.0])");
        assertRefused(
                export("--to", "python", "--target", "rose"),
                "'rose' in --target is not a class; the classes are 5, 7");
        assertRefused(
                export("--to", "python", "--target", "3"), "binaryCrossEntropy needs targets from 0 to 1, not 3.0");
    }

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of("missing required option: '--to=LANGUAGE'"),
                List.of("there is no language 'pyton'; choose from: python, java", "--to", "pyton"),
                List.of("unknown loss 'mean'; there are mse, mae, hinge", "--to", "java", "--loss", "mean"),
                List.of("the network takes 2 inputs, but the sample has 1 number", "--to", "java", "--sample", "1"),
                List.of("but the sample has 3 numbers", "--to", "java", "--sample", "1,2,3"),
                List.of("'NaN' in --sample is not a finite number", "--to", "java", "--sample", "NaN,1"),
                List.of("'1e999' in --sample", "--to", "java", "--sample", "1e999,1"),
                List.of("'' in --sample", "--to", "java", "--sample", "1,"),
                List.of("'x' in --target is not a finite number", "--to", "java", "--target", "x"),
                List.of("mse", "--to", "java", "--target", "1,2"),
                List.of("crossEntropy needs one output per class", "--to", "java", "--loss", "crossEntropy"),
                List.of("hinge needs a class from 0 to 1, not 2.0", "--to", "java", "--loss", "hinge", "--target", "2"),
                List.of("cannot be written: it is a folder", "--to", "python", "-o", "."),
                List.of("cannot be written: there is no folder", "--to", "python", "-o", "missing/net.py"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_gets_one_message(List<String> messageAndWords) {
        assertRefused(
                export(messageAndWords.subList(1, messageAndWords.size()).toArray(String[]::new)),
                messageAndWords.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.txt",
                "my-net.java",
                "String.java",
                "Arrays.java",
                ".java",
                "a.b.java",
                "Net",
                "Moons.JAVA",
                "class.java",
                "enum.java",
                "_.java",
                "true.java",
                "null.java",
                "goto.java",
                "record.java",
                "sealed.java",
                "permits.java",
                "var.java",
                "yield.java"
            })
    void java_class_needs_a_file_that_java_can_name(String file) {
        Path path = folder.resolve(file);
        assertRefused(
                export("--to", "java", "-o", path.toString()),
                "'%s' is not a valid file name for a Java class; use one such as Moons.java".formatted(file));
        assertThat(path).doesNotExist();
    }

    @Test
    void files_that_hold_no_network_are_refused() throws IOException {
        assertRefused(CommandLineRun.of("export", "--to", "java"), "missing required parameter: 'MODEL'");
        Files.delete(model);
        assertRefused(export("--to", "java"), "m.safetensors: cannot be read");
        Files.writeString(model, "not a model, whatever its name says", StandardCharsets.UTF_8);
        assertRefused(export("--to", "java"), "m.safetensors: ");
        assertRefused(CommandLineRun.of("export", folder.toString(), "--to", "java"), "it is a folder");
    }

    @Test
    void sample_for_which_nothing_is_finite_is_refused() throws IOException {
        Mlp network = Mlp.builder()
                .inputs(1)
                .outputs(1)
                .outputActivation(Activation.named("sqrt"))
                .build();
        network.parameters().get(0).setData(1);
        network.save(model);

        assertRefused(
                export("--to", "java", "--sample", "-1"),
                "cannot compare on this sample, because the network's numbers are not finite",
                "sqrt(v1) with v1 = -1");
        assertRefused(
                export("--to", "java", "--sample", "0"),
                "cannot compare on this sample, because the gradient of 0.weight[0,0] is NaN");
    }

    private static void assertRefused(CommandLineRun run, String... messages) {
        assertThat(run.err())
                .startsWith("gradstep: ")
                .endsWith("\n")
                .contains(messages)
                .doesNotContain("Exception", "\tat ", "sorry");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
