package io.gradstep.demos.spark;

import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
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

    private static final long SECOND = 1000;

    private final SparkContext context;
    private final long patience;
    private final Timer clock = new Timer("cluster watch", true);
    private long lonely;
    private volatile @Nullable String reason;

    ClusterWatch(SparkContext context) {
        this.context = context;
        this.patience = context.conf().getInt(PATIENCE, DEFAULT_PATIENCE);
        if (!context.isLocal()) {
            clock.scheduleAtFixedRate(
                    new TimerTask() {
                        @Override
                        public void run() {
                            look();
                        }
                    },
                    SECOND,
                    SECOND);
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
        clock.cancel();
    }
}
