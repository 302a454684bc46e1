package io.gradstep.nn.fit.samples;

/**
 * The bounds of all parameters in the units of a search, and the least-squares step that keeps within them.
 *
 * <p>The step solves min ‖R s − z‖² + ‖D s‖² over s between the distances to the bounds, by the active-set method of C.
 * L. Lawson and R. J. Hanson (Solving Least Squares Problems, chapter 23) as extended to two bounds by P. B. Stark and
 * R. L. Parker (Bounded-Variable Least-Squares, 1995): parameters are held at a bound while the gradient presses them
 * against it, and the others are solved for exactly.
 */
public final class Box {
    /** Holding and releasing ends after this many rounds for each parameter; a cycle would be one of rounding. */
    private static final int ROUNDS = 10;

    private final double[] lower;
    private final double[] upper;

    public Box(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    public int size() {
        return lower.length;
    }

    /** Moves a point to the nearest one within the bounds. */
    public double[] clamp(double[] point) {
        double[] clamped = new double[point.length];
        for (int k = 0; k < point.length; k++) {
            clamped[k] = Math.min(Math.max(point[k], lower[k]), upper[k]);
        }
        return clamped;
    }

    public boolean holds(double[] point) {
        for (int k = 0; k < point.length; k++) {
            if (!(point[k] >= lower[k] && point[k] <= upper[k])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the parameters at a bound beyond which the sum of squares goes on falling, or stays. */
    public boolean[] held(double[] point, double[] descent) {
        boolean[] held = new boolean[point.length];
        for (int k = 0; k < point.length; k++) {
            held[k] = (point[k] <= lower[k] && descent[k] <= 0) || (point[k] >= upper[k] && descent[k] >= 0);
        }
        return held;
    }

    /**
     * Solves for a step from a point.
     *
     * @param triangle the triangle of derivatives, with the residuals z as its last column
     * @param damping the diagonal of D
     * @return the step; NaN where the derivatives do not determine it
     */
    public double[] step(double[] point, Triangle triangle, double[] damping) {
        int size = point.length;
        double[] step = new double[size];
        boolean[] held = held(point, triangle.descent(step));
        for (int round = 0; round < ROUNDS * size + 1; round++) {
            double[] target = solve(triangle, damping, held, step);
            int blocking = -1;
            double share = 1;
            for (int k = 0; k < size; k++) {
                double room = target[k] < step[k] ? lower[k] - point[k] : upper[k] - point[k];
                boolean beyond = target[k] < step[k] ? target[k] < room : target[k] > room;
                if (!held[k] && beyond) {
                    double part = (room - step[k]) / (target[k] - step[k]);
                    if (blocking < 0 || part < share) {
                        blocking = k;
                        share = Math.max(0, part);
                    }
                }
            }
            for (int k = 0; k < size; k++) {
                step[k] += held[k] ? 0 : share * (target[k] - step[k]);
            }
            if (blocking >= 0) {
                step[blocking] =
                        target[blocking] < 0 ? lower[blocking] - point[blocking] : upper[blocking] - point[blocking];
                held[blocking] = true;
            } else if (!release(triangle.descent(step), damping, step, point, held)) {
                return step;
            }
        }
        return step;
    }

    /** Releases the held parameter that is pulled inside most; returns whether there is one. */
    private boolean release(double[] descent, double[] damping, double[] step, double[] point, boolean[] held) {
        int most = -1;
        double pull = 0;
        for (int k = 0; k < held.length; k++) {
            if (held[k]) {
                double down = descent[k] - damping[k] * damping[k] * step[k];
                double inside = point[k] + step[k] <= lower[k] ? down : -down;
                if (inside > pull) {
                    pull = inside;
                    most = k;
                }
            }
        }
        if (most >= 0) {
            held[most] = false;
        }
        return most >= 0;
    }

    /** Minimises over the parameters that are not held, with the others at their step. */
    private static double[] solve(Triangle triangle, double[] damping, boolean[] held, double[] step) {
        int size = step.length;
        int free = 0;
        for (boolean each : held) {
            free += each ? 0 : 1;
        }
        Triangle part = new Triangle(free + 1);
        double[][] rows = new double[2 * size][free + 1];
        for (int i = 0; i < size; i++) {
            int column = 0;
            double rest = triangle.get(i, size);
            for (int k = 0; k < size; k++) {
                if (held[k]) {
                    rest -= triangle.get(i, k) * step[k];
                } else {
                    rows[i][column] = triangle.get(i, k);
                    rows[size + i][column] = k == i ? damping[k] : 0;
                    column++;
                }
            }
            rows[i][free] = rest;
        }
        part.add(rows, rows.length);
        double[] solved = part.solve();
        double[] target = step.clone();
        int column = 0;
        for (int k = 0; k < size; k++) {
            if (!held[k]) {
                target[k] = solved[column++];
            }
        }
        return target;
    }
}
