package io.gradstep.engine.math;

/** Softmax, its logarithm and log-sum-exp: powers of differences from the greatest operand, summed without loss. */
final class Softmax {

    /** exp of less than minus this is 0. */
    private static final double EXP_ZERO = 746;

    private Softmax() {}

    static void softmax(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        for (int i = 0; i < v.length; i++) {
            v[i] = powerBelow(v[i], max);
        }
        double greatest = v[argMax];
        v[argMax] = 0;
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double sum = others + v[i];
            lost += ExpLog.roundedOff(others, v[i], sum);
            others = sum;
        }
        v[argMax] = greatest;
        double sum = 1 + (others + lost);
        for (int i = 0; i < v.length; i++) {
            v[i] /= sum;
        }
    }

    /** Powers are kept as hi + lo up to their quotient, which is rounded once, because products of shares follow. */
    static double softmaxOfFirst(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        if (!(max - v[0] < ExpLog.EXP_SAFE)) {
            return powerBelow(v[0], max) / (1 + sumBelow(v, argMax));
        }
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double power = i != argMax ? leadingPower(v[i] - max) : 0;
            double sum = others + power;
            lost += ExpLog.roundedOff(others, power, sum) + power * restOfPower(v[i], max);
            others = sum;
        }
        double head = 1 + others;
        double rest = ExpLog.roundedOff(1, others, head) + lost;
        double sum = head + rest;
        double below = (head - sum) + rest;
        double leading = leadingPower(v[0] - max);
        double low = leading * restOfPower(v[0], max);
        double power = leading + low;
        double share = power / sum;
        return share + (ExpLog.lessProduct(power, share, sum) + ((leading - power) + low) - share * below) / sum;
    }

    /** The power of two in 128ths that is nearest to e^below, or 0. */
    private static double leadingPower(double below) {
        if (!(below > -ExpLog.EXP_SAFE)) {
            return Double.isNaN(below) ? below : 0;
        }
        int k = (int) Math.rint(below * ExpLog.PER_LN2);
        return Math.scalb(ExpLog.powerOfTwoIn128ths(k), k >> 7);
    }

    /** e^(x - max) / {@link #leadingPower} - 1. */
    private static double restOfPower(double x, double max) {
        double below = Math.max(x - max, -ExpLog.EXP_SAFE);
        int k = (int) Math.rint(below * ExpLog.PER_LN2);
        double low = below == x - max ? ExpLog.roundedOff(x, -max, below) : 0;
        return ExpLog.relativeRest(k)
                + ExpLog.expm1Small((below - k * ExpLog.LN2_128_HI) + (low - k * ExpLog.LN2_128_LO));
    }

    /** The index of the first NaN, or else of the first of the greatest numbers. */
    private static int argMax(double[] v) {
        int argMax = 0;
        double max = v[0];
        for (int i = 1; i < v.length && !Double.isNaN(max); i++) {
            if (!(v[i] <= max)) {
                argMax = i;
                max = v[i];
            }
        }
        return argMax;
    }

    static double logSoftmaxOfFirst(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        double above = max - v[0];
        if (!(above <= Double.MAX_VALUE)) {
            return -above;
        }
        double others = sumBelow(v, argMax);
        double sum = 1 + others;
        return 0 - ExpLog.addLog(above, ExpLog.roundedOff(max, -v[0], above), sum, (1 - sum) + others);
    }

    /** Σ e^(v[i] - max) over all numbers but the greatest, summed without loss. */
    private static double sumBelow(double[] v, int argMax) {
        double max = v[argMax];
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double power = powerBelow(v[i], max);
            double term = i != argMax ? power : 0;
            double sum = others + term;
            lost += ExpLog.roundedOff(others, term, sum);
            others = sum;
        }
        return others + lost;
    }

    /** e^(x - max), corrected for the rounding of the difference; 1 for the greatest number unless that is infinite. */
    private static double powerBelow(double x, double max) {
        double below = x - max;
        if (below > -EXP_ZERO) {
            return ExpLog.exp(below, ExpLog.roundedOff(x, -max, below));
        }
        return Double.isNaN(below) ? below : 0;
    }

    static double logSumExp(double[] v, int n) {
        int argMax = -1;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(v[i])) {
                return v[i];
            }
            if (v[i] > max) {
                max = v[i];
                argMax = i;
            }
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        // The greatest term is exactly 1; the others are summed separately, so that small ones are not lost.
        double others = 0;
        double lost = 0;
        for (int i = 0; i < n; i++) {
            double below = v[i] - max;
            if (i != argMax && below > -EXP_ZERO) {
                double fromMax = below - v[i];
                double roundedOff = (v[i] - (below - fromMax)) - (max + fromMax);
                double term = ExpLog.exp(below);
                double sum = others + term;
                double fromTerm = sum - others;
                lost += ((others - (sum - fromTerm)) + (term - fromTerm)) + term * roundedOff;
                others = sum;
            }
        }
        double sum = 1 + others;
        double fromOthers = sum - 1;
        double low = ((1 - (sum - fromOthers)) + (others - fromOthers)) + lost;
        double hi = sum + low;
        return ExpLog.addLog(max, 0, hi, (sum - hi) + low);
    }
}
