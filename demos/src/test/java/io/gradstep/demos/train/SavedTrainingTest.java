package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code train --save} writes and {@code --resume} reads. */
class SavedTrainingTest {
    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandLineRun train(String... words) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(words));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static void trained(String... words) {
        CommandLineRun run = train(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private static void refused(String message, String... words) {
        CommandLineRun run = train(words);
        assertThat(run.err()).startsWith("gradstep: ").contains(message).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void the_models_tensors_are_those_of_the_network_alone() throws IOException {
        trained("xor", "--epochs", "2", "--save", path("m.safetensors"));

        assertThat(Safetensors.read(folder.resolve("m.safetensors")).tensors())
                .containsOnlyKeys("0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(Checkpoint.isIn(folder.resolve("m.safetensors"))).isFalse();
        assertThat(Checkpoint.load(folder.resolve("m.checkpoint.safetensors")).epoch())
                .isEqualTo(2);
    }

    @Test
    void a_checkpoint_elsewhere_is_found_from_the_model() throws IOException {
        Files.createDirectory(folder.resolve("states"));
        trained("xor", "--epochs", "2", "--save", path("m"), "--checkpoint", path("states/c"));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("m", "states");

        trained("--resume", path("m"), "--epochs", "4");

        assertThat(Mlp.load(folder.resolve("m")).epoch()).isEqualTo(4);
        assertThat(Checkpoint.load(folder.resolve("states/c")).epoch()).isEqualTo(4);
        // The checkpoint alone is enough, and knows its model.
        Files.delete(folder.resolve("m"));
        trained("--resume", path("states/c"), "--epochs", "5");
        assertThat(Mlp.load(folder.resolve("m")).epoch()).isEqualTo(5);
    }

    @Test
    void both_files_can_be_moved_together() throws IOException {
        trained("xor", "--epochs", "2", "--save", path("m.safetensors"));
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.move(folder.resolve("m.safetensors"), there.resolve("n.safetensors"));
        Files.move(folder.resolve("m.checkpoint.safetensors"), there.resolve("n.checkpoint.safetensors"));

        trained("--resume", path("there/n.safetensors"), "--epochs", "3");
        trained("--resume", path("there/n.checkpoint.safetensors"), "--epochs", "4");

        assertThat(Mlp.load(there.resolve("n.safetensors")).epoch()).isEqualTo(4);
        assertThat(there.toFile().list()).hasSize(2);
    }

    @Test
    void a_missing_checkpoint_is_named() throws IOException {
        trained("xor", "--epochs", "2", "--save", path("m.safetensors"));
        Files.move(folder.resolve("m.checkpoint.safetensors"), folder.resolve("c"));

        refused(
                "m.safetensors: cannot resume, because its checkpoint " + path("m.checkpoint.safetensors"),
                "--resume",
                path("m.safetensors"));
        trained("--resume", path("c"), "--save", path("m.safetensors"), "--epochs", "3");
        trained("--resume", path("m.safetensors"), "--epochs", "4");
    }

    @Test
    void a_network_of_another_moment_than_its_checkpoint_is_refused() throws IOException {
        trained("xor", "--epochs", "2", "--save", path("m.safetensors"));
        Files.copy(folder.resolve("m.safetensors"), folder.resolve("early"));
        trained("--resume", path("m.safetensors"), "--epochs", "4");
        Files.copy(folder.resolve("early"), folder.resolve("m2.safetensors"));
        Files.move(folder.resolve("m.checkpoint.safetensors"), folder.resolve("m2.checkpoint.safetensors"));

        refused(
                "this network differs from its checkpoint " + path("m2.checkpoint.safetensors")
                        + ", which is at epoch 4; to resume from the checkpoint, use --resume",
                "--resume",
                path("m2.safetensors"),
                "--epochs",
                "9");
    }

    /**
     * rooms-before.safetensors is a regression of 20 epochs on rooms.csv as the version before this one saved it,
     * network and optimizer in one file, and rooms-before-30.safetensors one of 30 epochs of the same version without a
     * break.
     */
    @Test
    void a_file_of_the_version_before_predicts_and_goes_on() throws IOException {
        for (String name : List.of("rooms.csv", "rooms-before.safetensors", "rooms-before-30.safetensors")) {
            try (InputStream resource = SavedTrainingTest.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(resource), folder.resolve(name));
            }
        }
        String before = path("rooms-before.safetensors");
        // What that version's predict printed for these rows.
        assertThat(CommandLineRun.withInput("Floor,Area\n3,100\n1,60\n", "predict", before)
                        .lines())
                .containsExactly("593.7724929988337", "507.76617965603816");

        trained("--resume", before, "--csv", path("rooms.csv"), "--epochs", "30");

        assertThat(Safetensors.read(Path.of(before)).tensors())
                .containsOnlyKeys("0.weight", "0.bias", "2.weight", "2.bias");
        // Not to the last bit: the slope of tanh near 1 has gained digits since.
        assertThat(weights(before)).containsExactly(weights(path("rooms-before-30.safetensors")), within(1e-13));
        trained("--resume", before, "--csv", path("rooms.csv"), "--epochs", "31");
    }

    @Test
    void a_file_of_the_version_before_knows_its_columns() throws IOException {
        for (String name : List.of("rooms.csv", "rooms-before.safetensors")) {
            try (InputStream resource = SavedTrainingTest.class.getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(resource), folder.resolve(name));
            }
        }
        Path rooms = folder.resolve("rooms.csv");
        Files.writeString(rooms, Files.readString(rooms).replace("floor", "level"));

        refused(
                "the checkpoint is from a training with inputs [\"area\",\"floor\"], not [\"area\",\"level\"]",
                "--resume",
                path("rooms-before.safetensors"),
                "--csv",
                rooms.toString(),
                "--epochs",
                "30");
    }

    private static double[] weights(String file) throws IOException {
        return Mlp.load(Path.of(file)).tensors().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.data()))
                .toArray();
    }

    @Test
    void renamed_classes_are_refused() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2,x\n3,y\n4,y\n");
        trained("--csv", table.toString(), "--epochs", "1", "--save", path("m"));
        Files.writeString(table, "a,b\n1,x\n2,x\n3,z\n4,z\n");

        refused("classes [\"x\",\"y\"], not [\"x\",\"z\"]", "--resume", path("m"), "--epochs", "2");
    }

    @Test
    void java_answers_as_the_command_line_does() throws IOException {
        Path table =
                Files.writeString(folder.resolve("t.csv"), "a,b,y\n1000,0.1,x\n2000,0.2,x\n3000,0.1,z\n4000,0.3,z\n");
        trained("--csv", table.toString(), "--epochs", "50", "--save", path("m"));

        String line = CommandLineRun.withInput("b,a\n0.2,3500\n", "predict", path("m"), "--csv")
                .lines()
                .get(1);

        Predictor predictor = Predictor.load(folder.resolve("m"));
        assertThat(line)
                .isEqualTo("z,"
                        + ShownNumbers.exact(
                                predictor.predict(3500, 0.2).probability().getAsDouble()));
    }
}
