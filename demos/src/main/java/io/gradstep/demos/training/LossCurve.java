package io.gradstep.demos.training;

import io.gradstep.nn.Score;
import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The losses of a training: of its last batches, and of all training and held-out samples now and then. */
final class LossCurve {
    private static final int MOST = 240;

    private final List<Point> points = new ArrayList<>();
    private final List<double[]> batches = new ArrayList<>();
    private int distance;

    /**
     * Losses after some batches.
     *
     * @param batch the batches done
     * @param train the mean loss of the training samples
     * @param held that of the samples held out; NaN without any
     */
    record Point(int batch, double train, double held) {}

    /** Measures a training where it stands. */
    static Point now(Run run) {
        return new Point(run.batch(), loss(run, run.data.train), loss(run, run.data.held));
    }

    private static double loss(Run run, @Nullable Dataset samples) {
        return samples == null
                ? Double.NaN
                : Score.of(run.model, run.data.loss, samples).loss();
    }

    void measure(Run run) {
        points.add(now(run));
    }

    /** Takes the loss of the batch just done, and measures if that is due. */
    void add(Run run, double batchLoss) {
        if (distance == 0) {
            distance = run.batchesPerEpoch();
        }
        batches.add(new double[] {run.batch(), batchLoss});
        if (batches.size() > 2 * MOST) {
            batches.subList(0, MOST).clear();
        }
        if (run.batch() % distance == 0) {
            measure(run);
            if (points.size() > MOST) {
                distance *= 2;
                points.removeIf(point -> point.batch % distance != 0);
            }
        }
    }

    List<Point> points() {
        return points;
    }

    /** The last batches' own losses: the number of batches done, and the loss. */
    List<double[]> batches() {
        return batches;
    }

    void forgetAfter(int batch) {
        points.removeIf(point -> point.batch > batch);
        batches.removeIf(each -> each[0] > batch);
    }

    LossCurve upTo(int batch) {
        LossCurve copy = new LossCurve();
        copy.points.addAll(points);
        copy.batches.addAll(batches);
        copy.distance = distance;
        copy.forgetAfter(batch);
        return copy;
    }
}
