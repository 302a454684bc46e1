package io.gradstep.nn.fit;

import io.gradstep.nn.fit.samples.FitSegment;
import java.util.Arrays;

/**
 * The nearest points of a curve to some samples, where inputs have errors too.
 *
 * <p>For each sample, the distance ((y − f(x + δ))/σ)² + Σ(δⱼ/sⱼ)² is minimised over δ by Gauss–Newton steps, halved
 * while they lead away. At the minimum the distance is that of the vertical residual times √q, with
 * {@code q = 1 + Σ(sⱼ fⱼ/σ)²}, and its derivative by a parameter is that of the curve divided by σ√q: δ itself need not
 * change with the parameters, since the distance is stationary in it. So the search over the parameters takes the same
 * steps as one over parameters and all δ (P. T. Boggs, R. H. Byrd, R. B. Schnabel, A Stable and Efficient Algorithm for
 * Nonlinear Orthogonal Distance Regression, 1987).
 *
 * @param inputs the inputs of each point, x + δ
 * @param factors √q for each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Feet(double[][] inputs, double[] factors) {
    private static final int MAX_STEPS = 200;

    /** Found when the last step is at most this long, relative to the error of the input and to the input. */
    private static final double NEAR = 1e-14;

    /** Finds the points for consecutive samples. */
    static Feet of(double[] at, CurveFunctions functions, FitSegment segment, int from, int count) {
        double[][] samples = segment.inputs(from, count);
        int dimensions = samples[0].length;
        double[][] moved = new double[count][dimensions];
        double[][] best = new double[count][dimensions];
        double[][] step = new double[count][dimensions];
        double[] distance = new double[count];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        double[] factors = new double[count];
        double[][] rows = new double[count][dimensions + 1];
        boolean[] found = new boolean[count];
        int left = count;
        for (int round = 0; round < MAX_STEPS && left > 0; round++) {
            functions.inputSlopesAndValues(at, sums(samples, moved), rows);
            for (int i = 0; i < count; i++) {
                if (!found[i]) {
                    double[] errors = segment.inputErrors(from + i);
                    double weight = segment.weight(from + i);
                    double rest = (segment.observed(from + i) - rows[i][dimensions]) * weight;
                    double squares = rest * rest + squares(moved[i], errors);
                    if (squares < distance[i] || round == 0) {
                        distance[i] = squares;
                        best[i] = moved[i].clone();
                        factors[i] = Math.sqrt(stretch(rows[i], errors, weight));
                        setStep(step[i], moved[i], rows[i], errors, weight, rest);
                    } else {
                        halve(step[i]);
                    }
                    for (int j = 0; j < dimensions; j++) {
                        moved[i][j] = best[i][j] + step[i][j];
                    }
                    if (isNegligible(step[i], samples[i], errors)) {
                        found[i] = true;
                        left--;
                    }
                }
            }
        }
        return new Feet(sums(samples, best), factors);
    }

    private static double[][] sums(double[][] samples, double[][] moved) {
        double[][] sums = new double[samples.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = samples[i].clone();
            for (int j = 0; j < sums[i].length; j++) {
                sums[i][j] += moved[i][j];
            }
        }
        return sums;
    }

    private static double squares(double[] moved, double[] errors) {
        double squares = 0;
        for (int j = 0; j < moved.length; j++) {
            double part = errors[j] == 0 ? 0 : moved[j] / errors[j];
            squares += part * part;
        }
        return squares;
    }

    private static double stretch(double[] slopes, double[] errors, double weight) {
        double stretch = 1;
        for (int j = 0; j < errors.length; j++) {
            double part = slopes[j] * errors[j] * weight;
            stretch += part * part;
        }
        return stretch;
    }

    /** Minimises the distance to the tangent. */
    private static void setStep(
            double[] step, double[] moved, double[] slopes, double[] errors, double weight, double rest) {
        double back = rest;
        for (int j = 0; j < moved.length; j++) {
            back += slopes[j] * moved[j] * weight;
        }
        double share = back / stretch(slopes, errors, weight);
        for (int j = 0; j < moved.length; j++) {
            step[j] = errors[j] * (slopes[j] * errors[j] * weight) * share - moved[j];
        }
    }

    private static void halve(double[] step) {
        for (int j = 0; j < step.length; j++) {
            step[j] /= 2;
        }
    }

    /** Detects steps that lead nowhere; those of a curve that cannot be computed are NaN. */
    private static boolean isNegligible(double[] step, double[] sample, double[] errors) {
        for (int j = 0; j < step.length; j++) {
            if (Math.abs(step[j]) > NEAR * (errors[j] + Math.abs(sample[j]))) {
                return false;
            }
        }
        return true;
    }
}
