package io.gradstep.demos.spark;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.ShutdownHookManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scala.runtime.BoxedUnit;

/** The options about the table and the cluster. */
final class ClusterOptions {
    /** How long Spark stays for the last step of a training that is interrupted. */
    private static final String MAX_LAST_STEP = "1h";

    /** The time between two looks for the end, in milliseconds. */
    private static final long POLL = 100;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The table: a file, a folder or a pattern, wherever Spark reads. A CSV has a header line that"
                    + " names the columns.")
    private @Nullable String data;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "parquet, orc, csv, json, or another that Spark knows. Default: by the end of the name.")
    private @Nullable String format;

    @Option(
            names = "--task-rows",
            paramLabel = "N",
            description = "The least number of rows of a task. The result does not depend on it. Default: enough tasks"
                    + " for the cores.")
    private long taskRows;

    /** How far a command is. Only one that still reads its table is interrupted; work that has begun ends by itself. */
    private enum Phase {
        READING,
        BEGUN,
        INTERRUPTED
    }

    /** Work on a cluster. */
    @FunctionalInterface
    interface Work {
        /**
         * Returns the exit code.
         *
         * @param begun what to run when the table is read: from then on, the work itself ends when the process is asked
         *     to
         */
        int on(SparkSession spark, Runnable begun);
    }

    /** Returns the place of the table. */
    String data() {
        if (data == null) {
            throw new CommandException("the table is missing; name it with --data PATH");
        }
        return data;
    }

    /** Returns the place of the table, if it is given. */
    Optional<String> givenData() {
        return Optional.ofNullable(data);
    }

    /** Returns its format, if it is given. */
    Optional<String> givenFormat() {
        return Optional.ofNullable(format);
    }

    long taskRows() {
        return taskRows;
    }

    Dataset<Row> open(SparkSession spark) {
        return TableReader.open(spark, data(), format == null ? "" : format);
    }

    /** Runs work on the cluster of {@code spark-submit}, or else on all cores of this machine. */
    static int run(Application application, Work work) {
        System.setProperty("spark.shutdown.timeout", MAX_LAST_STEP);
        SparkSession.Builder builder = SparkSession.builder().appName("gradstep");
        if (System.getProperty("spark.master") == null) {
            builder.config("spark.master", "local[*]");
        }
        SparkSession spark = builder.getOrCreate();
        ClusterWatch watch = new ClusterWatch(spark.sparkContext());
        CountDownLatch done = new CountDownLatch(1);
        application.atTheEnd(done::countDown); // after the last message
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.READING);
        ShutdownHookManager.addShutdownHook(Integer.MAX_VALUE, () -> {
            awaitEnd(done, spark, phase.compareAndSet(Phase.READING, Phase.INTERRUPTED));
            return BoxedUnit.UNIT;
        });
        try {
            // What fails is told once, by the command.
            spark.sparkContext().setLogLevel("OFF");
            return work.on(spark, () -> phase.compareAndSet(Phase.READING, Phase.BEGUN));
        } catch (CommandException | IllegalArgumentException e) {
            if (phase.get() == Phase.INTERRUPTED) {
                throw interruption();
            }
            throw watch.reason().isPresent() ? failure(watch, e) : e; // whatever else it says, that is why
        } catch (Exception e) {
            throw phase.get() == Phase.INTERRUPTED ? interruption() : failure(watch, e);
        } finally {
            watch.close();
            spark.stop();
        }
    }

    private static CommandException interruption() {
        return new CommandException("interrupted while the table was read; nothing was written");
    }

    /**
     * Keeps Spark running while a process that is to end finishes its last step, and saves; but not while it reads its
     * table.
     */
    private static void awaitEnd(CountDownLatch done, SparkSession spark, boolean atOnce) {
        try {
            boolean hasJobs = atOnce;
            while (!done.await(POLL, TimeUnit.MILLISECONDS)) {
                hasJobs = hasJobs && cancelJobs(spark);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there may be more jobs. */
    private static boolean cancelJobs(SparkSession spark) {
        try {
            spark.sparkContext().cancelAllJobs();
            return true;
        } catch (IllegalStateException e) {
            return false; // the command has stopped Spark, and is about to tell why it ends
        }
    }

    private static RuntimeException failure(ClusterWatch watch, Exception e) {
        boolean ofSpark = e instanceof SparkException || watch.reason().isPresent();
        if (!ofSpark && e instanceof RuntimeException own) {
            return own;
        }
        return new CommandException(watch.reason()
                .map(reason -> "the cluster gave up: %s; nothing was written".formatted(reason))
                .orElseGet(() -> "Spark failed: %s; nothing was written".formatted(TableReader.reason(e))));
    }
}
