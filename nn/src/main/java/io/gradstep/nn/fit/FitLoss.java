package io.gradstep.nn.fit;

import io.gradstep.nn.arguments.ArgumentChecks;
import java.io.Serializable;

/**
 * The penalty for a residual, summed over the samples.
 *
 * <p>Each penalty is written as the square of a transformed residual, so that Levenberg–Marquardt minimises all of
 * them. A residual that has a standard error is divided by it first.
 */
public final class FitLoss implements Serializable {
    private static final long serialVersionUID = 1;

    /** The square of the residual: least squares, best for errors that are normally distributed. */
    public static final FitLoss SQUARES = new FitLoss(Kind.SQUARES, 1);

    /**
     * Twice the negative log-likelihood of a Poisson distribution, up to a constant (the deviance
     * {@code 2(y log(y/f) − y + f)}): for counts, which have no standard errors of their own. The curve must be
     * positive.
     */
    public static final FitLoss POISSON = new FitLoss(Kind.POISSON, 1);

    /** Terms of the series for small differences of count and curve; enough for |e| ≤ {@link #NEAR}. */
    private static final int TERMS = 16;

    private static final double NEAR = 0.1;

    private enum Kind {
        SQUARES,
        HUBER,
        SOFT_L1,
        POISSON
    }

    /** Its form. */
    private final Kind kind;
    /** The magnitude of a residual from which on a robust loss grows more slowly than the square. */
    private final double scale;

    private FitLoss(Kind kind, double scale) {
        this.kind = kind;
        this.scale = scale;
    }

    /**
     * Returns Huber's penalty: {@code r²} up to a size δ of the residual, and {@code 2δ|r| − δ²} beyond it, so that a
     * few wild samples pull little. Source: P. J. Huber, Robust Estimation of a Location Parameter (1964).
     *
     * @param from the size δ, in units of the standard errors if there are any; 1.345 of them keeps 95 % of the
     *     efficiency of least squares for normal errors
     * @return the loss
     * @throws IllegalArgumentException if {@code from} is not positive and finite
     */
    public static FitLoss huber(double from) {
        return new FitLoss(Kind.HUBER, ArgumentChecks.positive("the scale of the loss", from));
    }

    /**
     * Returns {@code 2δ²(√(1 + (r/δ)²) − 1)}, a smooth form of Huber's penalty.
     *
     * @param from the size δ of the residual about which squares turn into absolute values, in units of the standard
     *     errors if there are any
     * @return the loss
     * @throws IllegalArgumentException if {@code from} is not positive and finite
     */
    public static FitLoss softL1(double from) {
        return new FitLoss(Kind.SOFT_L1, ArgumentChecks.positive("the scale of the loss", from));
    }

    boolean isPoisson() {
        return kind == Kind.POISSON;
    }

    boolean isSquares() {
        return kind == Kind.SQUARES;
    }

    boolean isRobust() {
        return kind == Kind.HUBER || kind == Kind.SOFT_L1;
    }

    /**
     * Returns the transformed residual, whose square is the penalty.
     *
     * @param observed the observed number
     * @param value the curve
     * @param residual their difference divided by its standard error
     */
    double root(double observed, double value, double residual) {
        double r = Math.abs(residual / scale);
        return switch (kind) {
            case SQUARES -> residual;
            case HUBER -> r <= 1 ? residual : Math.copySign(scale * Math.sqrt(2 * r - 1), residual);
            // 2(√(1 + r²) − 1) without cancellation
            case SOFT_L1 -> residual * Math.sqrt(2 / (1 + StrictMath.hypot(1, r)));
            case POISSON ->
                value > 0 ? (observed - value) / Math.sqrt(value) * Math.sqrt(excess(observed, value)) : Double.NaN;
        };
    }

    /** Returns the derivative of the transformed residual by the residual. */
    double slope(double observed, double value, double residual) {
        double r = Math.abs(residual / scale);
        return switch (kind) {
            case SQUARES -> 1;
            case HUBER -> r <= 1 ? 1 : 1 / Math.sqrt(2 * r - 1);
            case SOFT_L1 -> {
                double root = StrictMath.hypot(1, r);
                yield Math.sqrt((1 + root) / 2) / root;
            }
            case POISSON -> value > 0 ? 1 / Math.sqrt(value * excess(observed, value)) : Double.NaN;
        };
    }

    /**
     * Returns the deviance of a count divided by {@code (y − f)²/f}: with e = y/f − 1,
     * {@code 2((1 + e) log(1 + e) − e)/e²}.
     */
    private static double excess(double observed, double value) {
        double e = (observed - value) / value;
        if (Math.abs(e) > NEAR) {
            double log = observed == 0 ? 0 : (1 + e) * StrictMath.log1p(e);
            return 2 * (log - e) / (e * e);
        }
        double sum = 0;
        for (int k = TERMS; k >= 0; k--) {
            sum = 2.0 / ((k + 1) * (k + 2)) - e * sum;
        }
        return sum;
    }

    /** Returns ψ, half the derivative of the penalty by the residual. */
    double influence(double residual) {
        double r = Math.abs(residual / scale);
        return switch (kind) {
            case HUBER -> r <= 1 ? residual : Math.copySign(scale, residual);
            case SOFT_L1 -> residual / StrictMath.hypot(1, r);
            case SQUARES, POISSON -> residual;
        };
    }

    /** Returns the derivative of ψ. */
    double curvature(double residual) {
        double r = Math.abs(residual / scale);
        return switch (kind) {
            case HUBER -> r <= 1 ? 1 : 0;
            case SOFT_L1 -> 1 / ((1 + r * r) * StrictMath.hypot(1, r));
            case SQUARES, POISSON -> 1;
        };
    }
}
