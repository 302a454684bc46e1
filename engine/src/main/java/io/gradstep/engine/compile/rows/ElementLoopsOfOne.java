package io.gradstep.engine.compile.rows;

import io.gradstep.engine.Op;
import java.lang.invoke.MethodHandles;

/** The pattern of the classes that {@link ElementLoops} makes; never used itself. */
final class ElementLoopsOfOne extends ElementLoops {
    private static final Op OP = classData();
    private static final double PLAIN_BELOW = OP == null ? 0 : OP.plainBelow();

    private static Op classData() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", Op.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void value(double[] a, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = OP.value(a[l]);
        }
    }

    @Override
    public void slope(double[] a, double[] out, double[] upstream, double[] ga, int n, boolean set) {
        if (set && areBelow(PLAIN_BELOW, out, n)) {
            for (int l = 0; l < n; l++) {
                ga[l] = upstream[l] * OP.plainSlope(out[l]);
            }
        } else if (set) {
            for (int l = 0; l < n; l++) {
                ga[l] = upstream[l] * OP.slope(a[l], out[l]);
            }
        } else {
            for (int l = 0; l < n; l++) {
                ga[l] += upstream[l] * OP.slope(a[l], out[l]);
            }
        }
    }

    /** Whether all numbers are less than a bound in magnitude; a bound of 0 costs nothing. */
    private static boolean areBelow(double bound, double[] out, int n) {
        if (bound == 0) {
            return false;
        }
        for (int l = 0; l < n; l++) {
            if (!(Math.abs(out[l]) < bound)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void value(double[] a, double[] b, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = OP.value(a[l], b[l]);
        }
    }

    @Override
    public void left(double[] a, double[] b, double[] out, double[] upstream, double[] ga, int n) {
        for (int l = 0; l < n; l++) {
            ga[l] += upstream[l] * OP.left(a[l], b[l], out[l]);
        }
    }

    @Override
    public void right(double[] a, double[] b, double[] out, double[] upstream, double[] gb, int n) {
        for (int l = 0; l < n; l++) {
            gb[l] += upstream[l] * OP.right(a[l], b[l], out[l]);
        }
    }

    @Override
    public void valueRun(double[] v, int a, int out, int n) {
        for (int l = 0; l < n; l++) {
            v[out + l] = OP.value(v[a + l]);
        }
    }

    @Override
    public void slopeRun(double[] v, double[] g, int a, int out, int n) {
        for (int l = 0; l < n; l++) {
            g[a + l] += g[out + l] * OP.slope(v[a + l], v[out + l]);
        }
    }
}
