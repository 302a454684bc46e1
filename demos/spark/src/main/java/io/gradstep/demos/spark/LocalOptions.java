package io.gradstep.demos.spark;

import io.gradstep.demos.console.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a local training that make no sense on a cluster, which says why. */
final class LocalOptions {
    private static final String NO_BATCHES =
            "on a cluster every step takes all samples (--batch all): a small batch takes microseconds, and the job"
                    + " around it milliseconds; for mini-batches, use 'gradstep train' on one machine";

    @Option(names = "--csv", hidden = true, arity = "0..1", fallbackValue = "", paramLabel = "FILE")
    private @Nullable String csv;

    @Option(names = "--samples", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String samples;

    @Option(names = "--noise", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String noise;

    @Option(
            names = {"--header", "--no-header"},
            hidden = true)
    private boolean header;

    @Option(names = "--out", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String out;

    @Option(names = "--html", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String html;

    @Option(names = "--threads", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String threads;

    @Option(names = "--eager", hidden = true)
    private boolean eager;

    /** Rejects those that are given. */
    void refuse() {
        Map<String, Boolean> reasons = new LinkedHashMap<>();
        reasons.put("--csv is for one machine; name the table with --data", csv != null);
        reasons.put(
                "--samples and --noise are for generated data sets, which one machine holds: use 'gradstep train'",
                samples != null || noise != null);
        reasons.put("a CSV file on a cluster has a header line, without which its columns have no names", header);
        reasons.put(
                "--out and --html draw the samples, which stay on the cluster; save the network with --save",
                out != null || html != null);
        reasons.put("the threads of a cluster are its cores; see --master and --conf of spark-submit", threads != null);
        reasons.put("a cluster computes with compiled functions; leave out --eager", eager);
        reasons.forEach((reason, given) -> {
            if (given) {
                throw new CommandException(reason);
            }
        });
    }

    /** Rejects batches of some samples. */
    static void refuseBatches(@Nullable String batch) {
        if (batch != null && !batch.equals("all")) {
            throw new CommandException("--batch %s: %s".formatted(batch, NO_BATCHES));
        }
    }
}
