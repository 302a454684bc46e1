package io.gradstep.nn.fit;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A problem with certified results: National Institute of Standards and Technology, Statistical Reference Datasets,
 * nonlinear regression. Formula, samples, starts and results are read from the published file.
 */
final class NistProblem {
    /** By increasing difficulty, in NIST's three levels. */
    private static final List<String> NAMES = List.of(
            "Misra1a",
            "Chwirut2",
            "Chwirut1",
            "Lanczos3",
            "Gauss1",
            "Gauss2",
            "DanWood",
            "Misra1b", //
            "Kirby2",
            "Hahn1",
            "Nelson",
            "MGH17",
            "Lanczos1",
            "Lanczos2",
            "Gauss3",
            "Misra1c",
            "Misra1d",
            "Roszman1",
            "ENSO",
            "MGH09",
            "Thurber",
            "BoxBOD",
            "Rat42",
            "MGH10",
            "Eckerle4",
            "Rat43",
            "Bennett5");

    private static final Splitter FIELDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
    private static final Pattern PARAMETER = Pattern.compile("b\\d");

    final String name;
    final String formula;
    final List<String> inputs;

    /** A row a sample. */
    final double[][] x;

    final double[] y;
    final double[][] starts;
    final double[] certified;
    final double[] errors;
    final double deviation;

    private NistProblem(String name) {
        this.name = name;
        List<String> lines = read(name);
        String model = model(lines);
        this.formula = model.substring(model.indexOf('=') + 1).strip();
        List<double[]> parameters = lines.stream()
                .map(String::strip)
                .filter(line -> PARAMETER.matcher(line).lookingAt())
                .map(line -> numbers(line.substring(line.indexOf('=') + 1)))
                .toList();
        this.starts = new double[][] {column(parameters, 0), column(parameters, 1)};
        this.certified = column(parameters, 2);
        this.errors = column(parameters, 3);
        this.deviation = numbers(after(lines, "Residual Standard Deviation:"))[0];
        int samples = (int) numbers(after(lines, "Number of Observations:"))[0];
        int header = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches("Data: *y +x.*"))
                .findFirst()
                .orElseThrow();
        this.inputs = FIELDS.splitToList(after(lines.subList(header, header + 1), "Data:")).stream()
                .skip(1)
                .toList();
        List<double[]> rows = lines.subList(header + 1, header + 1 + samples).stream()
                .map(NistProblem::numbers)
                .toList();
        this.x =
                rows.stream().map(row -> Arrays.copyOfRange(row, 1, row.length)).toArray(double[][]::new);
        double[] observed = column(rows, 0);
        this.y = model.startsWith("log")
                ? Arrays.stream(observed).map(StrictMath::log).toArray()
                : observed;
    }

    private static List<String> read(String name) {
        try {
            return Resources.readLines(
                    Resources.getResource(NistProblem.class, "nist/" + name + ".dat"), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model's lines as one equation, in the expression language. */
    private static String model(List<String> lines) {
        List<String> model = lines.stream()
                .dropWhile(line -> !line.matches(" *(y|log\\[y\\]) *=.*"))
                .takeWhile(line -> !line.matches(".*Starting [vV]alues.*"))
                .toList();
        return String.join(" ", model)
                .strip()
                .replace('[', '(')
                .replace(']', ')')
                .replace("arctan", "atan")
                .replaceAll("\\bpi\\b", String.valueOf(Math.PI))
                .replaceFirst("\\+ *e *$", "");
    }

    private static String after(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow()
                .substring(key.length());
    }

    private static double[] numbers(String text) {
        return FIELDS.splitToStream(text).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    static Stream<NistProblem> all() {
        return NAMES.stream().map(NistProblem::new);
    }

    /** Its names: y, the inputs, the parameters. */
    List<String> variables() {
        List<String> variables = new ArrayList<>();
        variables.add("y");
        variables.addAll(inputs);
        IntStream.rangeClosed(1, certified.length).forEach(k -> variables.add("b" + k));
        return variables;
    }

    /**
     * Fits.
     *
     * @param start which start, from 0
     * @param factors what each of y, inputs and parameters is multiplied by; 1 if not given
     */
    FitResult fit(int start, Map<String, Double> factors) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int k = 0; k < certified.length; k++) {
            String parameter = "b" + (k + 1);
            named.put(parameter, starts[start][k] * factors.getOrDefault(parameter, 1.0));
        }
        double[][] rows = new double[x.length][inputs.size()];
        double[] observed = new double[y.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = x[i][j] * factors.getOrDefault(inputs.get(j), 1.0);
            }
            observed[i] = y[i] * factors.getOrDefault("y", 1.0);
        }
        Curve curve = Curve.of(Program.parse(scaled(factors)), inputs, named);
        return CurveFit.of(curve, Dataset.regression(rows, observed)).run();
    }

    /** The formula with every name divided by its factor, and the whole multiplied by that of y. */
    private String scaled(Map<String, Double> factors) {
        String divided = formula;
        for (String variable : variables()) {
            if (factors.containsKey(variable)) {
                divided = divided.replaceAll(
                        "\\b" + variable + "\\b",
                        Matcher.quoteReplacement("(%s/%s)".formatted(variable, factors.get(variable))));
            }
        }
        return factors.containsKey("y") ? "%s*(%s)".formatted(factors.get("y"), divided) : divided;
    }

    @Override
    public String toString() {
        return name;
    }
}
