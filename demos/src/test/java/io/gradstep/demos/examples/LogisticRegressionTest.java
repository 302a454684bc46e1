package io.gradstep.demos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    /**
     * The space shuttle's O-rings: temperature at launch in °F, and whether one was in distress (Dalal, Fowlkes and
     * Hoadley, 1989). Agresti, "Categorical Data Analysis", fits logit = 15.043 − 0.232 °F.
     */
    @Test
    void the_o_rings_of_the_space_shuttle_are_fitted_as_published() {
        double[][] launches = {
            {66, 0}, {70, 1}, {69, 0}, {68, 0}, {67, 0}, {72, 0}, {73, 0}, {70, 0}, {57, 1}, {63, 1}, {70, 1}, {78, 0},
            {67, 0}, {53, 1}, {67, 0}, {75, 0}, {70, 0}, {81, 0}, {76, 0}, {79, 0}, {75, 1}, {76, 0}, {58, 1}
        };
        for (double[] launch : launches) {
            launch[0] = (launch[0] - 70) / 7;
        }

        double[] weights = new LogisticRegression(1).fit(launches, 4, 1e-10);

        assertThat(weights[0] / 7).isCloseTo(-0.232, within(5e-4));
        assertThat(weights[1] - 10 * weights[0]).isCloseTo(15.043, within(5e-4));
    }

    /** At the minimum the residuals are orthogonal to every feature: Σ (σ(w·x + b) − y)xⱼ = 0, here by plain loops. */
    @Test
    void residuals_are_orthogonal_to_the_features() {
        double[] weights = {1.5, -2, 0.5};
        double[][] rows = LogisticRegression.generate(5_000, weights, -0.5, 3);

        double[] found = new LogisticRegression(3).fit(rows, 4, 1e-10);

        double[] sums = new double[4];
        for (double[] row : rows) {
            double logit = found[0] * row[0] + found[1] * row[1] + found[2] * row[2] + found[3];
            double residual = 1 / (1 + Math.exp(-logit)) - row[3];
            for (int j = 0; j < 3; j++) {
                sums[j] += residual * row[j] / rows.length;
            }
            sums[3] += residual / rows.length;
        }
        assertThat(sums).containsExactly(new double[4], within(2e-10));
        // Four standard errors of an estimate are about 0.2 here.
        assertThat(found).containsExactly(new double[] {1.5, -2, 0.5, -0.5}, within(0.2));
    }
}
