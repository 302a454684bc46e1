package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds, fixed and tied parameters, errors of samples, shared parameters, several starts. */
class RestrictedFitTest {
    /** On y = 1.6x + 1.1 up to residuals of −0.1, 0.3, −0.3 and 0.1. */
    private static final Dataset LINE = samples(new double[] {0, 1, 2, 3}, new double[] {1, 3, 4, 6});

    /**
     * By hand: with the slope m held at 1.5, the intercept is the mean of y − 1.5x, 3.5 − 1.5·1.5 = 1.25. With the
     * intercept held at 0, the slope is Σxy/Σx² = 29/14.
     */
    @Test
    void bound_holds_a_parameter_and_the_others_find_their_best() {
        FitResult slope = CurveFit.of(line().bound("m", -1, 1.5).build(), LINE).run();
        FitResult intercept =
                CurveFit.of(line().bound("b", -1, 0).build(), LINE).run();

        assertThat(slope.converged()).isTrue();
        assertThat(slope.parameter("m")).isEqualTo(1.5);
        assertThat(slope.parameter("b")).isEqualTo(1.25, within(1e-14));
        assertThat(slope.isAtBound(0)).isTrue();
        assertThat(slope.isAtBound(1)).isFalse();
        assertThat(slope.standardError("m")).isNaN();
        assertThat(intercept.parameter("m")).isEqualTo(29 / 14.0, within(1e-14));
    }

    @Test
    void bounds_may_hold_all_parameters() {
        FitResult result = CurveFit.of(
                        line().bound("m", -1, 1).bound("b", -1, 0.5).build(), LINE)
                .run();

        assertThat(result.parameters()).containsExactly(1, 0.5);
    }

    /** Wide bounds change the steps, and not where they lead. */
    @ParameterizedTest
    @MethodSource("io.gradstep.nn.fit.NistProblem#all")
    void certified_results_are_found_within_bounds(NistProblem problem) {
        CurveBuilder builder = Curve.builder(Program.parse(problem.formula)).inputs(problem.inputs);
        for (int k = 0; k < problem.certified.length; k++) {
            double start = problem.starts[1][k];
            double far = 100 * Math.max(Math.abs(start), Math.abs(problem.certified[k]));
            builder.start("b" + (k + 1), start).bound("b" + (k + 1), -far, far);
        }

        FitResult result = CurveFit.of(builder.build(), Dataset.regression(problem.x, problem.y))
                .run();

        assertThat(result.converged()).isTrue();
        for (int k = 0; k < problem.certified.length; k++) {
            assertThat(result.parameter(k))
                    .isEqualTo(problem.certified[k], within(1e-9 * Math.abs(problem.certified[k])));
        }
    }

    /** By hand: m = 2b makes y = b(2x + 1); b = Σy(2x + 1)/Σ(2x + 1)² = (1·1 + 3·3 + 4·5 + 6·7)/84 = 72/84. */
    @Test
    void tied_parameter_follows_with_its_error() {
        Curve curve = Curve.builder(Program.parse("m*x + b"))
                .inputs(List.of("x"))
                .start("b", 1)
                .tie("m", "2*b")
                .build();

        FitResult result = CurveFit.of(curve, LINE).run();

        assertThat(curve.parameterNames()).containsExactly("b");
        assertThat(result.parameter("b")).isEqualTo(72 / 84.0, within(1e-14));
        assertThat(result.parameter("m")).isEqualTo(144 / 84.0, within(1e-14));
        assertThat(result.standardError("m")).isEqualTo(2 * result.standardError("b"), within(1e-14));
        assertThat(result.degreesOfFreedom()).isEqualTo(3);
    }

    @Test
    void ties_may_use_ties_and_parameters_of_their_own() {
        Curve curve = Curve.builder(Program.parse("u*x + v"))
                .inputs(List.of("x"))
                .tie("u", "v + r")
                .tie("v", "2*r")
                .start("r", 1)
                .build();

        // By hand: r(3x + 2), so r = Σy(3x + 2)/Σ(3x + 2)² = (2 + 15 + 32 + 66)/(4 + 25 + 64 + 121).
        FitResult result = CurveFit.of(curve, LINE).run();

        assertThat(result.parameter("r")).isEqualTo(115 / 214.0, within(1e-14));
        assertThat(result.parameter("u")).isEqualTo(345 / 214.0, within(1e-14));
        assertThat(curve.ties().keySet()).containsExactly("v", "u");
    }

    @Test
    void fixed_parameter_stays_and_has_no_error() {
        Curve curve = Curve.builder(Program.parse("m*x + b"))
                .inputs(List.of("x"))
                .start("m", 1)
                .fix("b", 0)
                .build();

        FitResult result = CurveFit.of(curve, LINE).run();

        assertThat(result.parameter("m")).isEqualTo(29 / 14.0, within(1e-14));
        assertThat(result.parameter("b")).isZero();
        assertThat(result.standardError("b")).isZero();
    }

    /** By hand: the mean of 1 and 4 with errors of 1 and 2 is (1 + 4/4)/(1 + 1/4) = 1.6, its error 1/√1.25. */
    @Test
    void errors_weigh_the_samples() {
        Curve mean = Curve.of(Program.parse("a + 0*x"), List.of("x"), Map.of("a", 0.0));
        CurveFit fit = CurveFit.of(mean, samples(new double[] {0, 1}, new double[] {1, 4}));

        FitResult absolute = fit.errors(new double[] {1, 2}, true).run();
        FitResult relative = fit.errors(new double[] {10, 20}, false).run();

        assertThat(absolute.parameter("a")).isEqualTo(1.6, within(1e-14));
        assertThat(absolute.standardError("a")).isEqualTo(Math.sqrt(0.8), within(1e-14));
        assertThat(absolute.chiSquare()).isEqualTo(0.36 + 1.44, within(1e-14));
        assertThat(absolute.sumOfSquares()).isEqualTo(0.36 + 5.76, within(1e-14));
        // Relative errors may be multiplied by anything: s² = 1.8 in the first ones' units.
        assertThat(relative.standardError("a")).isEqualTo(Math.sqrt(0.8 * 1.8), within(1e-14));
    }

    /**
     * By hand: two lines with the slope in common; about their own means, Σxy = 8 and Σx² = 5 of the first, 2 and 2 of
     * the second: m = 10/7, and the intercepts are the means of y − mx.
     */
    @Test
    void curves_share_the_parameters_of_the_same_name() {
        Curve first = line().build();
        Curve second = Curve.of(Program.parse("c + m*t"), List.of("t"), Map.of("c", 0.0, "m", 5.0));
        Dataset others = samples(new double[] {-1, 0, 1}, new double[] {2, 3, 4});

        FitResult result = CurveFit.of(first, LINE).and(second, others).run();

        assertThat(result.parameterNames()).containsExactly("m", "b", "c");
        assertThat(result.parameter("m")).isEqualTo(10 / 7.0, within(1e-14));
        assertThat(result.parameter("b")).isEqualTo(3.5 - 1.5 * 10 / 7, within(1e-14));
        assertThat(result.parameter("c")).isEqualTo(3, within(1e-14));
        assertThat(result.residuals()).hasSize(7);
        assertThat(result.degreesOfFreedom()).isEqualTo(4);
    }

    /** The same two lines, as two values of one program. */
    @Test
    void curves_may_be_values_of_one_program() {
        CurveBuilder both = Curve.builder(Program.parse("u = m*x + b; v = m*x + c"))
                .inputs(List.of("x"))
                .start("m", 0)
                .start("b", 0)
                .start("c", 0);
        Dataset others = samples(new double[] {-1, 0, 1}, new double[] {2, 3, 4});

        FitResult result = CurveFit.of(both.output("u").build(), LINE)
                .and(both.output("v").build(), others)
                .run();

        assertThat(result.parameter("m")).isEqualTo(10 / 7.0, within(1e-14));
        assertThat(result.parameter("c")).isEqualTo(3, within(1e-14));
        assertThatThrownBy(() -> both.output("w").build())
                .hasMessage("the formula computes no w; name it, as in w = a*x");
    }

    /** BoxBOD has a plateau that misleads a single bold search; the certified minimum is found from several starts. */
    @Test
    void several_starts_find_the_best_minimum_and_tell_how_often() {
        NistProblem problem = NistProblem.all()
                .filter(each -> each.name.equals("BoxBOD"))
                .findFirst()
                .orElseThrow();
        Curve curve = Curve.builder(Program.parse(problem.formula))
                .inputs(problem.inputs)
                .start("b1", problem.starts[0][0])
                .start("b2", problem.starts[0][1])
                .bound("b1", 0, 1000)
                .bound("b2", 0, 100)
                .build();
        CurveFit fit =
                CurveFit.of(curve, Dataset.regression(problem.x, problem.y)).starts(12, 3);

        FitResult result = fit.run();

        assertThat(result.parameter("b1")).isEqualTo(problem.certified[0], within(1e-7));
        assertThat(result.parameter("b2")).isEqualTo(problem.certified[1], within(1e-10));
        assertThat(result.starts().count()).isEqualTo(12);
        assertThat(result.starts().agreeing()).isBetween(1, 12);
        assertThat(fit.run().starts()).isEqualTo(result.starts());
        assertThat(fit.run().parameters()).isEqualTo(result.parameters());
    }

    @Test
    void progress_names_the_start_and_an_interruption_skips_the_rest() {
        Curve line = Curve.builder(Program.parse("m*x + b"))
                .inputs(List.of("x"))
                .start("m", 1)
                .start("b", 1)
                .build();
        Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}}, new double[] {1, 3, 6});
        Set<String> heard = new LinkedHashSet<>();

        FitResult result = CurveFit.of(line, samples)
                .starts(7, 1)
                .listener(progress -> {
                    heard.add(progress.start() + " of " + progress.starts());
                    if (progress.start() == 3) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(heard).containsExactly("1 of 7", "2 of 7", "3 of 7");
        assertThat(result.starts().failed()).isZero();
        assertThat(result.starts().skipped()).isEqualTo(4);
        assertThat(result.parameter("m")).isCloseTo(2.5, within(1e-12)); // by hand
    }

    @Test
    void the_first_start_says_why_it_fails_if_the_others_are_skipped() {
        Curve curve = Curve.builder(Program.parse("a*log(x)"))
                .inputs(List.of("x"))
                .start("a", 1)
                .build();
        CurveFit fit = CurveFit.of(curve, Dataset.regression(new double[][] {{0}, {1}}, new double[] {1, 3}))
                .starts(7, 1);

        assertThatThrownBy(fit::run).hasMessageStartingWith("none of 7 starts leads to a fit; from the first, at the");
        Thread.currentThread().interrupt();
        assertThatThrownBy(fit::run).hasMessageStartingWith("at the start values, the formula is -Infinity in row 1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void quantities_have_propagated_errors() {
        FitResult result = CurveFit.of(line().build(), LINE).run();

        // By hand: where the line is 0, x = −b/m; g = (b/m², −1/m) and C = 0.1·(JᵀJ)⁻¹ = 0.1/20·[[4, −6], [−6, 14]].
        double m = 1.6;
        double b = 1.1;
        double[] g = {b / (m * m), -1 / m};
        double variance = 0.1 / 20 * (4 * g[0] * g[0] - 12 * g[0] * g[1] + 14 * g[1] * g[1]);
        Estimate zero = result.derived("zero = -b/m");
        assertThat(zero.value()).isEqualTo(-b / m, within(1e-14));
        assertThat(zero.standardError()).isEqualTo(Math.sqrt(variance), within(1e-14));
        assertThat(result.covariance()[0][1]).isEqualTo(-0.03, within(1e-14));
        assertThat(result.correlation(0, 1)).isEqualTo(-6 / Math.sqrt(56), within(1e-14));
        assertThatThrownBy(() -> result.derived("k + 1")).hasMessage("unknown parameter 'k'; there are m, b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u = v + 1, v = u - 1 | ties go in a circle: u = v + 1, v = u - 1; leave one of these parameters free",
                "u = 2*u, v = 1*m | ties go in a circle: u = 2*u; leave one of these parameters free",
                "u = 2*q, v = m | in the tie of u: unknown parameter 'q'; there are m, b, u, v",
                "u = 2*, v = m | in the tie of u:",
                "u = a = 1; a, v = m | the tie of u must be one expression of other parameters, as in u = 2*a",
                "m = 2*b, v = b | m is tied, so it takes no start value; leave that out",
            })
    void ties_are_checked(String ties, String message) {
        CurveBuilder builder = Curve.builder(Program.parse("m*x + b + u + v"))
                .inputs(List.of("x"))
                .start("m", 1)
                .start("b", 1);
        for (String tie : Splitter.on(", ").split(ties)) {
            builder.tie(tie.substring(0, 1), tie.substring(4));
        }

        assertThatThrownBy(builder::build).hasMessageStartingWith(message);
    }

    @Test
    void bounds_are_checked() {
        assertThatThrownBy(() -> line().bound("m", 1, 5).build())
                .hasMessage("the start m=0 is out of the bounds 1 < m < 5; start in between, as in m=3");
        assertThatThrownBy(() -> line().bound("m", 1, Double.POSITIVE_INFINITY).build())
                .hasMessage("the start m=0 is out of the bounds 1 < m; start in between, as in m=2");
        assertThatThrownBy(() -> line().bound("m", 5, 0))
                .hasMessage("no number is between the bounds 5 < m < 0; the lower one comes first");
        assertThatThrownBy(() -> line().bound("k", 0, 1).build()).hasMessage("unknown parameter 'k'; there are m, b");
    }

    @Test
    void errors_are_checked() {
        CurveFit fit = CurveFit.of(line().build(), LINE);

        assertThatThrownBy(() -> fit.errors(new double[] {1, 2, 0, 1}, true))
                .hasMessage("the standard error in row 3 of the data is 0.0; it must be positive and finite");
        assertThatThrownBy(() -> fit.errors(new double[] {1, 2}, true))
                .hasMessage("2 standard errors were given for 4 samples; give one for each");
        assertThatThrownBy(() -> fit.loss(FitLoss.POISSON)
                        .errors(new double[] {1, 2, 1, 1}, true)
                        .run())
                .hasMessageStartingWith("counts have no standard errors of their own");
        assertThatThrownBy(() -> fit.loss(FitLoss.POISSON).run())
                .hasMessage("at the start values, the formula is 0.0 in row 1 of the data, where x = 0; counts need a"
                        + " positive one, so use other start values");
        assertThatThrownBy(() -> fit.starts(0, 1)).hasMessage("the number of starts must be at least 1, not 0");
    }

    private static CurveBuilder line() {
        return Curve.builder(Program.parse("m*x + b"))
                .inputs(List.of("x"))
                .start("m", 0)
                .start("b", 0);
    }

    private static Dataset samples(double[] x, double[] y) {
        return Dataset.regression(
                Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new), y);
    }
}
