package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessedStartsTest {
    private static final int SAMPLES = 60;

    private static Dataset samples(String formula, String truth, double from, double to, double noise, long seed) {
        Program program = Program.parse(formula);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[SAMPLES][1];
        double[] y = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            x[i][0] = from + (to - from) * i / (SAMPLES - 1.0);
            Map<String, Double> values = values(truth);
            values.put("x", x[i][0]);
            y[i] = program.evaluate(values).output().data() + noise * (random.nextDouble() - 0.5);
        }
        return Dataset.regression(x, y);
    }

    private static Map<String, Double> values(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String each : text.split(" ", -1)) {
            String[] sides = each.split("=", -1);
            values.put(sides[0], Double.parseDouble(sides[1]));
        }
        return values;
    }

    /** Each form as people write it, in units large and small: the fit from the guess finds the truth. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m*x + b | m=-3 b=1e6 | 0 | 9",
                "a + b*x + c*x^2 | a=1 b=2 c=-0.1 | -5 | 20",
                "a*exp(-k*x) | a=5 k=0.7 | 0 | 8",
                "a*exp(k*x) + c | a=2 k=0.3 c=-40 | 0 | 12",
                "a*exp(-x/tau) + c | a=-3 tau=2e-6 c=1 | 0 | 1e-5",
                "a*2^(-x/half) | a=800 half=5730 | 0 | 20000",
                "a*(1 - exp(-k*x)) | a=200 k=0.4 | 1 | 10",
                "a*exp(-(x-m)^2/(2*s^2)) | a=4 m=120 s=3 | 90 | 150",
                "a*exp(-((x-m)/w)^2) + c + d*x | a=-1 m=2 w=0.5 c=3 d=0.2 | -3 | 5",
                "n/(s*sqrt(2*pi))*exp(-0.5*((x-m)/s)^2) | n=10 s=0.02 m=0.5 | 0 | 1",
                "a/(1 + ((x-m)/g)^2) + c | a=7 m=-2 g=0.4 c=1 | -6 | 2",
                "a/pi*g/((x-m)^2 + g^2) | a=3e-3 m=532 g=1.5 | 500 | 560",
                "top/(1 + exp(-r*(x-m))) | top=10 r=1.1 m=5 | 0 | 12",
                "lo + (hi-lo)*sigmoid((x-m)/w) | lo=1 hi=9 m=300 w=-12 | 200 | 400",
                "a*tanh((x-m)/w) + c | a=2 m=1 w=0.3 c=0.5 | -1 | 3",
                "a*x^b | a=0.02 b=-1.7 | 0.5 | 6",
                "a*x^b + c | a=3 b=0.45 c=-10 | 1 | 500",
                "a*sin(w*x + p) + c | a=2 w=7.3 p=0.9 c=5 | 0 | 10",
                "a*sin(2*pi*x/T + p) | a=1 T=0.0167 p=-1 | 0 | 0.1",
                "a*cos(2*pi*f*(x - t0)) + b*x | a=0.5 f=50 t0=0.003 b=1 | 0 | 0.2",
                "a*exp(-k*x)*sin(w*x + p) | a=4 k=0.25 w=3.1 p=0.4 | 0 | 12",
                "v*x/(m + x) | v=210 m=0.06 | 0.01 | 1.1",
                "a*exp(-b*x^2) | a=3 b=0.2 | -5 | 5",
                "a*log(x/b) | a=2 b=0.3 | 1 | 30",
                "a*exp(-(x-m)^2/(2*s^2)) + b*exp(-(x-n)^2/(2*s^2)) | a=3 m=3 s=0.7 b=1.5 n=6 | 0 | 10",
            })
    void fit_from_the_guess_finds_the_truth(String formula, String truth, double from, double to) {
        Map<String, Double> values = values(truth);
        Dataset samples = samples(formula, truth, from, to, 0, 1);
        CurveBuilder builder = Curve.builder(Program.parse(formula)).inputs(List.of("x"));

        GuessedStarts guessed = builder.guessStarts(samples);
        FitResult result = CurveFit.of(builder.build(), samples).run();

        assertThat(guessed.values()).containsOnlyKeys(values.keySet());
        assertThat(result.rSquared()).as("%s by %s", result, guessed).isGreaterThan(0.999999);
        assertThat(guessed.rSquared()).isGreaterThan(0.5);
    }

    @Test
    void given_values_stay_and_bounds_are_kept() {
        Dataset samples = samples("a*exp(-k*x) + c", "a=5 k=0.7 c=1", 0, 8, 0.1, 2);
        CurveBuilder builder = Curve.builder(Program.parse("a*exp(-k*x) + c"))
                .inputs(List.of("x"))
                .start("k", 0.5)
                .fix("c", 1)
                .bound("a", 0, 4);

        GuessedStarts guessed = builder.guessStarts(samples);

        assertThat(guessed.values()).containsOnlyKeys("a");
        assertThat(builder.build().start()).containsExactly(0.5, 4);
        assertThat(builder.guessStarts(samples).values()).isEmpty();
    }

    @Test
    void progress_grows_and_an_interruption_keeps_the_best_so_far() {
        Dataset samples = samples("a*exp(-k*x) + c", "a=5 k=0.7 c=1", 0, 8, 0.1, 2);
        List<Double> heard = new ArrayList<>();

        GuessedStarts guessed = Curve.builder(Program.parse("a*exp(-k*x) + c"))
                .inputs(List.of("x"))
                .guessStarts(samples, share -> {
                    heard.add(share);
                    if (heard.size() == 5) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(guessed.values()).containsOnlyKeys("a", "k", "c");
        assertThat(heard).hasSize(5).isSorted().startsWith(0.0).allMatch(share -> share < 1);
    }

    /** By hand: the least-squares line of 1, 3, 4, 6 is 1.1 + 1.6x, and explains 12.8 of 13 squares. */
    @Test
    void line_starts_at_its_solution() {
        Dataset samples = Dataset.regression(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 3, 4, 6});
        GuessedStarts guessed =
                Curve.builder(Program.parse("m*x + b")).inputs(List.of("x")).guessStarts(samples);
        assertThat(guessed.values().get("m")).isEqualTo(1.6, within(1e-12));
        assertThat(guessed.values().get("b")).isEqualTo(1.1, within(1e-12));
        assertThat(guessed.rSquared()).isEqualTo(12.8 / 13, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a*b^x + c | b has no start value, and the formula is not one of the forms",
                "a*lgamma(q*exp(x)) | q has no start value",
                "a*log(0*x - 1) | no start values were found for a",
            })
    void other_forms_are_refused_by_name(String formula, String message) {
        Dataset samples = samples("x", "x=0", 1, 5, 0.1, 3);
        assertThatThrownBy(() -> Curve.builder(Program.parse(formula))
                        .inputs(List.of("x"))
                        .guessStarts(samples))
                .hasMessageContaining(message);
    }

    @Test
    void a_row_where_the_formula_cannot_be_computed_is_named() {
        Dataset samples = Dataset.regression(new double[][] {{1}, {2}, {-3}, {4}}, new double[] {1, 3, 4, 6});
        assertThatThrownBy(() -> Curve.builder(Program.parse("a*log(x) + b"))
                        .inputs(List.of("x"))
                        .guessStarts(samples))
                .hasMessage(
                        "no start values were found for a, b: with none of those tried can the formula be computed in"
                                + " row 3 of the data, where x = -3; give each one, as in a=1");
    }

    @Test
    void too_many_at_once_are_refused() {
        List<String> peaks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            peaks.add("a%d*exp(-((x-m%d)/s%d)^2)".formatted(i, i, i));
        }
        Dataset samples = samples("x", "x=0", 1, 5, 0.1, 3);
        assertThatThrownBy(() -> Curve.builder(Program.parse(String.join(" + ", peaks)))
                        .inputs(List.of("x"))
                        .guessStarts(samples))
                .hasMessageStartingWith("too many parameters have no start value to find all at once (a0, m0, s0,");
    }
}
