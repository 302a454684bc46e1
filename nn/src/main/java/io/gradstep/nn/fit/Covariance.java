package io.gradstep.nn.fit;

import io.gradstep.nn.fit.samples.Triangle;
import io.gradstep.nn.fit.samples.Weighting;
import java.util.Arrays;

/**
 * The covariance of fitted parameters, by the curve linearised at them: a variance times (JᵀJ)⁻¹, where J has the
 * derivatives divided by the standard errors, one row per sample. A parameter that a bound holds counts as fixed.
 *
 * <p>The variance is χ² divided by the degrees of freedom, or 1 if the standard errors are absolute or the counts are
 * Poisson's. For robust losses it is Huber's estimate for the ψ of the loss: K² (Σψ²/(n − p))/(mean ψ′)² with
 * {@code K = 1 + (p/n) var ψ′/(mean ψ′)²} (Huber, Robust Statistics, 1981, 7.6; H1 in statsmodels).
 */
final class Covariance {
    private final int size;
    private final int[] free;

    /** R⁻¹ of the free parameters, in the formula's units, and the root of the variance. */
    private final double[][] inverse;

    private final double deviation;

    private final double[] unit;

    /** Restores a covariance from its root in the formula's units: a row for each free parameter. */
    static Covariance ofRoot(int size, int[] free, double[][] root) {
        double[] ones = new double[free.length];
        Arrays.fill(ones, 1);
        return new Covariance(size, free, root, 1, ones);
    }

    /** Returns a root L of the matrix of the free parameters, LLᵀ, in the formula's units. */
    double[][] root() {
        double[][] root = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                root[i][j] = inverse[i][j] * (deviation * unit[i]);
            }
        }
        return root;
    }

    /** Returns the indices of the parameters that no bound holds. */
    int[] free() {
        return free.clone();
    }

    private Covariance(int size, int[] free, double[][] inverse, double deviation, double[] unit) {
        this.size = size;
        this.free = free;
        this.inverse = inverse;
        this.deviation = deviation;
        this.unit = unit;
    }

    /**
     * Computes the covariance where a search ended.
     *
     * @param sums those of a {@link FitSums}
     * @param deviation the residual standard deviation in the residuals' unit, NaN without degrees of freedom
     */
    static Covariance of(
            Deviations deviations, TriangularProblem problem, double[] sums, double deviation, boolean absolute) {
        Units units = problem.units();
        int[] free = problem.free(problem.best());
        double[] at = problem.bestParameters();
        FitLoss loss = deviations.loss();
        Triangle triangle = problem.best().triangle();
        double root = absolute ? units.perResidual() : deviation;
        if (loss.isPoisson()) {
            triangle = deviations.triangle(at, units, (row, observed, value, weight) -> {
                double scale = 1 / Math.sqrt(value);
                for (int k = 0; k < row.length; k++) {
                    row[k] *= scale;
                }
            });
            root = units.perResidual();
        } else if (loss.isRobust()) {
            triangle = deviations.triangle(at, units, Weighting::divide);
            root = robust(sums, deviations.size(), at.length) * units.perResidual();
        }
        double[] unit = new double[free.length];
        Arrays.setAll(unit, i -> units.parameter(free[i]));
        return new Covariance(
                at.length, free, inverse(problem.freeTriangle(triangle, free).leading(free.length)), root, unit);
    }

    private static double robust(double[] sums, long n, int parameters) {
        double mean = sums[FitSums.SLOPES] / n;
        double variance = sums[FitSums.SQUARED_SLOPES] / n - mean * mean;
        double correction = 1 + parameters / (double) n * variance / (mean * mean);
        return n == parameters
                ? Double.NaN
                : correction * Math.sqrt(sums[FitSums.INFLUENCES] / (n - parameters)) / mean;
    }

    private static double[][] inverse(double[][] triangle) {
        int size = triangle.length;
        double[][] inverse = new double[size][size];
        for (int column = 0; column < size; column++) {
            for (int i = column; i >= 0; i--) {
                double rest = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++) {
                    rest -= triangle[i][j] * inverse[j][column];
                }
                inverse[i][column] = rest / triangle[i][i];
            }
        }
        return inverse;
    }

    private static double product(double[] one, double[] other) {
        double product = 0;
        for (int k = 0; k < one.length; k++) {
            product += one[k] * other[k];
        }
        return product;
    }

    /** Returns the standard error of each parameter; NaN for one that a bound holds. */
    double[] errors() {
        double[] errors = new double[size];
        Arrays.fill(errors, Double.NaN);
        for (int i = 0; i < free.length; i++) {
            errors[free[i]] = deviation * Math.sqrt(product(inverse[i], inverse[i])) * unit[i];
        }
        return errors;
    }

    /** Returns the matrix, with NaN for parameters that a bound holds. */
    double[][] matrix() {
        double[][] matrix = new double[size][size];
        for (double[] row : matrix) {
            Arrays.fill(row, Double.NaN);
        }
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                matrix[free[i]][free[j]] =
                        deviation * unit[i] * (deviation * unit[j]) * product(inverse[i], inverse[j]);
            }
        }
        return matrix;
    }

    /** Returns the correlation of two parameters; NaN if a bound holds one of them. */
    double correlation(int k, int l) {
        int i = Arrays.binarySearch(free, k);
        int j = Arrays.binarySearch(free, l);
        if (i < 0 || j < 0) {
            return Double.NaN;
        }
        return i == j
                ? 1
                : product(inverse[i], inverse[j])
                        / Math.sqrt(product(inverse[i], inverse[i]) * product(inverse[j], inverse[j]));
    }

    /** {@return whether a bound holds a parameter} */
    boolean isHeld(int k) {
        return Arrays.binarySearch(free, k) < 0;
    }

    /** Returns the standard error of a quantity with these derivatives by the parameters. */
    double error(double[] slopes) {
        double squares = 0;
        for (int column = 0; column < free.length; column++) {
            double part = 0;
            for (int i = 0; i <= column; i++) {
                part += inverse[i][column] * (deviation * unit[i]) * slopes[free[i]];
            }
            squares += part * part;
        }
        return Math.sqrt(squares);
    }
}
