package io.gradstep.engine.compile.rows;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import java.util.EnumMap;
import java.util.Map;

/**
 * Loops of one op over rows. Each op has a class of its own, which {@link LoopClasses} defines from {@link
 * ElementLoopsOfOne}, in which the op is a constant: so HotSpot inlines the op's arithmetic, and the profiles of
 * different ops stay separate.
 */
public abstract class ElementLoops {
    private static final Map<Op, ElementLoops> MADE = new EnumMap<>(Op.class);

    /** Returns the loops of an op that is not n-ary. */
    public static ElementLoops of(Op op) {
        synchronized (MADE) {
            return MADE.computeIfAbsent(op, LoopClasses::define);
        }
    }

    /** Returns loops that find out at each number which op theirs is, for where no classes can be defined. */
    public static ElementLoops plain(Op op) {
        return new ElementLoopsOfOne(op);
    }

    /** out = op(a). */
    public abstract void value(double[] a, double[] out, int n);

    /** ga += upstream·slope, or ga = that. */
    public abstract void slope(double[] a, double[] out, double[] upstream, double[] ga, int n, boolean set);

    /** out = op(a, b). */
    public abstract void value(double[] a, double[] b, double[] out, int n);

    /** ga += upstream·∂out/∂a. */
    public abstract void left(double[] a, double[] b, double[] out, double[] upstream, double[] ga, int n);

    /** gb += upstream·∂out/∂b. */
    public abstract void right(double[] a, double[] b, double[] out, double[] upstream, double[] gb, int n);

    /** v[out…] = op(v[a…]), n numbers side by side. */
    public abstract void valueRun(double[] v, int a, int out, int n);

    /** g[a…] += g[out…]·slope, or g[a…] = 0 + that. */
    public abstract void slopeRun(double[] v, double[] g, int a, int out, int n, boolean set);

    /** v[out…] = op(v[a…], v[b…]). */
    public abstract void valueRun(double[] v, BinaryRun run);

    /** g[a…] += g[out…]·∂out/∂a and the same for b, gate by gate from the last one, in the order of an interpreter. */
    public abstract void slopeRun(double[] v, double[] g, BinaryRun run);

    /** v[i] = op(v[a], v[b]) for the gates i of an index range, {@code to} exclusive, with their operands a and b. */
    public abstract void valueRun(double[] v, Recording recording, int from, int to);

    /** g[a] += g[i]·∂v[i]/∂a and the same for b, from the last gate on. */
    public abstract void slopeRun(double[] v, double[] g, Recording recording, int from, int to);
}
