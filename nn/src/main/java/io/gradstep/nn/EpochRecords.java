package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a training's epochs, limited in number as {@link History#epochs} describes.
 *
 * <p>The choice depends only on the losses of all epochs so far, so an interrupted training ends with the same records.
 * Adding one takes constant time on average.
 */
final class EpochRecords {
    private final List<EpochRecord> kept = new ArrayList<>();

    /** The record with the lowest loss, the first of several. */
    private @Nullable EpochRecord least;

    /** The number of an epoch that is kept whatever its loss; 0 for none. */
    private int best;

    /** Adds the record of the next epoch. */
    void add(EpochRecord record) {
        if (least == null || Double.compare(measure(record), measure(least)) < 0) {
            least = record;
        }
        kept.add(record);
        // Rarely done, because it scans all of them.
        if (kept.size() > 2 * History.MAX_EPOCHS) {
            thinOut();
        }
    }

    /** Keeps the record of an epoch, the last or the next, whatever its loss, instead of the epoch kept so far. */
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

    /**
     * The distance of the epochs that are kept: a power of two, so that what is needed later has not been dropped
     * before.
     */
    private static int stride(int done) {
        int stride = 1;
        while (done / stride > History.MAX_EPOCHS) {
            stride *= 2;
        }
        return stride;
    }

    /** The minimum number of records that are kept of a training with so many completed epochs. */
    static int fewest(int done) {
        return done / stride(done);
    }

    /** The number of completed epochs. */
    int done() {
        return kept.isEmpty() ? 0 : kept.get(kept.size() - 1).epoch();
    }

    /** The records that are kept, in order. */
    List<EpochRecord> all() {
        thinOut();
        return ImmutableList.copyOf(kept);
    }
}
