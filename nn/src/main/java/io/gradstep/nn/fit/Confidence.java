package io.gradstep.nn.fit;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The distribution of an estimate about the truth, in standard errors: Student's t or, where the errors of the samples
 * are known, the normal distribution.
 *
 * @param degreesOfFreedom those of t; ∞ for the normal distribution, 0 if unknown
 */
record Confidence(double degreesOfFreedom) {
    /** The inverse is found to 1e-9 and refined by Newton's steps, each of which doubles the digits. */
    private static final int REFINEMENTS = 2;

    /** The normal distribution. */
    static final Confidence NORMAL = new Confidence(Double.POSITIVE_INFINITY);

    /**
     * Returns how many standard errors an interval reaches to either side; NaN without degrees of freedom.
     *
     * @throws IllegalArgumentException if the probability is not between 0 and 1
     */
    double reach(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "a level of confidence is between 0 and 1, such as 0.95, not " + probability);
        }
        if (degreesOfFreedom == 0) {
            return Double.NaN;
        }
        double below = (1 + probability) / 2;
        if (Double.isInfinite(degreesOfFreedom)) {
            return new NormalDistribution(0, 1).inverseCumulativeProbability(below);
        }
        TDistribution distribution = new TDistribution(degreesOfFreedom);
        double reach = distribution.inverseCumulativeProbability(below);
        for (int i = 0; i < REFINEMENTS; i++) {
            reach -= (distribution.cumulativeProbability(reach) - below) / distribution.density(reach);
        }
        return reach;
    }
}
