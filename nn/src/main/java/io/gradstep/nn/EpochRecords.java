package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a training's epochs, of which a bounded number is kept, as {@link History#epochs} says.
 *
 * <p>Which are kept follows from the losses of all epochs so far and from nothing else: a training that was interrupted
 * ends with the same records. Adding one takes constant time on average.
 */
final class EpochRecords {
    private final List<EpochRecord> kept = new ArrayList<>();

    /** The record with the least loss, the first of several. */
    private @Nullable EpochRecord least;

    /** The number of an epoch that is kept whatever its loss; 0 for none. */
    private int best;

    /** Adds the record of the next epoch. */
    void add(EpochRecord record) {
        if (least == null || Double.compare(measure(record), measure(least)) < 0) {
            least = record;
        }
        kept.add(record);
        // Seldom, because it looks at all of them.
        if (kept.size() > 2 * History.MOST_EPOCHS) {
            thinOut();
        }
    }

    /** Keeps the record of an epoch, which is the last one or the next, in place of the epoch that was named before. */
    void keep(int epoch) {
        best = epoch;
    }

    private static double measure(EpochRecord record) {
        return record.validationLoss().orElse(record.loss());
    }

    private void thinOut() {
        int done = done();
        int stride = stride(done);
        int lowest = least == null ? 0 : least.epoch();
        kept.removeIf(record -> !(record.epoch() % stride == 0
                || record.epoch() == 1
                || record.epoch() == done
                || record.epoch() == best
                || record.epoch() == lowest));
    }

    /** Every how manieth epoch is kept: a power of two, so that what is needed later has not been dropped before. */
    private static int stride(int done) {
        int stride = 1;
        while (done / stride > History.MOST_EPOCHS) {
            stride *= 2;
        }
        return stride;
    }

    /** The least number of records there are of so many epochs. */
    static int fewest(int done) {
        return done / stride(done);
    }

    /** How many epochs there were. */
    int done() {
        return kept.isEmpty() ? 0 : kept.get(kept.size() - 1).epoch();
    }

    /** Those that are kept, in order. */
    ImmutableList<EpochRecord> all() {
        thinOut();
        return ImmutableList.copyOf(kept);
    }
}
