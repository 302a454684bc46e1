package io.gradstep.demos.train;

import io.gradstep.nn.training.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded selection of a network's weights over a training of unknown length. It always keeps the first and the last
 * epoch, and keeps early ones more densely, because more happens there.
 *
 * <p>The selection depends only on the epochs. Adding one takes time linear in the number kept.
 */
final class Moments {
    /** The network at the end of an epoch; epoch 0 is before training. */
    static final class Moment {
        final int epoch;

        /** Null for epoch 0. */
        final @Nullable EpochRecord record;

        final double[] weights;

        Moment(int epoch, @Nullable EpochRecord record, double[] weights) {
            this.epoch = epoch;
            this.record = record;
            this.weights = weights;
        }
    }

    private final int most;
    private final List<Moment> kept = new ArrayList<>();

    /** Creates an empty selection of at most this many moments, at least two. */
    Moments(int most) {
        this.most = most;
    }

    /** Appends a moment. */
    void add(int epoch, @Nullable EpochRecord record, double[] weights) {
        kept.add(new Moment(epoch, record, weights));
        if (kept.size() > most) {
            kept.remove(leastMissed());
        }
    }

    /** Returns the index of the moment whose neighbours are nearest to each other. */
    private int leastMissed() {
        int least = 1;
        for (int i = 2; i + 1 < kept.size(); i++) {
            least = gapWithout(i) < gapWithout(least) ? i : least;
        }
        return least;
    }

    private double gapWithout(int i) {
        return position(i + 1) - position(i - 1);
    }

    /** The cube root of an epoch: even steps of it are wider epoch intervals later on. */
    private double position(int i) {
        return StrictMath.cbrt((double) kept.get(i).epoch - kept.get(0).epoch);
    }

    List<Moment> all() {
        return kept;
    }
}
