package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NIST's 27 nonlinear problems: their certified results, from both starts, and in other units. */
class NistTest {
    private static final String ALL = "io.gradstep.nn.fit.NistProblem#all";

    /** A relative difference of one in the ninth digit. */
    private static final double NINE_DIGITS = 1e-9;

    private static final double TWELVE_DIGITS = 1e-12;

    /** About 1e200. */
    private static final int DOUBLINGS = 664;

    @ParameterizedTest
    @MethodSource(ALL)
    void both_starts_lead_to_the_certified_results(NistProblem problem) {
        for (int start = 0; start < problem.starts.length; start++) {
            FitResult result = problem.fit(start, Map.of());

            assertThat(result.converged()).isTrue();
            double errorTolerance = NINE_DIGITS + rounding(problem);
            for (int k = 0; k < problem.certified.length; k++) {
                assertRelative(result.parameter(k), problem.certified[k], NINE_DIGITS);
                assertRelative(result.standardError(k), problem.errors[k], errorTolerance);
            }
            assertRelative(result.residualStandardDeviation(), problem.deviation, errorTolerance);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void powers_of_two_leave_every_digit_as_it_is(NistProblem problem) {
        FitResult result = problem.fit(0, Map.of());
        int doublings = DOUBLINGS;
        for (String variable : problem.variables()) {
            doublings = -doublings;
            double factor = Math.scalb(1.0, doublings);

            FitResult other = problem.fit(0, Map.of(variable, factor));

            for (int k = 0; k < problem.certified.length; k++) {
                double unit = variable.equals("b" + (k + 1)) ? factor : 1;
                assertThat(List.of(other.parameter(k) / unit, other.standardError(k) / unit))
                        .as("b%d with %s times 2^%d", k + 1, variable, doublings)
                        .containsExactly(result.parameter(k), result.standardError(k));
            }
            assertThat(other.iterationCount()).isEqualTo(result.iterationCount());
            assertThat(other.rSquared()).isEqualTo(result.rSquared());
        }
    }

    /**
     * Powers of ten round the numbers that they multiply. Where the curve is all but straight in a parameter, or the
     * residuals are all but 0, that itself changes a parameter by as much as the second term (Bennett5, Lanczos).
     */
    @ParameterizedTest
    @MethodSource(ALL)
    void powers_of_ten_leave_twelve_digits_as_they_are(NistProblem problem) {
        FitResult result = problem.fit(1, Map.of());
        boolean large = false;
        for (String variable : problem.variables()) {
            large = !large;
            double factor = large ? 1e200 : 1e-200;

            FitResult other = problem.fit(1, Map.of(variable, factor));

            for (int k = 0; k < problem.certified.length; k++) {
                double unit = variable.equals("b" + (k + 1)) ? factor : 1;
                double tolerance =
                        TWELVE_DIGITS * Math.abs(result.parameter(k)) + rounding(problem) * problem.errors[k];
                assertThat(other.parameter(k) / unit)
                        .as("b%d with %s times %s", k + 1, variable, factor)
                        .isEqualTo(result.parameter(k), within(tolerance));
            }
        }
    }

    /** The relative change of the residuals that rounding every sample may cause. */
    private static double rounding(NistProblem problem) {
        double length = Math.sqrt(Arrays.stream(problem.y).map(y -> y * y).sum());
        return Math.ulp(1.0) * length / problem.deviation;
    }

    private static void assertRelative(double actual, double expected, double tolerance) {
        assertThat(actual).isEqualTo(expected, within(tolerance * Math.abs(expected)));
    }
}
