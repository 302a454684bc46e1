package io.gradstep.viz.chart;

import io.gradstep.viz.svg.Text;
import java.util.DoubleSummaryStatistics;
import java.util.Objects;
import java.util.stream.IntStream;

/** A named series of points of a chart. Points that are not finite are gaps. */
public final class Series {
    private final String name;
    private final double[] x;
    private final double[] y;
    private final boolean joined;

    Series(String name, double[] x, double[] y, boolean joined) {
        this.name = Objects.requireNonNull(name, "name");
        this.x = x.clone();
        this.y = y.clone();
        this.joined = joined;
        if (x.length != y.length) {
            throw new IllegalArgumentException("the series \"" + Text.visible(name) + "\" has " + x.length + " x and "
                    + y.length + " y: a point has one of each");
        }
        if (x.length == 0) {
            throw new IllegalArgumentException("the series \"" + Text.visible(name) + "\" is empty");
        }
    }

    /** {@return the name of the series} */
    public String name() {
        return name;
    }

    /** Whether lines lead from point to point. */
    boolean isJoined() {
        return joined;
    }

    /** {@return the number of points, gaps included} */
    public int size() {
        return x.length;
    }

    /**
     * {@return the horizontal coordinate of a point; may be NaN or infinite in a gap}
     *
     * @param i the index of the point, from 0
     */
    public double x(int i) {
        return x[i];
    }

    /**
     * {@return the vertical coordinate of a point; may be NaN or infinite in a gap}
     *
     * @param i the index of the point, from 0
     */
    public double y(int i) {
        return y[i];
    }

    /**
     * {@return whether a point is not drawn, because a coordinate is NaN or infinite}
     *
     * @param i the index of the point, from 0
     */
    public boolean isGap(int i) {
        return !Double.isFinite(x[i]) || !Double.isFinite(y[i]);
    }

    /** The numbers of points that are drawn. */
    IntStream drawn() {
        return IntStream.range(0, x.length).filter(i -> !isGap(i));
    }

    DoubleSummaryStatistics range() {
        return drawn().mapToDouble(i -> y[i]).summaryStatistics();
    }

    /** The height at which the series ends, or NaN where nothing of it is drawn. */
    double lastY() {
        for (int i = x.length - 1; i >= 0; i--) {
            if (!isGap(i)) {
                return y[i];
            }
        }
        return Double.NaN;
    }
}
