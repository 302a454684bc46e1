package io.gradstep.demos.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** Trainings on {@code local[2]}, Spark in this JVM: the bits of networks and checkpoints, and what is refused. */
class SparkTrainTest {
    private static final int ROWS = 40_000;

    @TempDir
    private static Path folder;

    private static Path csv;

    @BeforeAll
    static void write_flowers_of_two_species() throws IOException {
        csv = folder.resolve("flowers.csv");
        SplittableRandom random = new SplittableRandom(24);
        List<String> lines = new ArrayList<>(List.of("length,width,species"));
        for (int i = 0; i < ROWS; i++) {
            boolean rose = random.nextBoolean();
            double length = random.nextDouble() + (rose ? 0.5 : 0);
            lines.add("%s,%s,%s".formatted(100 * length, length * random.nextDouble(), rose ? "rose" : "aster"));
        }
        Files.write(csv, lines);
    }

    private static List<String> train(String option, Path table, Path model, String... more) {
        List<String> words = new ArrayList<>(List.of("train", option, table.toString(), "--save", model.toString()));
        words.addAll(List.of(more));
        return words;
    }

    private record Content(Map<String, String> metadata, Map<String, Tensor> tensors) {}

    /** A file without what it tells about the place of its samples. */
    private static Content content(Path file) throws IOException {
        Safetensors read = Safetensors.read(file);
        Map<String, String> metadata = new TreeMap<>(read.metadata());
        metadata.keySet().removeAll(List.of("recipe.csv", "recipe.data", "recipe.format"));
        return new Content(metadata, read.tensors());
    }

    /** A report without speeds, times and file names. */
    private static String report(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("(%|[0-9]) +[0-9,]+$", "$1"))
                .filter(line -> !line.matches("(seconds|saved|checkpoint|   epoch) .*"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_training_saves_the_network_and_the_checkpoint_of_one_JVM_bit_by_bit() throws IOException {
        Path here = folder.resolve("here.safetensors");
        Path there = folder.resolve("there.safetensors");
        String[] settings = {"--epochs", "3", "--hidden", "5", "--class-weights", "balanced"};
        List<String> local = train("--csv", csv, here, settings);
        local.addAll(List.of("--batch", "all", "--threads", "2"));
        String expected = Peaks.local(local);

        SparkFitTest.Outcome outcome = SparkFitTest.run(train("--data", csv, there, settings));

        assertThat(outcome.err()).isEmpty();
        assertThat(report(outcome.out())).isEqualTo(report(expected)).contains("validation accuracy");
        assertThat(content(there)).isEqualTo(content(here));
        assertThat(content(folder.resolve("there.checkpoint.safetensors")))
                .isEqualTo(content(folder.resolve("here.checkpoint.safetensors")));
    }

    @Test
    void a_resumed_training_of_quantities_ends_as_if_it_had_never_stopped() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path whole = folder.resolve("whole.safetensors");
        String[] settings = {"--label", "width", "--ignore", "3", "--validation", "0", "--hidden", "3", "--epochs"};
        List<String> four = train("--csv", csv, whole, settings);
        four.addAll(List.of("4", "--batch", "all"));
        assertThat(Peaks.local(four)).contains("training error");

        List<String> two = train("--data", csv, first, settings);
        two.add("2");
        assertThat(SparkFitTest.run(two).exit()).isZero();
        SparkFitTest.Outcome rest =
                SparkFitTest.run(List.of("train", "--resume", first.toString(), "--epochs", "4", "--task-rows", "1"));

        assertThat(rest.exit()).as(rest.err()).isZero();
        assertThat(content(first)).isEqualTo(content(whole));
    }

    @Test
    void what_makes_no_sense_on_a_cluster_is_refused_with_the_reason() {
        Map.of(
                        "--batch=32", "--batch 32: on a cluster every step takes all samples",
                        "--csv=x.csv", "--csv is for one machine; name the table with --data",
                        "--html=film.html", "--out and --html draw the samples, which stay on the cluster",
                        "--threads=8", "the threads of a cluster are its cores")
                .forEach((option, reason) -> {
                    SparkFitTest.Outcome outcome = SparkFitTest.run(List.of("train", "--data", csv.toString(), option));
                    assertThat(outcome.exit()).isEqualTo(2);
                    assertThat(outcome.err()).startsWith("gradstep: " + reason).hasLineCount(1);
                });
    }

    @Test
    void labels_that_are_no_classes_and_missing_labels_are_named() throws IOException {
        List<String> lines = Files.readAllLines(csv).subList(0, 100);
        lines.set(42, "1,2,");
        Path gap = Files.write(folder.resolve("gap.csv"), lines);
        Path model = folder.resolve("none.safetensors");

        assertThat(SparkFitTest.run(train("--data", gap, model)).err())
                .isEqualTo("gradstep: %s: column 'species' of row 42: the label is missing%n", gap);
        assertThat(SparkFitTest.run(train("--data", csv, model, "--label", "length", "--task", "classification"))
                        .err())
                .contains("has more than 1000 different labels")
                .hasLineCount(1);
        assertThat(model).doesNotExist();
    }

    @Test
    void results_of_many_tasks_are_merged_in_order_wherever_that_is_done() {
        List<Double> numbers = new SplittableRandom(1).doubles(600).boxed().toList();
        MergeTree<Double> tree = new MergeTree<>(Double::sum);
        numbers.forEach(tree::add);
        int groups = 3000;
        NumberedSum sums = new NumberedSum(1);
        LongStream.range(0, groups).forEach(i -> sums.add(value(i), new double[] {1 / value(i)}));
        double[] expected = new double[1];
        double value = sums.total(expected);

        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("sums"))) {
            assertThat(new TaskResults<>(spark.parallelize(numbers, 600), Double::sum, TaskResults.MAX_ON_DRIVER)
                            .total())
                    .isEqualTo(tree.total());
            List<Tuple2<Long, double[]>> parts = new ArrayList<>();
            IntStream.range(0, groups)
                    .forEach(i -> parts.add(new Tuple2<>((long) i, new double[] {1 / value(i), value(i), 2})));
            NumberedSum total = new NumberedSum(1);
            long correct = new GroupSums(spark.parallelizePairs(parts, 5), groups, 0).addTo(total, 1);

            double[] gradient = new double[1];
            assertThat(total.total(gradient)).isEqualTo(value);
            assertThat(gradient).containsExactly(expected);
            assertThat(correct).isEqualTo(2L * groups);
        }
    }

    private static double value(long i) {
        return Math.sqrt(i + 0.5);
    }
}
