package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.nn.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns and classes that {@code train --csv} learns from, and its messages about them. */
class TrainColumnsTest {
    @TempDir
    private Path folder;

    private CommandLineRun train(String table, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), table);
        List<String> all = new ArrayList<>(List.of("train", "--csv", file.toString()));
        all.addAll(List.of("--save", folder.resolve("m").toString()));
        all.addAll(List.of(words));
        if (!all.contains("--epochs")) {
            all.addAll(List.of("--epochs", "1"));
        }
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private List<String> inputs() throws IOException {
        return Predictor.load(folder.resolve("m")).inputNames();
    }

    @Test
    void a_header_of_numbers_counts_as_data_unless_it_is_said_to_be_one() throws IOException {
        String years = "2019,2020,2021\n1,2,0\n2,1,1\n3,2,0\n4,1,1\n";

        CommandLineRun run = train(years);
        assertThat(run.lines().get(0))
                .isEqualTo(
                        "Note: table.csv: line 1 counts as data, because '2019' is a number; if it names the columns,"
                                + " add --header.");
        assertThat(run.out()).contains("5 samples, 2 inputs");

        assertThat(train(years, "--header").out()).doesNotContain("Note").contains("4 samples, 2 inputs, 2 classes");
        assertThat(inputs()).containsExactly("2019", "2020");
        assertThat(train(years, "--no-header").out()).doesNotContain("Note").contains("5 samples");
    }

    @Test
    void an_index_without_a_name_is_left_out_on_request() throws IOException {
        String pandas = ",x,y,c\n0,1,2,a\n1,2,1,b\n2,3,2,a\n3,4,1,b\n";

        CommandLineRun refused = train(pandas);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("column 1 has no name", "--ignore 1");

        assertThat(train(pandas, "--ignore", "1").exitCode()).isZero();
        assertThat(inputs()).containsExactly("x", "y");
        assertThat(train(pandas, "--inputs", "Y, 2").exitCode()).isZero();
        assertThat(inputs()).containsExactly("y", "x");
    }

    @Test
    void a_resumed_training_reads_the_same_columns() throws IOException {
        String table = "10,x,c\n0,1,a\n1,2,b\n2,3,a\n3,4,b\n";
        assertThat(train(table, "--header", "--ignore", "10", "--class-weights", "b=2")
                        .exitCode())
                .isZero();

        CommandLineRun run =
                CommandLineRun.of("train", "--resume", folder.resolve("m").toString(), "--epochs", "3");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("4 samples, 1 input, 2 classes", "weighted binaryCrossEntropy");
        assertThat(CommandLineRun.of("train", "--resume", folder.resolve("m").toString(), "--class-weights", "a=2")
                        .err())
                .contains("has the class-weights b=2; resuming keeps the original settings");
    }

    /** Nine of ten samples are of one class, which no input tells: unweighted, all are taken for it. */
    @Test
    void balanced_weights_let_a_rare_class_be_seen() throws IOException {
        StringBuilder table = new StringBuilder("x,c\n");
        for (int i = 0; i < 100; i++) {
            table.append(i / 10 % 2).append(i % 10 == 9 ? ",rare\n" : ",often\n");
        }
        String[] settings = {"--epochs", "200", "--hidden", "none", "--validation", "0"};

        CommandLineRun plain = train(table.toString(), settings);
        assertThat(plain.out())
                .contains("Confusion matrix of the 100 training samples: rows are actual classes, columns"
                        + " predicted ones\n")
                .contains("       often  rare\noften     90     0\nrare      10     0\n");

        // Weights 100/(2·90) and 100/(2·10): both classes weigh 50, the logit is 0 and not log(10/90) = -2.197.
        assertThat(train(table.toString(), settings).exitCode()).isZero();
        assertThat(probabilityOfRare()).isBetween(0.08, 0.12);
        List<String> weighted = new ArrayList<>(List.of(settings));
        weighted.addAll(List.of("--class-weights", "balanced"));
        assertThat(train(table.toString(), weighted.toArray(String[]::new)).exitCode())
                .isZero();
        assertThat(probabilityOfRare()).isBetween(0.45, 0.55);
    }

    private double probabilityOfRare() throws IOException {
        return Predictor.load(folder.resolve("m")).predict(1).probabilities().get("rare");
    }

    @Test
    void the_confusion_is_of_the_samples_that_say_most() throws IOException {
        assertThat(CommandLineRun.of("train", "blobs", "--epochs", "1").out())
                .containsPattern("Confusion matrix of the \\d+ held-out samples");
        assertThat(CommandLineRun.of("train", "sine", "--epochs", "1").out()).doesNotContain("Confusion");
        StringBuilder many = new StringBuilder("x,c\n");
        for (int i = 0; i < 42; i++) {
            many.append(i).append(",name").append(i / 2).append('\n');
        }
        assertThat(train(many.toString()).out())
                .contains("The confusion matrix is left out: 21 classes are too many for a terminal.");
    }
}
