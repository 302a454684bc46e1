package io.gradstep.demos.spark;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a cluster has executors. Spark itself would wait for new ones for ever; this waits a while, and then
 * ends the work.
 */
final class ClusterWatch implements AutoCloseable {
    /** The setting for the seconds to wait without executors. */
    private static final String PATIENCE = "spark.gradstep.patience";

    private static final int DEFAULT_PATIENCE = 300;

    private final SparkContext context;
    private final long patience;
    private final ScheduledExecutorService clock;
    private long lonely;
    private volatile @Nullable String reason;

    ClusterWatch(SparkContext context) {
        this.context = context;
        this.patience = context.conf().getInt(PATIENCE, DEFAULT_PATIENCE);
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cluster watch");
            thread.setDaemon(true);
            return thread;
        });
        if (!context.isLocal()) {
            clock.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void look() {
        // The driver counts as one.
        boolean alone = context.statusTracker().getExecutorInfos().length <= 1;
        lonely = alone ? lonely + 1 : 0;
        if (lonely > patience) {
            reason = "it has had no executors for %d seconds".formatted(patience);
            context.cancelAllJobs();
        }
    }

    /** {@return the reason for which the work was ended} */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
