package io.gradstep.demos.spark;

import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.RowPass;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * The sums over the groups of a {@link NumberedSum}, each a gradient with the value behind it, and behind that the
 * number of rows that are classified correctly.
 *
 * <p>If all of them are small, the driver adds them. Of a large gradient, executors first add {@value
 * NumberedSum#GROUP} groups each, which are a group of the next level, until no more than the root of the number of
 * chunks is left for the driver.
 */
final class GroupSums {
    /** The most numbers that the driver takes from tasks at once: 8 megabytes. */
    static final int MAX_NUMBERS = 1 << 20;

    private static final int SHIFT = Integer.numberOfTrailingZeros(NumberedSum.GROUP);

    private final JavaPairRDD<Long, double[]> groups;
    private final long count;
    private final int mostNumbers;

    /**
     * Prepares an addition.
     *
     * @param groups the sums by the number of the group
     * @param count the number of groups
     * @param mostNumbers the most numbers that the driver takes at once whatever the number of chunks
     */
    GroupSums(JavaPairRDD<Long, double[]> groups, long count, int mostNumbers) {
        this.groups = groups;
        this.count = count;
        this.mostNumbers = mostNumbers;
    }

    /**
     * Adds all groups in order.
     *
     * @param parameterCount the length of the gradient
     * @param sum receives them
     * @return the number of correctly classified rows
     */
    long addTo(NumberedSum sum, int parameterCount) {
        JavaPairRDD<Long, double[]> left = groups;
        long n = count;
        while (n * (parameterCount + 2) > mostNumbers && n > Math.sqrt((double) count * NumberedSum.GROUP)) {
            n = ((n - 1) >> SHIFT) + 1;
            left = left.repartitionAndSortWithinPartitions(new TaskResults.Groups(Math.toIntExact(n), SHIFT))
                    .mapPartitionsToPair(GroupSums::added);
        }
        long correct = 0;
        for (double[] group : TaskResults.sorted(left.collect().iterator())) {
            sum.add(group[parameterCount], Arrays.copyOf(group, parameterCount));
            correct += (long) group[parameterCount + 1];
        }
        return correct;
    }

    /** Adds up to 256 groups, which come in order: the group of the next level. */
    private static Iterator<Tuple2<Long, double[]>> added(Iterator<Tuple2<Long, double[]>> parts) {
        if (!parts.hasNext()) {
            return Collections.emptyIterator();
        }
        Tuple2<Long, double[]> first = parts.next();
        double[] total = first._2().clone();
        while (parts.hasNext()) {
            RowPass.add(total, parts.next()._2());
        }
        return List.of(new Tuple2<>(first._1() >> SHIFT, total)).iterator();
    }
}
