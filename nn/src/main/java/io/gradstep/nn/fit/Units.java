package io.gradstep.nn.fit;

import io.gradstep.nn.fit.samples.Box;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The internal units of a fit, all powers of two: one for the residuals, in which the largest observed or computed
 * number is about 1, and one for each parameter, in which its largest derivative is about 1.
 *
 * <p>They make a fit independent of its samples' units, and keep squares of residuals and derivatives in the range of
 * doubles. Scaling by powers of two is exact, so samples scaled by powers of two give the same digits. The search's own
 * steps are scaled by the lengths of the columns of derivatives, as in MINPACK.
 */
final class Units implements Serializable {
    private static final long serialVersionUID = 1;

    /** The largest exponent of a unit: scaled numbers and their reciprocals remain normal doubles. */
    private static final int LARGEST_EXPONENT = 1000;

    /**
     * Units are chosen anew when a column of derivatives, or the residuals, become longer or shorter by this factor.
     */
    private static final double OUTGROWN = 0x1p100;

    /** Steps to larger residuals or derivatives are rejected, as those to infinity are. */
    private static final double FARTHEST = 0x1p300;

    private final double residual;
    private final double[] parameters;

    /** Parameters without a scale, because all their derivatives were 0. */
    private final boolean[] unknown;

    /** Whether all numbers and derivatives are finite where the units were chosen. */
    private final boolean finite;

    private Units(double residual, double[] parameters, boolean[] unknown, boolean finite) {
        this.residual = residual;
        this.parameters = parameters;
        this.unknown = unknown;
        this.finite = finite;
    }

    /** Chooses units at some parameters. */
    static Units of(Deviations deviations, double[] at) {
        double largest = deviations.largest(at);
        double residual = powerOfTwo(largest);
        double[] slopes = deviations.largestSlopes(at, 1 / residual);
        double[] parameters = new double[at.length];
        boolean[] unknown = new boolean[at.length];
        for (int k = 0; k < at.length; k++) {
            unknown[k] = slopes[k] == 0;
            parameters[k] = unknown[k] ? powerOfTwo(at[k]) : 1 / powerOfTwo(slopes[k]);
        }
        boolean finite = Double.isFinite(largest) && Arrays.stream(slopes).allMatch(Double::isFinite);
        return new Units(residual, parameters, unknown, finite);
    }

    /** Returns the greatest power of two not above a number's absolute value; 1 for 0. */
    private static double powerOfTwo(double number) {
        if (number == 0) {
            return 1;
        }
        int exponent = Math.getExponent(number);
        return Math.scalb(1.0, Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)));
    }

    /** {@return whether a search at this state should choose its units anew} */
    boolean outgrownBy(TriangularProblem.State state) {
        double residuals = Math.sqrt(state.sumOfSquares());
        boolean outgrown =
                isFar(residuals); // also 0, of numbers that are too small for these units, or of a perfect fit
        for (int k = 0; k < parameters.length && !outgrown; k++) {
            double length = state.influence(k);
            outgrown = length != 0 && (unknown[k] || isFar(length));
        }
        return outgrown;
    }

    private static boolean isFar(double length) {
        return !(length > 1 / OUTGROWN && length < OUTGROWN);
    }

    /** Returns whether all numbers and derivatives are finite where these units were chosen. */
    boolean isFinite() {
        return finite;
    }

    double residual() {
        return residual;
    }

    /** Converts a sum of squares to the data's unit; NaN if no normal double holds it. */
    double squares(double sum) {
        double squares = sum * residual * residual;
        return sum == 0 || (squares >= Double.MIN_NORMAL && squares <= Double.MAX_VALUE) ? squares : Double.NaN;
    }

    double parameter(int k) {
        return parameters[k];
    }

    /** {@return the factor of derivatives for residuals in their unit} */
    double perResidual() {
        return 1 / residual;
    }

    /** Converts derivatives, for residuals in their unit, to parameters in theirs. */
    void scaleSlopes(double[] slopes) {
        for (int k = 0; k < parameters.length; k++) {
            double slope = slopes[k] * parameters[k];
            slopes[k] = unknown[k] ? slope : inRange(slope);
        }
    }

    /** Returns observed minus fitted value in the residuals' unit. */
    double difference(double observed, double value) {
        return inRange(observed * perResidual() - value * perResidual());
    }

    /** Returns NaN for a number so large that it might overflow in other units. */
    private static double inRange(double number) {
        return Math.abs(number) <= FARTHEST ? number : Double.NaN;
    }

    /** Converts parameters to these units. */
    double[] scaled(double[] at) {
        double[] scaled = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            scaled[k] = at[k] / parameters[k];
        }
        return scaled;
    }

    /** Converts the bounds of parameters to these units. */
    Box box(ParameterSpace space) {
        double[] lower = new double[parameters.length];
        double[] upper = new double[parameters.length];
        for (int k = 0; k < parameters.length; k++) {
            lower[k] = space.bounds(k).lower() / parameters[k];
            upper[k] = space.bounds(k).upper() / parameters[k];
        }
        return new Box(lower, upper);
    }

    /** Converts parameters to the formula's units. */
    double[] unscaled(double[] scaled) {
        double[] at = new double[scaled.length];
        for (int k = 0; k < at.length; k++) {
            at[k] = scaled[k] * parameters[k];
        }
        return at;
    }
}
