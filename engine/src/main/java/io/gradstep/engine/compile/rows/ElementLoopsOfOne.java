package io.gradstep.engine.compile.rows;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The template of the classes that {@link LoopClasses} defines, and the loops of any op where it cannot. */
final class ElementLoopsOfOne extends ElementLoops {
    /** Constants of a class that is defined for an op: HotSpot compiles {@link #op()} to nothing. */
    private static final @Nullable Op OP = LoopClasses.ofClass();

    private static final double PLAIN_BELOW = OP == null ? 0 : OP.plainBelow();

    /** Shorter rows are as fast number by number. */
    private static final int SHORTEST_ROW = 16;

    private final Op op;

    ElementLoopsOfOne(Op op) {
        this.op = op;
    }

    private Op op() {
        return OP == null ? op : OP;
    }

    private double plainBelow() {
        return OP == null ? op.plainBelow() : PLAIN_BELOW;
    }

    @Override
    public void value(double[] a, double[] out, int n) {
        if (n >= SHORTEST_ROW && op().valueRow(a, 0, out, 0, n)) {
            return;
        }
        for (int l = 0; l < n; l++) {
            out[l] = op().value(a[l]);
        }
    }

    @Override
    public void slope(double[] a, double[] out, double[] upstream, double[] ga, int n, boolean set) {
        if (!set) {
            for (int l = 0; l < n; l++) {
                ga[l] += upstream[l] * op().slope(a[l], out[l]);
            }
        } else if (plainBelow() == 0) {
            for (int l = 0; l < n; l++) {
                ga[l] = upstream[l] * op().slope(a[l], out[l]);
            }
        } else {
            for (int l = 0; l < n; l++) {
                ga[l] = upstream[l] * op().plainSlope(out[l]);
            }
            for (int from = 0; from < n; from += Long.SIZE) {
                for (long large = large(out, from, n); large != 0; large &= large - 1) {
                    int l = from + Long.numberOfTrailingZeros(large);
                    ga[l] = upstream[l] * op().slope(a[l], out[l]);
                }
            }
        }
    }

    /**
     * The values of {@code out[from…]}, 64 at most, for which the plain slope is not accurate, one bit each. Saturated
     * units are too many and too irregular for a branch at each: a mispredicted one costs ten plain slopes.
     */
    private long large(double[] out, int from, int end) {
        int n = Math.min(Long.SIZE, end - from);
        long allSmall = -1;
        for (int l = 0; l < n; l++) {
            allSmall &= aboveBound(out[from + l]);
        }
        long large = 0;
        for (int l = 0; l < n && allSmall >= 0; l++) {
            large |= (~aboveBound(out[from + l]) >>> 63) << l;
        }
        return large;
    }

    /** Negative for a magnitude below the bound; not for NaN. */
    private long aboveBound(double x) {
        return (Double.doubleToRawLongBits(x) & Long.MAX_VALUE) - Double.doubleToRawLongBits(plainBelow());
    }

    @Override
    public void value(double[] a, double[] b, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = op().value(a[l], b[l]);
        }
    }

    @Override
    public void left(double[] a, double[] b, double[] out, double[] upstream, double[] ga, int n) {
        for (int l = 0; l < n; l++) {
            ga[l] += upstream[l] * op().left(a[l], b[l], out[l]);
        }
    }

    @Override
    public void right(double[] a, double[] b, double[] out, double[] upstream, double[] gb, int n) {
        for (int l = 0; l < n; l++) {
            gb[l] += upstream[l] * op().right(a[l], b[l], out[l]);
        }
    }

    @Override
    public void valueRun(double[] v, int a, int out, int n) {
        if (n >= SHORTEST_ROW && op().valueRow(v, a, v, out, n)) {
            return;
        }
        for (int l = 0; l < n; l++) {
            v[out + l] = op().value(v[a + l]);
        }
    }

    @Override
    public void slopeRun(double[] v, double[] g, int a, int out, int n, boolean set) {
        if (set && plainBelow() == 0) {
            for (int l = 0; l < n; l++) {
                g[a + l] = 0.0 + g[out + l] * op().slope(v[a + l], v[out + l]); // and not −0.0
            }
            return;
        }
        if (set) {
            Arrays.fill(g, a, a + n, 0);
        }
        if (plainBelow() == 0) {
            for (int l = 0; l < n; l++) {
                g[a + l] += g[out + l] * op().slope(v[a + l], v[out + l]);
            }
            return;
        }
        for (int from = 0; from < n; from += Long.SIZE) {
            long large = large(v, out + from, out + n);
            // The sums of large values are stored over their upstream gradients, which are read for the last time here.
            for (long rest = large; rest != 0; rest &= rest - 1) {
                int l = from + Long.numberOfTrailingZeros(rest);
                g[out + l] = g[a + l] + g[out + l] * op().slope(v[a + l], v[out + l]);
            }
            int end = Math.min(n, from + Long.SIZE);
            for (int l = from; l < end; l++) {
                g[a + l] += g[out + l] * op().plainSlope(v[out + l]);
            }
            for (long rest = large; rest != 0; rest &= rest - 1) {
                int l = from + Long.numberOfTrailingZeros(rest);
                g[a + l] = g[out + l];
            }
        }
    }

    @Override
    public void valueRun(double[] v, BinaryRun run) {
        int a = run.a();
        int b = run.b();
        int aStride = run.aStride();
        int bStride = run.bStride();
        int out = run.out();
        int n = run.count();
        if (aStride == 1 && bStride == 0) {
            double right = v[b]; // read once, in half the time for the loop
            for (int l = 0; l < n; l++) {
                v[out + l] = op().value(v[a + l], right);
            }
            return;
        }
        for (int l = 0; l < n; l++) {
            v[out + l] = op().value(v[a + l * aStride], v[b + l * bStride]);
        }
    }

    @Override
    public void slopeRun(double[] v, double[] g, BinaryRun run) {
        if (run.aActive() && run.bActive() && run.sharesRightApart()) {
            slopeRunOfShared(v, g, run);
            return;
        }
        for (int l = run.count() - 1; l >= 0; l--) {
            int a = run.a() + l * run.aStride();
            int b = run.b() + l * run.bStride();
            int out = run.out() + l;
            if (run.aActive()) {
                g[a] += g[out] * op().left(v[a], v[b], v[out]);
            }
            if (run.bActive()) {
                g[b] += g[out] * op().right(v[a], v[b], v[out]);
            }
        }
    }

    /** Keeps the sum of the right operand, which all gates share, out of memory: storing takes longer than adding. */
    private void slopeRunOfShared(double[] v, double[] g, BinaryRun run) {
        int a = run.a();
        int b = run.b();
        int out = run.out();
        double right = v[b];
        double sum = g[b];
        for (int l = run.count() - 1; l >= 0; l--) {
            double upstream = g[out + l];
            double left = v[a + l];
            double value = v[out + l];
            g[a + l] += upstream * op().left(left, right, value);
            sum += upstream * op().right(left, right, value);
        }
        g[b] = sum;
    }

    @Override
    public void valueRun(double[] v, Recording recording, int from, int to) {
        for (int node = from; node < to; node++) {
            int e = recording.firstOperand(node);
            v[node] = op().value(v[recording.operandAt(e)], v[recording.operandAt(e + 1)]);
        }
    }

    @Override
    public void slopeRun(double[] v, double[] g, Recording recording, int from, int to) {
        for (int node = to - 1; node >= from; node--) {
            int e = recording.firstOperand(node);
            int a = recording.operandAt(e);
            int b = recording.operandAt(e + 1);
            if (recording.isActive(a)) {
                g[a] += g[node] * op().left(v[a], v[b], v[node]);
            }
            if (recording.isActive(b)) {
                g[b] += g[node] * op().right(v[a], v[b], v[node]);
            }
        }
    }
}
