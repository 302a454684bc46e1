package io.gradstep.demos.page;

import io.gradstep.engine.parallel.ParallelTasks;
import java.util.function.IntConsumer;

/** The {@link ParallelTasks} of a page, which has one thread. */
public final class PageParallelTasks {
    private PageParallelTasks() {}

    /** Stands in for {@link ParallelTasks.Range}. */
    public interface Range {
        void accept(int from, int to);
    }

    public static void inRanges(int count, int threads, Range range) {
        if (count > 0) {
            range.accept(0, count);
        }
    }

    public static void run(int pieces, int threads, IntConsumer piece) {
        for (int i = 0; i < pieces; i++) {
            piece.accept(i);
        }
    }
}
