package io.gradstep.demos.spark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurveFit;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.fit.samples.MemorySamples;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Measures a pass of a fit on a cluster and on one JVM, which must agree bit by bit: the figures of docs/figures.md. */
public final class PassFigures {
    private static final int RUNS = 3;

    private static final List<String> COLUMNS = List.of("x", "y");

    private PassFigures() {}

    /** Counts passes. */
    private static final class Counted implements FitSamples {
        private final FitSamples samples;
        private int passes;

        Counted(FitSamples samples) {
            this.samples = samples;
        }

        @Override
        public long size() {
            return samples.size();
        }

        @Override
        public int inputCount() {
            return samples.inputCount();
        }

        @Override
        public boolean hasErrors() {
            return samples.hasErrors();
        }

        @Override
        public double[] row(long number) {
            return samples.row(number);
        }

        @Override
        public <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction) {
            passes++;
            return samples.reduce(function, reduction);
        }
    }

    /**
     * Prints the milliseconds of a pass.
     *
     * @param args numbers of rows, each with the least number of rows of a task behind a colon, 0 for the default
     */
    public static void main(String[] args) throws IOException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        spark.sparkContext().setLogLevel("OFF");
        Path folder = Files.createTempDirectory("figures");
        try {
            System.out.printf("%12s %8s %8s %12s %12s%n", "rows", "tasks", "passes", "Spark, ms", "one JVM, ms");
            for (String each : args) {
                String[] parts = each.split(":", 2);
                measure(spark, folder, Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            }
        } finally {
            spark.stop();
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private static void measure(SparkSession spark, Path folder, int rows, long taskRows) {
        Path file = folder.resolve(rows + ".parquet");
        if (!Files.exists(file)) {
            spark.range(rows)
                    .selectExpr("id*10.0/%d - 5 as x".formatted(rows))
                    .selectExpr("x", "3*exp(-(x-0.5)*(x-0.5)/2.88) + 0.7 + 0.1*sin(1e4*x) as y")
                    .write()
                    .parquet(file.toString());
        }
        org.apache.spark.sql.Dataset<Row> table = TableReader.open(spark, file.toString(), "parquet");
        List<Field> fields = COLUMNS.stream()
                .map(name -> new Field(name, false, Field.Kind.NUMBER, null))
                .toList();
        ClusterTable there = ClusterTable.read(
                table, file.toString(), TableReader.columns(table, file.toString(), COLUMNS), fields, taskRows);
        FitSamples cluster = new ClusterSamples(there, new ClusterSamples.Columns(1, 1, -1));
        FitSamples here = new MemorySamples(samples(there, rows));
        double[] times = new double[RUNS];
        double[] alone = new double[RUNS];
        int passes = 0;
        fit(here);
        fit(cluster);
        for (int run = 0; run < RUNS; run++) {
            Counted one = new Counted(here);
            Counted all = new Counted(cluster);
            long start = System.nanoTime();
            FitResult expected = fit(one);
            long middle = System.nanoTime();
            FitResult found = fit(all);
            times[run] = (System.nanoTime() - middle) / 1e6 / all.passes;
            alone[run] = (middle - start) / 1e6 / one.passes;
            passes = all.passes;
            if (!Arrays.equals(found.parameters(), expected.parameters())) {
                throw new IllegalStateException(found + " is not " + expected);
            }
        }
        System.out.printf(
                "%,12d %8d %8d %12.1f %12.1f%n",
                rows, there.partitioning().numPartitions(), passes, median(times), median(alone));
        there.blocks().unpersist(true);
    }

    private static Dataset samples(ClusterTable table, int rows) {
        double[][] inputs = new double[rows][1];
        double[] observed = new double[rows];
        table.rows(0, rows)
                .forEach(block -> IntStream.range(0, block.size()).forEach(i -> {
                    int row = (int) block.first() + i;
                    inputs[row][0] = block.numbers()[2 * i];
                    observed[row] = block.numbers()[2 * i + 1];
                }));
        return Dataset.regression(inputs, observed);
    }

    private static FitResult fit(FitSamples samples) {
        Curve peak = Curve.builder(Program.parse("a*exp(-(x-m)^2/(2*s^2)) + c"))
                .inputs(List.of("x"))
                .start("a", 1)
                .start("m", 0)
                .start("s", 1)
                .start("c", 0)
                .build();
        return CurveFit.of(peak, samples).run();
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
