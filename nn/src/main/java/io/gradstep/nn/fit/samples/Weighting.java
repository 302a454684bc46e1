package io.gradstep.nn.fit.samples;

import java.io.Serializable;

/** Transforms the residual and the derivatives of a sample. */
@FunctionalInterface
public interface Weighting extends Serializable {
    /**
     * Changes a row in place.
     *
     * @param row the derivatives in their units, and the residual in its unit
     * @param observed the observed number
     * @param value the curve
     * @param weight the reciprocal of the standard error, 1 for none
     */
    void weigh(double[] row, double observed, double value, double weight);

    /** Divides a row by the standard error. */
    static void divide(double[] row, double observed, double value, double weight) {
        if (weight != 1) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= weight;
            }
        }
    }
}
