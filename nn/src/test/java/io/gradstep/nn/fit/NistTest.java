package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NIST's 27 nonlinear problems: their certified results, from both starts, and in other units. */
class NistTest {
    private static final String ALL = "io.gradstep.nn.fit.NistProblem#all";

    private static final double TWELVE_DIGITS = 1e-12;

    /** About 1e200. */
    private static final int DOUBLINGS = 664;

    /** The digits that the documentation states; at least nine, but for the standard errors of Lanczos1. */
    @ParameterizedTest
    @MethodSource(ALL)
    void both_starts_lead_to_the_certified_results(NistProblem problem) throws IOException {
        String row = Files.readAllLines(Path.of("docs/fits.md")).stream()
                .filter(line -> line.startsWith("| " + problem.name + " |"))
                .findFirst()
                .orElseThrow();
        List<String> cells = Splitter.on('|').trimResults().splitToList(row).subList(4, 6);
        for (int start = 0; start < problem.starts.length; start++) {
            int[] stated = Splitter.on(", ")
                    .splitToStream(cells.get(start))
                    .mapToInt(Integer::parseInt)
                    .toArray();

            FitResult result = problem.fit(start, Map.of());

            assertThat(result.converged()).isTrue();
            assertThat(stated[0]).isGreaterThanOrEqualTo(9);
            assertThat(stated[1]).isGreaterThanOrEqualTo(problem.name.equals("Lanczos1") ? 3 : 9);
            for (int k = 0; k < problem.certified.length; k++) {
                assertDigits(result.parameter(k), problem.certified[k], stated[0]);
                assertDigits(result.standardError(k), problem.errors[k], stated[1]);
            }
            assertDigits(result.residualStandardDeviation(), problem.deviation, stated[1]);
        }
    }

    /** By lanczos.py in resources: what 50 digits give if each sample is rounded to a double first. */
    @Test
    void standard_errors_of_lanczos1_are_as_good_as_its_samples() {
        NistProblem problem = NistProblem.all()
                .filter(each -> each.name.equals("Lanczos1"))
                .findFirst()
                .orElseThrow();
        double rounded = 8.9117637939e-14;
        double samples = Math.abs(rounded - problem.deviation);

        FitResult result = problem.fit(0, Map.of());

        assertThat(result.residualStandardDeviation()).isEqualTo(rounded, within(2 * samples));
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

    private static void assertDigits(double actual, double expected, int digits) {
        assertThat(actual).isEqualTo(expected, within(Math.pow(10, -digits) * Math.abs(expected)));
    }
}
