package io.gradstep.viz.chart;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The samples of a {@link DecisionMap}, and the classifier's decisions for them. */
final class Samples {
    private static final int NO_CLASS = -1;
    private static final double ROOM = 0.1;

    private final double[] x;
    private final double[] y;
    private final int[] classes;
    private final boolean[] right;
    private final int classCount;

    private Samples(double[] x, double[] y, int[] classes, boolean[] right, int classCount) {
        this.x = x;
        this.y = y;
        this.classes = classes;
        this.right = right;
        this.classCount = classCount;
    }

    static Samples of(double[][] points, int[] classes, DecisionMap.Scores scores) {
        if (points.length != classes.length) {
            throw new IllegalArgumentException(points.length + " points but " + classes.length + " classes");
        }
        if (points.length == 0) {
            throw new IllegalArgumentException("there are no samples");
        }
        int n = points.length;
        double[] x = new double[n];
        double[] y = new double[n];
        boolean[] right = new boolean[n];
        int classCount = 0;
        for (int i = 0; i < n; i++) {
            requirePoint(points[i], i);
            x[i] = points[i][0];
            y[i] = points[i][1];
            double[] given = scores.at(x[i], y[i]);
            classCount = i == 0 ? given.length : classCount;
            requireCount(given, classCount);
            if (classes[i] < 0 || classes[i] >= classCount) {
                throw new IllegalArgumentException("sample " + i + " is of class " + classes[i]
                        + "; the classes are 0 to " + (classCount - 1) + ", as many as the classifier's scores");
            }
            right[i] = decision(given) == classes[i];
        }
        return new Samples(x, y, classes.clone(), right, classCount);
    }

    /** The same samples with the decisions of another classifier. */
    Samples judgedBy(DecisionMap.Scores scores) {
        boolean[] judged = new boolean[size()];
        for (int i = 0; i < judged.length; i++) {
            double[] given = scores.at(x[i], y[i]);
            requireCount(given, classCount);
            judged[i] = decision(given) == classes[i];
        }
        return new Samples(x, y, classes, judged, classCount);
    }

    private static void requirePoint(double[] point, int i) {
        if (point.length != 2 || !Double.isFinite(point[0]) || !Double.isFinite(point[1])) {
            throw new IllegalArgumentException(
                    "sample " + i + " is " + Arrays.toString(point) + " and not two finite coordinates");
        }
    }

    /** Checks the number of scores that a classifier returns for a point. */
    static void requireCount(double[] scores, int count) {
        if (scores.length != count || count == 0) {
            throw new IllegalArgumentException("the classifier returned " + scores.length
                    + " scores for a point; it must return one for each class, at every point"
                    + (count == 0 ? "" : ", and there were " + count + " before"));
        }
    }

    /** The class with the highest score, the first of equal ones; none if a score is NaN. */
    static int decision(double[] scores) {
        int best = 0;
        for (int k = 0; k < scores.length; k++) {
            if (Double.isNaN(scores[k])) {
                return NO_CLASS;
            }
            best = scores[k] > scores[best] ? k : best;
        }
        return best;
    }

    int size() {
        return x.length;
    }

    int classCount() {
        return classCount;
    }

    double x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    int classOf(int i) {
        return classes[i];
    }

    boolean isRight(int i) {
        return right[i];
    }

    /** The number of samples of a class. */
    int count(int number) {
        return (int) IntStream.of(classes).filter(k -> k == number).count();
    }

    int wrong() {
        return (int) IntStream.range(0, size()).filter(i -> !right[i]).count();
    }

    Axis across() {
        return axis(x);
    }

    Axis up() {
        return axis(y);
    }

    private static Axis axis(double[] coordinates) {
        double least = Arrays.stream(coordinates).min().orElse(0);
        double greatest = Arrays.stream(coordinates).max().orElse(0);
        return Axis.withRoom(least, greatest, ROOM);
    }
}
