package io.gradstep.demos.spark;

import io.gradstep.engine.parallel.MergeTree;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The results of tasks, merged by pairs in the order of the tasks: those of few tasks on the driver, those of more on
 * the executors first, about the root of their number at a time.
 *
 * @param <T> the type of results
 */
final class TaskResults<T> {
    /** With more tasks than this, others merge their results. */
    static final int MAX_ON_DRIVER = 512;

    private final JavaRDD<T> results;
    private final Merge<T> merge;
    private final int mostOnDriver;

    /** Merges the results of neighbours, the left one first. */
    @FunctionalInterface
    interface Merge<T> extends BinaryOperator<T>, Serializable {}

    /**
     * Prepares a merging.
     *
     * @param results one result of each task
     * @param merge merges neighbours
     * @param mostOnDriver the most results that the driver takes from tasks itself
     */
    TaskResults(JavaRDD<T> results, Merge<T> merge, int mostOnDriver) {
        this.results = results;
        this.merge = merge;
        this.mostOnDriver = mostOnDriver;
    }

    T total() {
        List<T> inOrder = results.getNumPartitions() <= mostOnDriver
                ? results.collect()
                : merged(results, merge).collect();
        MergeTree<T> tree = new MergeTree<>(merge);
        inOrder.forEach(tree::add);
        return tree.total();
    }

    private static <T> JavaRDD<T> merged(JavaRDD<T> results, Merge<T> merge) {
        int tasks = results.getNumPartitions();
        int shift = (Integer.SIZE - Integer.numberOfLeadingZeros(tasks)) / 2;
        int groups = ((tasks - 1) >> shift) + 1;
        return results.mapPartitionsWithIndex(
                        (index, result) -> List.of(new Tuple2<>((long) index, result.next()))
                                .iterator(),
                        true)
                .mapToPair(each -> each)
                .partitionBy(new Groups(groups, shift))
                .mapPartitions(group -> List.of(total(group, merge)).iterator());
    }

    private static <T> T total(Iterator<Tuple2<Long, T>> group, Merge<T> merge) {
        MergeTree<T> tree = new MergeTree<>(merge);
        sorted(group).forEach(tree::add);
        return tree.total();
    }

    /** Returns numbered values in the order of their numbers. */
    static <T> List<T> sorted(Iterator<Tuple2<Long, T>> numbered) {
        List<Tuple2<Long, T>> sorted = new ArrayList<>();
        numbered.forEachRemaining(sorted::add);
        sorted.sort((a, b) -> Long.compare(a._1(), b._1()));
        List<T> values = new ArrayList<>();
        sorted.forEach(each -> values.add(each._2()));
        return values;
    }

    /** The assignment of numbered values to those who put 2<sup>shift</sup> neighbours together. */
    static final class Groups extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int count;
        private final int shift;

        Groups(int count, int shift) {
            this.count = count;
            this.shift = shift;
        }

        @Override
        public int numPartitions() {
            return count;
        }

        @Override
        public int getPartition(Object number) {
            return (int) ((Long) number >> shift);
        }
    }
}
