package io.gradstep.demos.train;

import io.gradstep.nn.training.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a network at some epochs of a training, of which nobody knows how long it will be: so many at most, the
 * first and the last always among them, and early ones closer together, because there more happens.
 *
 * <p>Which are kept depends on the epochs alone. Adding one takes time linear in how many there are.
 */
final class Moments {
    /** A network at an epoch's end; epoch 0 is before the training. */
    static final class Moment {
        final int epoch;

        /** Null before the training. */
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

    /** Makes room for some, at least two. */
    Moments(int most) {
        this.most = most;
    }

    /** Adds a moment after all others. */
    void add(int epoch, @Nullable EpochRecord record, double[] weights) {
        kept.add(new Moment(epoch, record, weights));
        if (kept.size() > most) {
            kept.remove(leastMissed());
        }
    }

    /** The one whose neighbours are nearest to each other. */
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

    /** Epochs whose cube roots are evenly apart are the farther apart the later they are. */
    private double position(int i) {
        return StrictMath.cbrt((double) kept.get(i).epoch - kept.get(0).epoch);
    }

    List<Moment> all() {
        return kept;
    }
}
