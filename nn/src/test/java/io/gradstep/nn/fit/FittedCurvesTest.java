package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedCurvesTest {
    private static final double LEVEL = 0.95;

    @TempDir
    private Path folder;

    private static FitResult fit(String formula, double[] y, double... start) {
        CurveBuilder builder = Curve.builder(Program.parse(formula)).inputs(List.of("x"));
        for (int k = 0; k < start.length; k++) {
            builder.start(String.valueOf((char) ('a' + k)), start[k]);
        }
        return CurveFit.of(builder.build(), samples(y)).run();
    }

    private static Dataset samples(double... y) {
        double[][] x = new double[y.length][1];
        for (int i = 0; i < y.length; i++) {
            x[i][0] = i;
        }
        return Dataset.regression(x, y);
    }

    /**
     * On y = 1.1 + 1.6x, with s² = 0.1, Σ(x − 1.5)² = 5 and t₀.₉₇₅ = 4.302652729749464 for two degrees of freedom
     * (t = 0.95√(2/0.0975), as the distribution has a closed form for two): at x = 5 the curve's variance is 0.1(1/4 +
     * 3.5²/5).
     */
    @Test
    void line_has_the_intervals_of_the_textbook() {
        FitResult line = fit("a + b*x", new double[] {1, 3, 4, 6}, 0, 0);
        double reach = 4.302652729749464;

        CurvePoint point = line.fitted().points(0, new double[][] {{5}}, LEVEL).get(0);

        assertThat(point.value()).isEqualTo(9.1, within(1e-14));
        assertThat(point.standardError()).isEqualTo(Math.sqrt(0.27), within(1e-14));
        assertThat(point.confidence().upper()).isEqualTo(9.1 + reach * Math.sqrt(0.27), within(1e-12));
        assertThat(point.observation().lower()).isEqualTo(9.1 - reach * Math.sqrt(0.37), within(1e-12));
        Interval slope = line.interval(1, LEVEL);
        assertThat(slope.lower()).isEqualTo(1.6 - reach * Math.sqrt(0.02), within(1e-12));
        // A curve that is linear in its parameters has a parabola as its profile.
        assertThat(line.profileInterval(1, LEVEL).lower()).isEqualTo(slope.lower(), within(1e-8));
        assertThat(line.profileInterval(1, LEVEL).upper()).isEqualTo(slope.upper(), within(1e-8));
    }

    /** Where b grows, the curve is a at 0 and 0 elsewhere, which these samples cannot exclude. */
    @Test
    void profile_may_have_no_end_or_end_at_a_bound() {
        double[] y = {1, 0.1, -0.1, 0.05};
        Interval open = fit("a*exp(-b*x)", y, 1, 2).profileInterval(1, 0.9);
        assertThat(open.lower()).isBetween(0.5, 2.0);
        assertThat(open.upper()).isInfinite();
        Curve bounded = Curve.builder(Program.parse("a*exp(-b*x)"))
                .inputs(List.of("x"))
                .start("a", 1)
                .start("b", 2)
                .bound("b", 0, 20)
                .build();
        Interval closed = CurveFit.of(bounded, samples(y)).run().profileInterval(1, 0.9);
        assertThat(closed.upper()).isEqualTo(20);
        assertThat(closed.lower()).isEqualTo(open.lower(), within(1e-6));
    }

    @Test
    void profile_is_heard_and_ends_with_an_interruption() {
        List<FitProgress> heard = new ArrayList<>();
        Curve curve = Curve.of(Program.parse("a*exp(-b*x)"), List.of("x"), Map.of("a", 1.0, "b", 0.5));
        FitResult result = CurveFit.of(curve, samples(new double[] {1, 0.5, 0.3, 0.1}))
                .listener(heard::add)
                .run();
        int before = heard.size();

        assertThat(result.profileInterval(0, LEVEL).upper()).isFinite();
        assertThat(heard).hasSizeGreaterThan(before);

        Thread.currentThread().interrupt();
        Interval unknown = result.profileInterval(0, LEVEL);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unknown.lower()).isNaN();
        assertThat(unknown.upper()).isNaN();
    }

    /** The samples have the frequency π/2; the search from 3.5 ends at another one. */
    @Test
    void profile_that_finds_a_better_minimum_says_where() {
        FitResult sine = fit("sin(a*x) + b", new double[] {0, 1, 0, -1, 0.1, 1, 0, -1}, 3.5, 0);
        assertThatThrownBy(() -> sine.profileInterval(0, 0.999999))
                .hasMessageContaining(
                        "the profile of a finds a smaller χ², so the fit is not the best; start it there: a=");
    }

    @Test
    void intervals_are_refused_or_unknown_where_they_mean_nothing() {
        Curve line = Curve.builder(Program.parse("a + b*x"))
                .inputs(List.of("x"))
                .start("a", 0)
                .start("b", 0)
                .build();
        FitResult robust =
                CurveFit.of(line, samples(1, 3, 4, 6)).loss(FitLoss.huber(0.1)).run();
        assertThatThrownBy(() -> robust.profileInterval(0, LEVEL))
                .hasMessage("a robust loss is no likelihood, so it has no profile; use the standard errors");
        assertThatThrownBy(() -> robust.interval(0, 95))
                .hasMessage("a level of confidence is between 0 and 1, such as 0.95, not 95.0");
        FitResult exact = CurveFit.of(line, samples(1, 3)).run();
        assertThat(exact.interval(0, LEVEL).lower()).isNaN();
        assertThat(exact.profileInterval(0, LEVEL).lower()).isNaN();
    }

    @Test
    void saved_curves_predict_the_same_digits() throws IOException {
        Curve one = Curve.builder(Program.parse("y = a*exp(-k*x) + c; z = a*x + d"))
                .inputs(List.of("x"))
                .start("a", 5)
                .start("k", 0.5)
                .start("d", 1)
                .bound("d", 0, 1.5)
                .fix("c", 0.1)
                .output("y")
                .build();
        Curve other = Curve.builder(one.program())
                .inputs(List.of("x"))
                .start("a", 5)
                .start("k", 0.5)
                .start("d", 1)
                .bound("d", 0, 1.5)
                .fix("c", 0.1)
                .output("z")
                .build();
        FittedCurves fitted = CurveFit.of(one, samples(6, 3.1, 2.2, 1.1, 0.7, 0.6))
                .and(other, samples(3, 9, 14, 20, 26, 31))
                .run()
                .fitted();
        Path file = folder.resolve("fit.json");

        fitted.save(file);
        FittedCurves loaded = FittedCurves.load(file);

        double[][] inputs = {{-1}, {0.5}, {7}};
        assertThat(loaded.points(0, inputs, LEVEL)).isEqualTo(fitted.points(0, inputs, LEVEL));
        assertThat(loaded.points(1, inputs, LEVEL)).isEqualTo(fitted.points(1, inputs, LEVEL));
        assertThat(loaded.derived("log(2)/k")).isEqualTo(fitted.derived("log(2)/k"));
        assertThat(loaded.parameter("c")).isEqualTo(new Estimate(0.1, 0));
        assertThat(loaded.parameter("d").standardError()).isNaN(); // its bound holds it
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 1 | \"version\": 2 | its version is 2; this program reads version 1",
                "gradstep fit | other | its format is not 'gradstep fit'",
                "\"free\" | \"frei\" | it has no 'free'",
                "a*x + b | a*x + c | its parameters",
                "\"a\", | \"b\", | its covariance is not that of its parameters",
                "} | ] | is no saved fit, or is damaged",
            })
    void file_that_is_something_else_is_refused(String was, String is, String message) throws IOException {
        Path file = folder.resolve("fit.json");
        fit("a*x + b", new double[] {1, 2, 4}, 1, 0).fitted().save(file);
        Files.writeString(file, Files.readString(file).replace(was, is));

        assertThatThrownBy(() -> FittedCurves.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is no saved fit")
                .hasMessageContaining(message.startsWith("its parameters") ? "" : message);
    }

    @Test
    void file_that_cannot_be_read_or_written_is_named() {
        Path none = folder.resolve("none.json");
        assertThatThrownBy(() -> FittedCurves.load(none)).hasMessage(none + " cannot be read: there is no such file");
        FittedCurves fitted = fit("a + b*x", new double[] {1, 3, 4}, 0, 0).fitted();
        assertThatThrownBy(() -> fitted.save(folder.resolve("no/fit.json"))).hasMessageContaining("no/fit.json");
    }
}
