package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.io.Resources;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits that scipy and lmfit made too: {@code src/test/python/fits_reference.py} says how. */
class FitReferenceTest {
    /** Their derivatives are differences, and their searches stop at about 1e-8. */
    private static final double PARAMETERS = 1e-6;

    private static final double ERRORS = 1e-5;

    record Problem(JsonObject json) {
        @Override
        public String toString() {
            return json.get("name").getAsString();
        }
    }

    static Stream<Problem> problems() throws IOException {
        String text = Resources.toString(
                Resources.getResource(FitReferenceTest.class, "reference.json"), StandardCharsets.UTF_8);
        return StreamSupport.stream(
                        JsonParser.parseString(text).getAsJsonArray().spliterator(), false)
                .map(problem -> new Problem(problem.getAsJsonObject()));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void scipy_and_lmfit_find_the_same(Problem problem) {
        JsonObject json = problem.json();

        FitResult result = fit(json).run();

        assertThat(result.converged()).isTrue();
        json.getAsJsonObject("values")
                .entrySet()
                .forEach(value -> assertClose(
                        result.parameter(value.getKey()), value.getValue().getAsDouble(), PARAMETERS, value.getKey()));
        json.getAsJsonObject("errors")
                .entrySet()
                .forEach(error -> assertClose(
                        result.standardError(error.getKey()), error.getValue().getAsDouble(), ERRORS, error.getKey()));
        for (JsonElement held : array(json, "held")) {
            int k = result.parameterNames().indexOf(held.getAsString());
            assertThat(result.isAtBound(k)).isTrue();
            assertThat(result.standardError(k)).isNaN();
        }
        if (json.has("chiSquare")) {
            assertClose(result.chiSquare(), json.get("chiSquare").getAsDouble(), PARAMETERS, "χ²");
        }
        if (json.has("statistics")) {
            JsonObject expected = json.getAsJsonObject("statistics");
            assertClose(result.chiSquare(), expected.get("chiSquare").getAsDouble(), ERRORS, "χ²");
            assertClose(
                    result.reducedChiSquare(), expected.get("reducedChiSquare").getAsDouble(), ERRORS, "χ²/ν");
            assertClose(result.aic(), expected.get("aic").getAsDouble(), ERRORS, "AIC");
            assertClose(result.bic(), expected.get("bic").getAsDouble(), ERRORS, "BIC");
            assertClose(result.correlation(0, 1), json.get("correlation").getAsDouble(), ERRORS, "correlation");
        }
    }

    /** Of Bates and Watts' puromycin data, whose profile is not symmetric. */
    @Test
    void lmfit_finds_the_same_intervals_by_curvature_and_by_profile() throws IOException {
        Problem problem = problems()
                .filter(each -> each.json().has("intervals"))
                .findFirst()
                .orElseThrow();
        JsonObject expected = problem.json().getAsJsonObject("intervals");

        FitResult result = fit(problem.json()).run();

        for (int k = 0; k < 2; k++) {
            String name = result.parameterNames().get(k);
            assertInterval(result.interval(k, 0.95), expected.getAsJsonObject("curvature"), name);
            assertInterval(result.profileInterval(k, 0.95), expected.getAsJsonObject("profile"), name);
        }
        for (JsonElement each : expected.getAsJsonArray("points")) {
            double[] point = numbers(each);
            CurvePoint found =
                    result.fitted().points(0, new double[][] {{point[0]}}, 0.95).get(0);
            assertClose(found.value(), point[1], PARAMETERS, "value");
            assertClose(found.standardError(), point[2], ERRORS, "error");
            assertClose(found.confidence().upper() - found.value(), point[3], ERRORS, "confidence");
            assertClose(found.value() - found.observation().lower(), point[4], ERRORS, "observation");
        }
    }

    private static void assertInterval(Interval found, JsonObject expected, String name) {
        double[] ends = numbers(expected.get(name));
        assertClose(found.lower(), ends[0], ERRORS, name + " from");
        assertClose(found.upper(), ends[1], ERRORS, name + " to");
    }

    private static CurveFit fit(JsonObject json) {
        JsonArray columns = json.getAsJsonArray("x");
        double[] y = numbers(json.get("y"));
        double[][] x = new double[y.length][columns.size()];
        for (int j = 0; j < columns.size(); j++) {
            double[] column = numbers(columns.get(j));
            for (int i = 0; i < y.length; i++) {
                x[i][j] = column[i];
            }
        }
        CurveFit fit = CurveFit.of(curve(json, x[0].length), Dataset.regression(x, y));
        if (json.has("sigma")) {
            fit = fit.errors(numbers(json.get("sigma")), json.get("absolute").getAsBoolean());
        }
        if (json.has("inputErrors")) {
            fit = fit.inputErrors(
                    StreamSupport.stream(json.getAsJsonArray("inputErrors").spliterator(), false)
                            .map(FitReferenceTest::numbers)
                            .toArray(double[][]::new));
        }
        if (json.has("loss")) {
            JsonArray loss = json.getAsJsonArray("loss");
            double scale = loss.get(1).getAsDouble();
            fit = fit.loss(
                    switch (loss.get(0).getAsString()) {
                        case "huber" -> FitLoss.huber(scale);
                        case "soft_l1" -> FitLoss.softL1(scale);
                        default -> FitLoss.POISSON;
                    });
        }
        return fit;
    }

    private static Curve curve(JsonObject json, int inputs) {
        CurveBuilder builder = Curve.builder(Program.parse(json.get("formula").getAsString()))
                .inputs(inputs == 1 ? List.of("x") : List.of("x", "x2"));
        object(json, "start")
                .entrySet()
                .forEach(s -> builder.start(s.getKey(), s.getValue().getAsDouble()));
        object(json, "fixed")
                .entrySet()
                .forEach(f -> builder.fix(f.getKey(), f.getValue().getAsDouble()));
        object(json, "ties")
                .entrySet()
                .forEach(t -> builder.tie(t.getKey(), t.getValue().getAsString()));
        object(json, "bounds").entrySet().forEach(b -> {
            JsonArray both = b.getValue().getAsJsonArray();
            builder.bound(
                    b.getKey(),
                    both.get(0).getAsDouble(),
                    both.get(1).isJsonNull()
                            ? Double.POSITIVE_INFINITY
                            : both.get(1).getAsDouble());
        });
        return builder.build();
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.has(name) ? json.getAsJsonObject(name) : new JsonObject();
    }

    private static JsonArray array(JsonObject json, String name) {
        return json.has(name) ? json.getAsJsonArray(name) : new JsonArray();
    }

    private static double[] numbers(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    private static void assertClose(double actual, double expected, double tolerance, String name) {
        assertThat(actual).as(name).isEqualTo(expected, within(tolerance * Math.abs(expected)));
    }
}
