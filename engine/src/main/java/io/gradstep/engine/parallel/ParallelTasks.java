package io.gradstep.engine.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs independent pieces of work on the calling thread and some threads of the common pool. */
public final class ParallelTasks {
    /** Enough for the cores of a large machine to finish at about the same time. */
    private static final int MAX_PIECES = 64;

    /** How often to look for the last pieces before waiting for them: about 0.1 ms. */
    private static final int SPINS = 2000;

    private ParallelTasks() {}

    /** Works on a range of items, {@code to} exclusive. */
    public interface Range {
        void accept(int from, int to);
    }

    /**
     * Cuts items into ranges, and returns when all are done.
     *
     * @param count the number of items
     * @param threads the most threads that may work at once, at least 1
     * @param range works on one range
     */
    public static void inRanges(int count, int threads, Range range) {
        int pieces = threads == 1 ? Math.min(count, 1) : Math.min(count, MAX_PIECES);
        run(
                pieces,
                threads,
                piece -> range.accept((int) ((long) piece * count / pieces), (int) ((piece + 1L) * count / pieces)));
    }

    /**
     * Runs all pieces and returns when they are done.
     *
     * @param pieces the number of pieces
     * @param threads the most threads that may work at once, at least 1
     * @param piece runs one piece, given its number from 0
     */
    public static void run(int pieces, int threads, IntConsumer piece) {
        int helpers = Math.min(threads, pieces) - 1;
        if (helpers <= 0) {
            for (int i = 0; i < pieces; i++) {
                piece.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                try {
                    piece.accept(i);
                } finally {
                    done.incrementAndGet();
                }
            }
        };
        ForkJoinTask<?>[] tasks = new ForkJoinTask<?>[helpers];
        for (int t = 0; t < helpers; t++) {
            tasks[t] = ForkJoinPool.commonPool().submit(work);
        }
        try {
            work.run();
            for (int k = 0; k < SPINS && done.get() < pieces; k++) {
                Thread.onSpinWait();
            }
        } finally {
            // A helper that has not begun finds nothing left to do, and one that has is waited for.
            for (ForkJoinTask<?> task : tasks) {
                task.join();
            }
        }
    }
}
