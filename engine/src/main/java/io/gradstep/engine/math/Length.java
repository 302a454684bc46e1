package io.gradstep.engine.math;

/** The length of a vector, in units of a power of two near its greatest component. */
final class Length {
    private Length() {}

    static double of(double[] v) {
        double greatest = greatest(v);
        if (!(greatest > 0 && greatest < Double.POSITIVE_INFINITY)) {
            return greatest;
        }
        int exponent = Math.getExponent(greatest);
        return Math.scalb(root(v, exponent), exponent);
    }

    static void divide(double[] v) {
        double greatest = greatest(v);
        if (greatest == Double.POSITIVE_INFINITY) {
            for (int i = 0; i < v.length; i++) {
                v[i] = Double.isInfinite(v[i]) ? Math.signum(v[i]) : 0;
            }
            greatest = 1;
        }
        int exponent = Math.getExponent(greatest);
        double root = greatest == 0 ? 1 : root(v, exponent);
        for (int i = 0; i < v.length; i++) {
            v[i] = Math.scalb(v[i], -exponent) / (Double.isNaN(greatest) ? greatest : root);
        }
    }

    /** The greatest magnitude, or NaN if there is a NaN. */
    private static double greatest(double[] v) {
        double greatest = 0;
        for (double x : v) {
            greatest = Math.max(greatest, Math.abs(x));
        }
        return greatest;
    }

    /** The length of v divided by 2^exponent; squares are added without loss. */
    private static double root(double[] v, int exponent) {
        double sum = 0;
        double lost = 0;
        for (double x : v) {
            double scaled = Math.scalb(x, -exponent);
            double square = scaled * scaled;
            double next = sum + square;
            double fromSquare = next - sum;
            lost += (sum - (next - fromSquare)) + (square - fromSquare);
            sum = next;
        }
        return Math.sqrt(sum + lost);
    }
}
