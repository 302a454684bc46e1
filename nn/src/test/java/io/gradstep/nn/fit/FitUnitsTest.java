package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samples and parameters in the units of physics, and in extreme ones. Expected numbers: {@code units.py} in resources.
 */
class FitUnitsTest {
    private static final double[] COUNTED = {1, 2, 3, 4};

    /** However far off the start is: the derivatives of a line do not depend on where it is. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-15, 1, 1e10, 1e100})
    void photoelectric_line_has_a_slope_of_the_size_of_planck_constants(double start) {
        FitResult result = fit(
                "a + b*x",
                new double[] {8.21349e14, 7.40228e14, 6.87597e14, 6.09334e14, 5.49071e14, 5.19571e14},
                new double[] {1.49, 1.17, 0.92, 0.61, 0.37, 0.23},
                start,
                start);

        assertFound(result, 0, -1.926832731746419, 0.03230713837359724);
        assertFound(result, 1, 4.163578266803792e-15, 4.8722728390015444e-17);
    }

    @Test
    void absorption_has_a_tiny_cross_section() {
        FitResult result = fit(
                "a*exp(-6.25e15*b*x) + c",
                new double[] {0, 0.12, 0.25, 0.38, 0.51, 0.64, 0.77, 0.9},
                new double[] {8113.4, 7402.8, 6871.5, 6404.1, 6187.9, 5904.6, 5850.2, 5713.7},
                1000,
                1e-15,
                1000);

        assertFound(result, 0, 2654.5040679491103, 60.08242392220732);
        assertFound(result, 1, 4.2081673086123776e-16, 2.5546859414575782e-17);
        assertFound(result, 2, 5464.844797699244, 62.693871430498426);
    }

    @Test
    void diode_has_a_tiny_saturation_current() {
        FitResult result = fit(
                "a*(exp(x/(b*0.025852)) - 1)",
                new double[] {0.30, 0.33, 0.36, 0.39, 0.42, 0.45, 0.48, 0.51, 0.54, 0.57, 0.60, 0.63, 0.66, 0.69, 0.72},
                new double[] {
                    1.261281e-09, 3.833886e-09, 1.161600e-08, 3.502463e-08, 1.051742e-07, 3.153911e-07, 9.477486e-07,
                    2.860940e-06, 8.677181e-06, 2.638486e-05, 8.015958e-05, 2.426083e-04, 7.306977e-04, 2.192826e-03,
                    6.576965e-03
                },
                1e-12,
                2);

        assertFound(result, 0, 2.3266054030313923e-14, 1.0012876185794343e-16);
        assertFound(result, 1, 1.0562517569365806, 0.00017327932938823436);
    }

    /** The line of 1, 3, 4, 6 over 0, 1, 2, 3 is 1.6x + 1.1, with residuals of 0.1 and 0.3 either way. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-200, 1e-13, 1e200, 1e300})
    void samples_may_be_as_small_or_as_large_as_doubles_are(double unit) {
        double[] y = Arrays.stream(new double[] {1, 3, 4, 6}).map(v -> v * unit).toArray();

        FitResult result = fit("a*x + b", new double[] {0, 1, 2, 3}, y, 1, 1);

        assertThat(result.parameter(0)).isEqualTo(1.6 * unit, within(1e-14 * unit));
        assertThat(result.parameter(1)).isEqualTo(1.1 * unit, within(1e-14 * unit));
        assertThat(result.standardError(0)).isEqualTo(Math.sqrt(0.02) * unit, within(1e-14 * unit));
        assertThat(result.residualStandardDeviation()).isEqualTo(Math.sqrt(0.1) * unit, within(1e-14 * unit));
        assertThat(result.rSquared()).isEqualTo(1 - 0.2 / 13, within(1e-14));
        assertThat(Double.isNaN(result.sumOfSquares())).as("no double holds it").isEqualTo(unit != 1e-13);
    }

    /** Each derivative is 1e400 in the units of the data; no double is. */
    @Test
    void derivatives_may_be_larger_than_doubles() {
        double[] x = {0, 1e200, 2e200, 3e200};
        double[] y = {8e200, 4e200, 2e200, 1e200};

        FitResult result = fit("a*exp(-b*x)", x, y, 5e200, 1e-200);

        assertThat(result.parameter(0)).isEqualTo(8e200, within(1e187));
        assertThat(result.parameter(1)).isEqualTo(Math.log(2) * 1e-200, within(1e-213));
    }

    /** At (0, 0), b has no influence yet, and its size is unknown. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-150, 1, 1e150})
    void parameter_without_influence_at_the_start_gets_its_unit_on_the_way(double unit) {
        double[] x = Arrays.stream(COUNTED).map(v -> v * unit).toArray();

        FitResult result = fit("a*exp(-b*x)", x, new double[] {8, 4, 2, 1}, 0, 0);

        assertThat(result.parameter(0)).isEqualTo(16, within(1e-10));
        assertThat(result.parameter(1) * unit).isEqualTo(Math.log(2), within(1e-12));
    }

    /** The true slope is 0, which is not to be without influence. */
    @Test
    void parameter_may_be_zero_however_small_its_start() {
        FitResult result = fit("a + b*(x - 2.5)", COUNTED, new double[] {1, -1, -1, 1}, 1, 1e-30);

        assertThat(result.parameter(1)).isEqualTo(0, within(1e-15));
    }

    /** By hand: slope and intercept of these are 0, so that the curve follows nothing. */
    @Test
    void share_of_nothing_is_zero() {
        assertThat(fit("a + 0*x", COUNTED, new double[] {0.1, 0.3, 0.35, 0.61}, 1)
                        .rSquared())
                .isZero();
    }

    @Test
    void step_of_a_formula_that_is_too_small_is_told_with_its_row() {
        assertThatThrownBy(() -> fit("a*x^2", new double[] {0, 1e-170, 2e-170}, new double[] {0, 1, 4}, 1))
                .hasMessage("a has no influence where the search ends (a=1.000): v1 is 0 in row 2 of the data,"
                        + " where x = 1e-170, too small for a double; use other start values, or give it a fixed value"
                        + " in the formula");
        // 1e-160² has three digits left.
        assertThatThrownBy(() -> fit("a*x^2*1e290", new double[] {1e-160, 2e-160}, new double[] {1e-15, 4e-15}, 1e15))
                .hasMessageContaining("in row 1 of the data, where x = 1e-160, too small for a double;"
                        + " use other units for the data");
    }

    /** The bell's tail is 0 for most of the samples, and that is right. */
    @Test
    void tail_of_a_bell_is_no_step_that_is_too_small() {
        double[] x = {-60, -38, -1, 0, 1, 2, 38, 60};
        double[] y = Arrays.stream(x).map(at -> 2e-100 * Math.exp(-at * at / 2)).toArray();

        FitResult result = fit("a*exp(-(x-b)^2/(2*c^2))", x, y, 1e-100, 0.5, 2);

        assertThat(result.parameter(0)).isEqualTo(2e-100, within(1e-112));
    }

    @Test
    void step_of_a_formula_that_is_too_large_is_told_with_its_row() {
        assertThatThrownBy(() -> fit("a*x^2 - x^2", new double[] {1, 1e170}, new double[] {1, 4}, 1))
                .hasMessageStartingWith(
                        "at the start values, the formula is NaN in row 2 of the data, where x = 1e170:");
    }

    private static void assertFound(FitResult result, int k, double value, double error) {
        assertThat(result.parameter(k)).isEqualTo(value, within(1e-12 * Math.abs(value)));
        assertThat(result.standardError(k)).isEqualTo(error, within(1e-11 * error));
    }

    /** The parameters are a, b, and so on. */
    private static FitResult fit(String formula, double[] x, double[] y, double... start) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int k = 0; k < start.length; k++) {
            named.put(Character.toString('a' + k), start[k]);
        }
        double[][] rows = Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        return CurveFit.of(Curve.of(Program.parse(formula), List.of("x"), named), Dataset.regression(rows, y))
                .run();
    }
}
