package io.gradstep.demos.spark;

import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.SampleLoss;
import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.WeakHashMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The samples of a training in a table on a cluster: inputs, and behind them the target. Computations are sent to them.
 */
final class ClusterRows implements TableRows, BatchGradient.Sums {
    private final ClusterTable table;
    private final TableColumns columns;
    private final Units units;
    private final int mostNumbers;

    /** Each loss is sent to the cluster once. */
    private final Map<SampleLoss, Broadcast<SampleLoss>> sent = new WeakHashMap<>();

    ClusterRows(ClusterTable table, TableColumns columns) {
        this(table, columns, Units.OWN, GroupSums.MAX_NUMBERS);
    }

    ClusterRows(ClusterTable table, TableColumns columns, Units units, int mostNumbers) {
        this.table = table;
        this.columns = columns;
        this.units = units;
        this.mostNumbers = mostNumbers;
    }

    /** The conversion of rows to the units of a network. */
    record Units(@Nullable Standardizer inputs, @Nullable Standardizer targets) implements Serializable {
        private static final long serialVersionUID = 1;

        static final Units OWN = new Units(null, null);

        /** Reads the rows of a block: inputs and target. */
        void read(Block block, double[][] into, double[][] target) {
            int width = block.width() - 1;
            for (int i = 0; i < block.size(); i++) {
                System.arraycopy(block.numbers(), i * (width + 1), into[i], 0, width);
                target[i][0] = block.numbers()[i * (width + 1) + width];
                if (inputs != null) {
                    into[i] = inputs.apply(into[i]);
                }
                if (targets != null) {
                    target[i] = targets.apply(target[i]);
                }
            }
        }
    }

    /** Returns the rows in the units of a network. */
    ClusterRows scaled(Scaling scaling) {
        Units scaled =
                new Units(scaling.inputs().orElse(null), scaling.targets().orElse(null));
        return new ClusterRows(table, columns, scaled, mostNumbers);
    }

    @Override
    public long rowCount() {
        return table.rows();
    }

    @Override
    public TableColumns columns() {
        return columns;
    }

    @Override
    public void read(long from, long to, double[][] inputs, double[][] targets) {
        for (Block block : table.rows(from, to)) {
            double[][] rows = new double[block.size()][inputCount()];
            double[][] ends = new double[block.size()][1];
            units.read(block, rows, ends);
            for (int i = 0; i < rows.length; i++) {
                int place = (int) (block.first() + i - from);
                System.arraycopy(rows[i], 0, inputs[place], 0, rows[i].length);
                targets[place][0] = ends[i][0];
            }
        }
    }

    @Override
    public <T> T reduce(RowPass<T> pass) {
        Units inUnits = units;
        JavaRDD<T> results = table.blocks()
                .mapPartitions(blocks -> List.of(reduce(blocks, inUnits, pass)).iterator());
        return new TaskResults<>(results, pass::merge, TaskResults.MAX_ON_DRIVER).total();
    }

    private static <T> T reduce(Iterator<Block> blocks, Units units, RowPass<T> pass) {
        MergeTree<T> tree = new MergeTree<>(pass::merge);
        while (blocks.hasNext()) {
            Block block = blocks.next();
            double[][] inputs = new double[block.size()][block.width() - 1];
            double[][] targets = new double[block.size()][1];
            units.read(block, inputs, targets);
            tree.add(pass.of(block.first(), inputs, targets));
        }
        return tree.total();
    }

    /** Adds all rows, which are the batch. */
    @Override
    public long add(RowSource batch, SampleLoss loss, double[] weights, NumberedSum sum) {
        if (batch != this) {
            throw new IllegalArgumentException("a batch is all rows of this table");
        }
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(table.blocks().context());
        Broadcast<SampleLoss> ahead = sent.computeIfAbsent(loss, context::broadcast);
        Units inUnits = units;
        var groups =
                table.blocks().mapPartitionsToPair(blocks -> new TaskGroups(blocks, inUnits, ahead.value(), weights));
        long count = (rowCount() - 1) / Partitioning.GROUP + 1;
        return new GroupSums(groups, count, mostNumbers).addTo(sum, weights.length);
    }

    /** The sums of the groups of a task, one after the other. */
    private static final class TaskGroups implements Iterator<Tuple2<Long, double[]>> {
        private final Iterator<Block> blocks;
        private final Units units;
        private final SampleLoss loss;
        private final double[] weights;
        private @Nullable Block next;

        TaskGroups(Iterator<Block> blocks, Units units, SampleLoss loss, double[] weights) {
            this.blocks = blocks;
            this.units = units;
            this.loss = loss;
            this.weights = weights;
            this.next = blocks.hasNext() ? blocks.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Tuple2<Long, double[]> next() {
            Block block = next;
            if (block == null) {
                throw new NoSuchElementException();
            }
            long group = block.first() / Partitioning.GROUP;
            NumberedSum sum = new NumberedSum(weights.length);
            double[][] inputs = new double[block.size()][block.width() - 1];
            double[][] targets = new double[block.size()][1];
            long correct = 0;
            while (block != null && block.first() / Partitioning.GROUP == group) {
                if (inputs.length != block.size()) {
                    inputs = Arrays.copyOf(inputs, block.size());
                    targets = Arrays.copyOf(targets, block.size());
                }
                units.read(block, inputs, targets);
                correct += loss.add(weights, inputs, targets, sum);
                block = blocks.hasNext() ? blocks.next() : null;
            }
            next = block;
            double[] gradient = new double[weights.length];
            double value = sum.total(gradient);
            double[] all = Arrays.copyOf(gradient, gradient.length + 2);
            all[gradient.length] = value;
            all[gradient.length + 1] = correct;
            return new Tuple2<>(group, all);
        }
    }
}
