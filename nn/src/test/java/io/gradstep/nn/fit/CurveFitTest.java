package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveFitTest {
    /**
     * By hand: x has the mean 1.5 and the sum of squares 5 about it, y the mean 3.5 and 13; their products sum up to 8.
     * So m = 8/5 and b = 3.5 − 1.5·1.6; the residuals −0.1, 0.3, −0.3, 0.1 have the sum of squares 0.2, and s² = 0.2/2.
     */
    @Test
    void straight_line_is_that_of_the_closed_form() {
        Dataset samples = samples(new double[] {0, 1, 2, 3}, new double[] {1, 3, 4, 6});

        FitResult result = CurveFit.of(curve("m*x + b", start("m", 0.0, "b", 0.0)), samples)
                .run();

        assertThat(result.converged()).isTrue();
        assertThat(result.parameter(0)).isEqualTo(1.6, within(1e-14));
        assertThat(result.parameter(1)).isEqualTo(1.1, within(1e-14));
        assertThat(result.sumOfSquares()).isEqualTo(0.2, within(1e-14));
        assertThat(result.degreesOfFreedom()).isEqualTo(2);
        assertThat(result.residualStandardDeviation()).isEqualTo(Math.sqrt(0.1), within(1e-14));
        assertThat(result.standardError(0)).isEqualTo(Math.sqrt(0.1 / 5), within(1e-14));
        assertThat(result.standardError(1)).isEqualTo(Math.sqrt(0.1 * (1 / 4.0 + 1.5 * 1.5 / 5)), within(1e-14));
        assertThat(result.rSquared()).isEqualTo(1 - 0.2 / 13, within(1e-14));
        double[] quartiles = {-0.3, -0.15, 0, 0.15, 0.3};
        for (int q = 0; q < quartiles.length; q++) {
            assertThat(result.residualQuartile(q)).isEqualTo(quartiles[q], within(1e-14));
        }
    }

    /** Without noise, the parameters are those that made the samples. */
    @Test
    void sum_of_four_bells_is_found_again() {
        double[] truth = {2, 1.5, 0.6, 1, 4.2, 0.8, 3, 7.1, 0.5, 1.5, 10, 1.1};
        StringBuilder formula = new StringBuilder("0");
        Map<String, Double> start = new LinkedHashMap<>();
        for (int k = 0; k < 4; k++) {
            formula.append(" + a%1$d*exp(-((x-m%1$d)/s%1$d)^2)".formatted(k));
            start.put("a" + k, 1.6);
            start.put("m" + k, 1.5 + 2.8 * k);
            start.put("s" + k, 0.7);
        }
        double[] x = new double[2000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 12.0 * i / x.length;
        }
        DoubleUnaryOperator bells = at -> {
            double sum = 0;
            for (int k = 0; k < truth.length; k += 3) {
                double z = (at - truth[k + 1]) / truth[k + 2];
                sum += truth[k] * Math.exp(-z * z);
            }
            return sum;
        };

        FitResult result =
                CurveFit.of(curve(formula.toString(), start), samples(x, bells)).run();

        assertThat(result.converged()).isTrue();
        for (int k = 0; k < truth.length; k++) {
            assertThat(result.parameter(k)).as("parameter %d", k).isEqualTo(truth[k], within(1e-12));
        }
    }

    @Test
    void result_is_the_same_every_time() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(5000, 0, 4).toArray();
        Dataset samples = samples(x, at -> 3 * Math.exp(-0.7 * at) + 0.1 * random.nextDouble());
        Curve decay = curve("a*exp(-k*x)", start("a", 1.0, "k", 1.0));

        FitResult once = CurveFit.of(decay, samples).run();

        for (int i = 0; i < 5; i++) {
            assertThat(CurveFit.of(decay, samples).run().parameters()).isEqualTo(once.parameters());
        }
    }

    @Test
    void several_inputs_take_their_numbers_from_each_sample() {
        Dataset samples = Dataset.regression(
                new double[][] {{1, 2}, {2, 1}, {3, 5}, {4, 0}, {0, 3}}, new double[] {7, 5, 16, 7, 8});
        Curve plane = Curve.of(Program.parse("a*u + b*v + c"), List.of("u", "v"), start("a", 0.0, "b", 0.0, "c", 0.0));

        FitResult result = CurveFit.of(plane, samples).run();

        // Which is what makes the sum of squares least.
        double[] residuals = result.residuals();
        for (int j = 0; j < 2; j++) {
            double product = 0;
            for (int i = 0; i < residuals.length; i++) {
                product += residuals[i] * samples.input(i, j);
            }
            assertThat(product).as("residuals are orthogonal to input %d", j).isEqualTo(0, within(1e-12));
        }
    }

    @Test
    void as_many_samples_as_parameters_leave_errors_unknown() {
        Dataset samples = samples(new double[] {1, 2}, new double[] {3, 5});

        FitResult result = CurveFit.of(curve("m*x + b", start("m", 0.0, "b", 0.0)), samples)
                .run();

        assertThat(result.parameter(0)).isEqualTo(2, within(1e-13));
        assertThat(result.degreesOfFreedom()).isZero();
        assertThat(result.standardError(0)).isNaN();
        assertThat(result.residualStandardDeviation()).isNaN();
    }

    @Test
    void limit_ends_the_search_with_the_best_found() {
        Dataset samples = samples(new double[] {1, 2, 3, 5, 7, 10}, new double[] {109, 149, 149, 191, 213, 224});

        FitResult result = CurveFit.of(curve("a*(1 - exp(-k*x))", start("a", 1.0, "k", 1.0)), samples)
                .iterations(3)
                .run();

        assertThat(result.converged()).isFalse();
        assertThat(result.iterationCount()).isEqualTo(3);
        assertThat(result.sumOfSquares()).isLessThan(190_000).isGreaterThan(1169);
    }

    @Test
    void listener_hears_of_each_improvement() {
        Dataset samples = samples(new double[] {1, 2, 3, 5, 7, 10}, new double[] {109, 149, 149, 191, 213, 224});
        List<FitProgress> heard = new ArrayList<>();

        FitResult result = CurveFit.of(curve("a*(1 - exp(-k*x))", start("a", 100.0, "k", 0.75)), samples)
                .listener(heard::add)
                .run();

        assertThat(heard).hasSize(result.iterationCount());
        assertThat(heard)
                .extracting(FitProgress::iteration)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, heard.size()).boxed().toList());
        assertThat(heard)
                .extracting(FitProgress::sumOfSquares)
                .isSortedAccordingTo(Comparator.<Double>naturalOrder().reversed());
        FitProgress last = heard.get(heard.size() - 1);
        assertThat(last.sumOfSquares()).isEqualTo(result.sumOfSquares(), within(1e-6));
        assertThat(last.parameters()).containsOnlyKeys("a", "k");
        assertThat(last.parameters().get("k")).isEqualTo(result.parameter("k"), within(1e-6));
    }

    @Test
    void interrupted_fit_ends_with_the_best_found_and_leaves_the_thread_interrupted() {
        Dataset samples = samples(new double[] {1, 2, 3, 5, 7, 10}, new double[] {109, 149, 149, 191, 213, 224});
        Curve saturation = curve("a*(1 - exp(-k*x))", start("a", 1.0, "k", 1.0));

        FitResult result = CurveFit.of(saturation, samples)
                .listener(progress -> {
                    if (progress.iteration() == 3) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.ending()).isEqualTo(FitEnding.INTERRUPTED);
        assertThat(result.iterationCount()).isEqualTo(3);
        FitResult limited = CurveFit.of(saturation, samples).iterations(3).run();
        assertThat(result.parameters()).isEqualTo(limited.parameters());
        assertThat(limited.ending()).isEqualTo(FitEnding.LIMIT);
    }

    @Test
    void unknown_parameter_is_refused_with_the_nearest() {
        FitResult result = CurveFit.of(
                        curve("speed*x", start("speed", 1.0)), samples(new double[] {1, 2}, new double[] {3, 6}))
                .run();

        assertThat(result).hasToString("speed = 3.0 ± 0.0 (converged)");
        assertThatThrownBy(() -> result.standardError("sped"))
                .hasMessage("unknown parameter 'sped'; did you mean 'speed'? There are speed");
    }

    @Test
    void parameters_that_cannot_be_told_apart_are_named() {
        Dataset samples = samples(new double[] {1, 2, 3, 4}, new double[] {2, 3, 5, 4});

        assertThatThrownBy(() -> CurveFit.of(curve("a*b*x + c", start("a", 1.0, "c", 0.5, "b", 2.0)), samples)
                        .run())
                .hasMessageStartingWith("the samples cannot tell a, b apart");
        assertThatThrownBy(() -> CurveFit.of(curve("a + exp(k - 1000) + 0*x", start("a", 1.0, "k", 2.0)), samples)
                        .run())
                .hasMessageStartingWith("k has no influence where the search ends (k=2.000)");
    }

    @Test
    void start_where_the_curve_or_its_slope_is_no_number_is_refused_with_the_row() {
        Dataset samples = samples(new double[] {3, 0, 3, 4}, new double[] {2, 3, 5, 4});

        assertThatThrownBy(() ->
                        CurveFit.of(curve("a*log(x)", start("a", 1.0)), samples).run())
                .hasMessageStartingWith(
                        "at the start values, the formula is -Infinity in row 2 of the data, where x = 0:")
                .hasMessageContaining("log");
        assertThatThrownBy(() -> CurveFit.of(curve("sqrt(a) + x", start("a", 0.0)), samples)
                        .run())
                .hasMessage("at the start values, the derivative with respect to a is Infinity in row 1 of the data,"
                        + " where x = 3; use other start values");
    }

    @Test
    void any_limit_is_taken() {
        double[] x = {0, 1, 2, 3};
        Curve line = curve("m*x + b", start("m", 1.0, "b", 1.0));

        for (int most : new int[] {200_000_000, Integer.MAX_VALUE}) {
            FitResult result = CurveFit.of(line, samples(x, at -> 2 * at + 3))
                    .iterations(most)
                    .run();
            assertThat(result.parameter(0)).isEqualTo(2, within(1e-12));
        }
    }

    /** Steps that lead where the curve is no number are shortened. */
    @Test
    void search_keeps_away_from_where_the_curve_is_no_number() {
        double[] x = {1, 2, 3, 4, 5, 6};
        Dataset samples = samples(x, at -> 2 * Math.log(0.5 + at));

        FitResult result = CurveFit.of(curve("a*log(b + x)", start("a", 30.0, "b", 20.0)), samples)
                .run();

        assertThat(result.parameter(0)).isEqualTo(2, within(1e-9));
        assertThat(result.parameter(1)).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void samples_must_go_with_the_curve() {
        Curve line = curve("m*x + b", start("m", 0.0, "b", 0.0));

        assertThatThrownBy(() -> CurveFit.of(line, samples(new double[] {1}, new double[] {1})))
                .hasMessage("1 sample cannot determine 2 parameters; at least as many samples are needed");
        assertThatThrownBy(() -> CurveFit.of(line, Dataset.regression(new double[][] {{1, 2}, {3, 4}}, new double[2])))
                .hasMessage("the samples have 2 inputs and 1 targets; the curve needs 1 inputs and 1");
        assertThatThrownBy(() ->
                        CurveFit.of(line, samples(new double[2], new double[2])).iterations(0))
                .hasMessage("the limit on iterations must be at least 1, not 0");
    }

    private static Curve curve(String formula, Map<String, Double> start) {
        return Curve.of(Program.parse(formula), List.of("x"), start);
    }

    private static Map<String, Double> start(Object... namesAndValues) {
        Map<String, Double> start = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            start.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return start;
    }

    private static Dataset samples(double[] x, DoubleUnaryOperator y) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            values[i] = y.applyAsDouble(x[i]);
        }
        return samples(x, values);
    }

    private static Dataset samples(double[] x, double[] y) {
        double[][] rows = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            rows[i] = new double[] {x[i]};
        }
        return Dataset.regression(rows, y);
    }
}
