package io.gradstep.demos.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on a standalone cluster of a master and two workers. */
class ClusterIT {
    private static final int ROWS = 1_000_000;

    /** The jobs that read the table, and some of those that fit it. */
    private static final int JOBS_BEFORE_THE_LOSS = 8;

    @TempDir
    private Path folder;

    @Test
    void a_training_and_a_fit_that_loses_a_worker_end_with_the_results_of_one_JVM()
            throws IOException, InterruptedException {
        Path csv = folder.resolve("peaks.csv");
        Peaks.write(csv, ROWS);
        Path few = folder.resolve("few.csv");
        Peaks.write(few, ROWS / 10);
        Path events = Files.createDirectory(folder.resolve("events"));
        try (SparkProcesses spark = new SparkProcesses(folder)) {
            String master = spark.master();
            Process lost = spark.worker("lost", master);
            spark.worker("kept", master);
            List<String> settings = List.of(
                    "spark.master=" + master,
                    "spark.driver.host=127.0.0.1",
                    "spark.executor.memory=512m",
                    "spark.executor.extraJavaOptions=" + SparkProcesses.QUICK,
                    "spark.ui.enabled=false",
                    // Both have to be there before the table is cut into tasks.
                    "spark.scheduler.minRegisteredResourcesRatio=1",
                    "spark.scheduler.maxRegisteredResourcesWaitingTime=100s");
            Process train = spark.submit("train", settings, Peaks.train("--data", few, folder.resolve("there")));
            assertThat(SparkProcesses.exit(train))
                    .as(SparkProcesses.read(folder.resolve("train.err")))
                    .isZero();
            List<String> here = Peaks.train("--csv", few, folder.resolve("here"));
            here.addAll(List.of("--batch", "all"));
            Peaks.local(here);
            assertThat(Safetensors.read(folder.resolve("there")).tensors())
                    .isEqualTo(Safetensors.read(folder.resolve("here")).tensors());

            List<String> recorded = new ArrayList<>(settings);
            recorded.addAll(List.of(
                    "spark.eventLog.enabled=true",
                    "spark.eventLog.compress=false",
                    "spark.eventLog.dir=" + events.toUri()));
            Process fit = spark.submit("fit", recorded, Peaks.fit("--data", csv));

            SparkProcesses.await(
                    "the fit's jobs",
                    () -> count(events, "SparkListenerJobStart") >= JOBS_BEFORE_THE_LOSS || !fit.isAlive()
                            ? "they run"
                            : "");
            ProcessHandle executor = lost.descendants().findFirst().orElseThrow();
            SparkProcesses.freeze(executor.pid());
            Thread.sleep(1500); // The driver gives it a task that it does not do.
            lost.destroyForcibly();
            executor.destroyForcibly();

            assertThat(SparkProcesses.exit(fit))
                    .as(SparkProcesses.read(folder.resolve("fit.err")))
                    .isZero();
            assertThat(count(events, "\"Reason\":\"ExecutorLostFailure\""))
                    .as("lost tasks")
                    .isPositive();
            assertThat(SparkProcesses.read(folder.resolve("fit.out"))).isEqualTo(Peaks.local(Peaks.fit("--csv", csv)));
        }
    }

    private static long count(Path folder, String text) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toList()).stream()
                    .mapToLong(file -> SparkProcesses.read(file).split(Pattern.quote(text), -1).length - 1)
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void started_without_Spark_the_jar_says_how_to_start_it() throws IOException, InterruptedException {
        try (SparkProcesses spark = new SparkProcesses(folder)) {
            Process alone = spark.java("alone", List.of("-jar", "target/gradstep-spark.jar", "fit"));

            assertThat(SparkProcesses.exit(alone)).isEqualTo(2);
            assertThat(SparkProcesses.read(folder.resolve("alone.err")))
                    .startsWith("gradstep: this jar runs on Apache Spark; start it as in 'spark-submit")
                    .hasLineCount(1);
        }
    }
}
