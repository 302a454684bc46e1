package io.gradstep.demos.spark;

import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.fit.samples.FitSegment;
import org.apache.spark.Partitioner;

/**
 * The assignment of numbered rows to tasks: each has a power of two of groups of a {@link NumberedSum}, so that its
 * results take their place in the order in which all are added, whatever the number of tasks.
 */
final class Partitioning extends Partitioner {
    private static final long serialVersionUID = 1;

    /** The rows of a group, the least that a task has. */
    static final long GROUP = (long) NumberedSum.GROUP * NumberedSum.CHUNK;

    /** The least number of tasks for each core of a large table, so that all cores end at about the same time. */
    private static final int TASKS_A_CORE = 4;

    private final long rowsOfTask;
    private final int tasks;

    private Partitioning(long rowsOfTask, int tasks) {
        this.rowsOfTask = rowsOfTask;
        this.tasks = tasks;
    }

    /**
     * Cuts rows into tasks.
     *
     * @param rows the number of rows, at least 1
     * @param cores the number of cores
     * @param least the least number of rows of a task; 0 to have enough tasks for the cores
     */
    static Partitioning of(long rows, int cores, long least) {
        // Half as many rows, because the doubling below may give almost twice as many as wanted.
        long wanted = least > 0 ? least : rows / (TASKS_A_CORE * (long) cores) / 2 + 1;
        long rowsOfTask = GROUP;
        while (rowsOfTask < wanted && rowsOfTask < 1L << 40) {
            rowsOfTask *= 2;
        }
        return new Partitioning(rowsOfTask, Math.toIntExact((rows - 1) / rowsOfTask + 1));
    }

    long rowsOfTask() {
        return rowsOfTask;
    }

    @Override
    public int numPartitions() {
        return tasks;
    }

    /** Returns the task of a segment by its number. */
    @Override
    public int getPartition(Object segment) {
        return (int) ((Long) segment * FitSegment.ROWS / rowsOfTask);
    }
}
