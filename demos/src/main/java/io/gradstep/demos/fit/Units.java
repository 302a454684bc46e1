package io.gradstep.demos.fit;

/**
 * The units in which a search computes, powers of two: one for the residuals, in which the largest observed or computed
 * number is about 1, and one for each parameter, in which its largest derivative is about 1.
 *
 * <p>A fit cannot depend on the units of its samples then, and no square of a residual or of a derivative is out of the
 * range of doubles. Powers of two round nothing, so that samples in other units by powers of two give the same digits. The
 * search's own steps are scaled by the lengths of the columns of derivatives, as those of MINPACK are.
 */
final class Units {
    /** A unit and what is divided by it have normal doubles for themselves and their reciprocals. */
    private static final int LARGEST_EXPONENT = 1000;

    /** Units are changed when a column of derivatives, or the residuals, are by so much longer or shorter. */
    private static final double OUTGROWN = 0x1p100;

    /** Steps of the search that lead to larger residuals or derivatives are refused, as those to infinity are. */
    private static final double FARTHEST = 0x1p300;

    private final double residual;
    private final double[] parameters;

    /** Whether nothing was known of a parameter, because all its derivatives were 0. */
    private final boolean[] unknown;

    private Units(double residual, double[] parameters, boolean[] unknown) {
        this.residual = residual;
        this.parameters = parameters;
        this.unknown = unknown;
    }

    /** The units for a search that begins at some parameters, where curve and derivatives are finite. */
    static Units of(Deviations deviations, double[] at) {
        double residual = powerOfTwo(deviations.largest(at));
        double[] slopes = new double[at.length];
        deviations.forEachRow(at, 1 / residual, (sample, row) -> {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = Math.max(slopes[k], Math.abs(row[k]));
            }
        });
        double[] parameters = new double[at.length];
        boolean[] unknown = new boolean[at.length];
        for (int k = 0; k < at.length; k++) {
            unknown[k] = slopes[k] == 0;
            parameters[k] = unknown[k] ? powerOfTwo(at[k]) : 1 / powerOfTwo(slopes[k]);
        }
        return new Units(residual, parameters, unknown);
    }

    /** What derivatives are multiplied by if this is the largest number that is observed or computed. */
    static double perResidual(double largest) {
        return 1 / powerOfTwo(largest);
    }

    /** The greatest power of two that is no greater than a number, by absolute value; 1 for 0. */
    private static double powerOfTwo(double number) {
        if (number == 0) {
            return 1;
        }
        int exponent = Math.getExponent(number);
        return Math.scalb(1.0, Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)));
    }

    /** Whether a search that has come somewhere should choose its units anew. */
    boolean outgrownBy(TriangularProblem.State state) {
        double residuals = Math.sqrt(state.sumOfSquares());
        boolean outgrown = residuals != 0 && isFar(residuals);
        for (int k = 0; k < parameters.length && !outgrown; k++) {
            double length = state.influence(k);
            outgrown = length != 0 && (unknown[k] || isFar(length));
        }
        return outgrown;
    }

    private static boolean isFar(double length) {
        return !(length > 1 / OUTGROWN && length < OUTGROWN);
    }

    double residual() {
        return residual;
    }

    double parameter(int k) {
        return parameters[k];
    }

    /** What derivatives are multiplied by for residuals in their unit. */
    double perResidual() {
        return 1 / residual;
    }

    /** Turns derivatives, for residuals in their unit, into those by parameters in theirs. */
    void scaleSlopes(double[] slopes) {
        for (int k = 0; k < parameters.length; k++) {
            double slope = slopes[k] * parameters[k];
            slopes[k] = unknown[k] ? slope : inRange(slope);
        }
    }

    /** What was observed minus what the curve says, in the residuals' unit. */
    double difference(double observed, double value) {
        return inRange(observed * perResidual() - value * perResidual());
    }

    /** No number at all for one that is so far away that in other units it might have overflown. */
    private static double inRange(double number) {
        return Math.abs(number) <= FARTHEST ? number : Double.NaN;
    }

    /** Parameters in these units. */
    double[] scaled(double[] at) {
        double[] scaled = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            scaled[k] = at[k] / parameters[k];
        }
        return scaled;
    }

    /** Parameters as the formula takes them. */
    double[] unscaled(double[] scaled) {
        double[] at = new double[scaled.length];
        for (int k = 0; k < at.length; k++) {
            at[k] = scaled[k] * parameters[k];
        }
        return at;
    }
}
