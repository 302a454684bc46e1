package io.gradstep.demos.spark;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.fit.samples.FitSegment;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Samples of a fit in a table on a cluster, whose first columns are the inputs. */
final class ClusterSamples implements FitSamples {
    private final ClusterTable table;
    private final Columns columns;
    private final int mostResults;

    /** Each function is sent to the cluster once. */
    private final Map<CompiledFunction, Broadcast<CompiledFunction>> sent = new WeakHashMap<>();

    /**
     * The places of a sample's numbers in a row.
     *
     * @param inputs the number of inputs, which are the first
     * @param observed the place of the observed number
     * @param error the place of its standard error; −1 for none
     */
    record Columns(int inputs, int observed, int error) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    ClusterSamples(ClusterTable table, Columns columns) {
        this(table, columns, TaskResults.MAX_ON_DRIVER);
    }

    ClusterSamples(ClusterTable table, Columns columns, int mostResults) {
        this.table = table;
        this.columns = columns;
        this.mostResults = mostResults;
    }

    @Override
    public long size() {
        return table.rows();
    }

    @Override
    public int inputCount() {
        return columns.inputs();
    }

    @Override
    public boolean hasErrors() {
        return columns.error() >= 0;
    }

    @Override
    public double[] row(long number) {
        double[] all = table.row(number);
        double[] row = new double[columns.inputs() + (hasErrors() ? 2 : 1)];
        System.arraycopy(all, 0, row, 0, columns.inputs());
        row[columns.inputs()] = all[columns.observed()];
        if (hasErrors()) {
            row[columns.inputs() + 1] = all[columns.error()];
        }
        return row;
    }

    /** Reads at most so many samples, evenly spread, as a guess of start values chooses them. */
    Dataset some(int most) {
        int count = (int) Math.min(most, size());
        long[] numbers = LongStream.range(0, count).map(i -> i * size() / count).toArray();
        List<double[]> rows = table.rows(numbers);
        double[][] inputs = new double[count][];
        double[] observed = new double[count];
        for (int i = 0; i < count; i++) {
            inputs[i] = Arrays.copyOf(rows.get(i), columns.inputs());
            observed[i] = rows.get(i)[columns.observed()];
        }
        return Dataset.regression(inputs, observed);
    }

    @Override
    public <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction) {
        return Uninterrupted.run(() -> total(function, reduction));
    }

    private <T extends Serializable> T total(CompiledFunction function, Reduction<T> reduction) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(table.blocks().context());
        Broadcast<CompiledFunction> ahead = sent.computeIfAbsent(function, context::broadcast);
        Columns places = columns;
        JavaRDD<T> results = table.blocks()
                .mapPartitions(blocks -> List.of(reduce(blocks, places, ahead.value(), reduction))
                        .iterator());
        return new TaskResults<>(results, reduction::merge, mostResults).total();
    }

    private static <T extends Serializable> T reduce(
            Iterator<Block> blocks, Columns columns, CompiledFunction function, Reduction<T> reduction) {
        MergeTree<T> tree = new MergeTree<>(reduction::merge);
        double[][] inputs = new double[FitSegment.ROWS][columns.inputs()];
        double[] observed = new double[FitSegment.ROWS];
        double[] errors = columns.error() < 0 ? null : new double[FitSegment.ROWS];
        while (blocks.hasNext()) {
            Block block = blocks.next();
            block.read(0, columns.inputs(), inputs);
            read(block, columns.observed(), observed);
            if (errors != null) {
                read(block, columns.error(), errors);
            }
            tree.add(reduction.of(function, new FitSegment(block.first(), inputs, observed, errors, 0, block.size())));
        }
        return tree.total();
    }

    private static void read(Block block, int column, double @Nullable [] into) {
        for (int i = 0; into != null && i < block.size(); i++) {
            into[i] = block.numbers()[i * block.width() + column];
        }
    }
}
