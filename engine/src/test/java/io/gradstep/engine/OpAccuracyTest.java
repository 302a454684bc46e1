package io.gradstep.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Every op against a table of 25 digits: value, first and second derivative, the latter two as graphs also.
 *
 * <p>The table was made by {@code engine/src/test/python/derivatives.py}, which knows no rule of differentiation.
 */
class OpAccuracyTest {
    private static final double ULPS = 4;

    /** A line of the table. */
    record Row(List<Double> v, String value, List<String> first, List<String> second) {
        double[] operands() {
            return Doubles.toArray(v);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DETACH") // whose derivative is none, by definition
    void value_and_numeric_derivatives_are_within_4_ulp(Op op) throws IOException {
        List<Row> rows = rows(op);
        assertThat(rows)
                .as("lines of %s in derivatives.txt, which derivatives.py writes", op)
                .hasSizeGreaterThan(15);
        for (Row row : rows) {
            double[] v = row.operands();
            double out = op.forward(v);
            check(op, row, "value", out, row.value, greatestSummand(op, v), ULPS);
            for (int i = 0; i < v.length; i++) {
                double local = op.derivative(i, v, out);
                check(op, row, "∂/∂" + i, local, row.first.get(i), greaterTerm(op, v), ULPS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DETACH") // whose derivative is none, by definition
    void derivatives_as_graphs_are_within_4_ulp(Op op) throws IOException {
        int compared = 0;
        int skipped = 0;
        for (Row row : rows(op)) {
            List<Value> leaves =
                    Arrays.stream(row.operands()).mapToObj(Value::of).toList();
            Value out = op.apply(leaves);
            List<Value> gradient = Derivatives.gradient(out, leaves);
            List<List<Value>> hessian = Derivatives.jacobian(gradient, leaves);
            int k = 0;
            for (int i = 0; i < leaves.size(); i++) {
                if (Rounding.isOrdinary(gradient.get(i))) {
                    compared++;
                    double scale = greaterTerm(op, row.operands());
                    check(
                            op,
                            row,
                            "∂/∂" + i,
                            gradient.get(i).data(),
                            row.first.get(i),
                            scale,
                            ulps(op, row.operands()));
                } else {
                    skipped++;
                }
                for (int j = i; j < leaves.size(); j++, k++) {
                    double scale = greaterTermOfSecond(op, row.operands(), i, j);
                    for (Value second :
                            List.of(hessian.get(i).get(j), hessian.get(j).get(i))) {
                        if (Rounding.isOrdinary(second)) {
                            compared++;
                            String name = "∂²/∂%d∂%d".formatted(i, j);
                            check(
                                    op,
                                    row,
                                    name,
                                    second.data(),
                                    row.second.get(k),
                                    scale,
                                    ulpsOfSecond(op, row.operands()));
                        } else {
                            skipped++;
                        }
                    }
                }
            }
        }
        assertThat(compared).as("%d derivatives left out", skipped).isGreaterThan(2 * skipped);
    }

    /**
     * NaN, ±∞, ±0, subnormal numbers, the largest ones and ties: the table {@code edges.txt}, which the same script
     * writes and whose marks it explains.
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DETACH") // whose derivative is none, by definition
    void derivatives_are_right_at_the_edges(Op op) throws IOException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (String line : Resources.readLines(Resources.getResource(OpAccuracyTest.class, "edges.txt"), UTF_8)) {
            List<String> parts = Splitter.on('|').splitToList(line);
            if (!parts.get(0).equals(op.functionName())) {
                continue;
            }
            compared++;
            double[] v = numbers(parts.get(1));
            List<Value> leaves = Arrays.stream(v).mapToObj(Value::of).toList();
            List<Value> gradient = Derivatives.gradient(op.apply(leaves), leaves);
            List<List<Value>> hessian = Derivatives.jacobian(gradient, leaves);
            List<String> second = Splitter.on(',').splitToList(parts.get(parts.size() - 1));
            List<String> differences = new ArrayList<>();
            if (parts.size() > 3) {
                boolean isInfinite = Arrays.stream(v).anyMatch(Double::isInfinite);
                double out = op.forward(v);
                compare(differences, "value", out, parts.get(2), ULPS, 0, isInfinite);
                List<String> first = Splitter.on(',').splitToList(parts.get(3));
                for (int i = 0; i < v.length; i++) {
                    compare(differences, "∂/∂" + i, op.derivative(i, v, out), first.get(i), ULPS, 0, isInfinite);
                    double symbolic = gradient.get(i).data();
                    compare(differences, "∂/∂%d as a graph".formatted(i), symbolic, first.get(i), ulps(op, v), 0, true);
                }
            }
            int k = 0;
            for (int i = 0; i < v.length; i++) {
                for (int j = i; j < v.length; j++, k++) {
                    double scale = greaterTermOfSecond(op, v, i, j);
                    for (Value partial :
                            List.of(hessian.get(i).get(j), hessian.get(j).get(i))) {
                        String name = "∂²/∂%d∂%d".formatted(i, j);
                        compare(differences, name, partial.data(), second.get(k), ulpsOfSecond(op, v), scale, true);
                    }
                }
            }
            if (!differences.isEmpty()) {
                wrong.add(line + ": " + String.join(", ", differences));
            }
        }
        assertThat(compared)
                .as("lines of %s in edges.txt, which edges.py writes", op)
                .isGreaterThan(7);
        assertThat(wrong).isEmpty();
    }

    private static double[] numbers(String list) {
        return Splitter.on(',')
                .splitToStream(list)
                .mapToDouble(OpAccuracyTest::number)
                .toArray();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("inf", "Infinity").replace("nan", "NaN"));
    }

    private static void compare(
            List<String> differences,
            String what,
            double actual,
            String expected,
            double ulps,
            double scale,
            boolean mayOverflow) {
        boolean isMarked = expected.endsWith("~");
        String exact = isMarked ? expected.substring(0, expected.length() - 1) : expected;
        if (exact.equals("?") || (isMarked && mayOverflow && !Double.isFinite(actual))) {
            return;
        }
        boolean right = exact.equals("nan")
                ? Double.isNaN(actual)
                : exact.endsWith("inf") ? actual == number(exact) : Rounding.ulps(actual, exact, finite(scale)) <= ulps;
        if (!right) {
            differences.add(what + " is " + actual);
        }
    }

    /** A power's exponent n − 1 is rounded, which counts |log x| times. */
    private static double ulps(Op op, double[] v) {
        return op == Op.POW ? ULPS + rounded(v[1] - 1, v[0]) : ULPS;
    }

    /** A power's exponents n − 1 and n − 2 are rounded; and exp(out) counts the rounding of out |out| times. */
    private static double ulpsOfSecond(Op op, double[] v) {
        return switch (op) {
            case POW -> ulps(op, v) + rounded(v[1] - 2, v[0]);
            case LOG_SOFTMAX -> ULPS + finite(Op.LOG_SOFTMAX.forward(v));
            default -> ULPS;
        };
    }

    /**
     * The error from half a unit of a power's exponent, in units of 2⁻⁵³, which are at least as many of the result's.
     */
    private static double rounded(double exponent, double base) {
        return finite(Math.ulp(exponent) / 2 * 0x1p53 * Math.log(Math.abs(base)));
    }

    private static double finite(double size) {
        return Double.isFinite(size) ? Math.abs(size) : 0;
    }

    /** The greatest product or summand of a sum; else 0. */
    private static double greatestSummand(Op op, double[] v) {
        double greatest = switch (op) {
            case LGAMMA -> v[0] < 0 ? Math.max(1, Op.LGAMMA.forward(1 - v[0])) : 0;
            case DIGAMMA -> reflected(0, v[0]);
            case POLYGAMMA -> reflected(v[0], v[1]);
            default -> 0;
        };
        for (int i = 0; i < v.length && (op == Op.DOT || op == Op.SUM); i++) {
            greatest = Math.max(greatest, Math.abs(v[i] * op.derivative(i, v, 0)));
        }
        return greatest;
    }

    /** The greatest term of a first derivative that is a sum with a root; else 0. */
    private static double greaterTerm(Op op, double[] v) {
        return switch (op) {
            case GELU -> Math.max(Op.NORM_CDF.forward(v), Math.abs(v[0]) * Op.NORM_PDF.forward(v));
            case SILU -> Op.SIGMOID.forward(v) * Math.max(1, Math.abs(Math.min(0, v[0])));
            case LGAMMA -> reflected(0, v[0]);
            case POLYGAMMA -> reflected(v[0] + 1, v[1]);
            default -> 0;
        };
    }

    /** The greatest term of a derivative of digamma of even order, which has roots between its poles; else 0. */
    private static double reflected(double order, double x) {
        if (x >= 0 || order % 2 != 0) {
            return 0;
        }
        double ofPole = Math.PI / Math.tan(Math.PI * x);
        return order == 0
                ? Math.max(Math.abs(ofPole), Op.DIGAMMA.forward(1 - x))
                : Math.exp(Op.LGAMMA.forward(order + 1)) / Math.pow(Math.abs(x - Math.rint(x)), order + 1);
    }

    /** The greatest term of a second derivative that is a sum with a root; else 0. */
    private static double greaterTermOfSecond(Op op, double[] v, int i, int j) {
        double x = v[0];
        return switch (op) {
            case ATAN2 -> i != j ? 1 / Math.hypot(x, v[1]) / Math.hypot(x, v[1]) : 0;
            case SECH -> Op.SECH.forward(x);
            case NORM_PDF -> Op.NORM_PDF.forward(x) * Math.max(1, x * x);
            case GELU -> Op.NORM_PDF.forward(x) * Math.max(2, x * x);
            case DIGAMMA -> reflected(2, x);
            case POLYGAMMA -> reflected(x + 2, v[1]);
            case SILU -> Op.SIGMOID.derivative(0, new double[] {x}, Op.SIGMOID.forward(x)) * Math.max(2, Math.abs(x));
            case POW -> i != j ? Math.pow(x, v[1] - 1) * Math.max(1, Math.abs(v[1] * Math.log(x))) : 0;
            case SOFTMAX -> Math.abs(Op.SOFTMAX.derivative(Math.max(i, j), v, Op.SOFTMAX.forward(v)));
            default -> 0;
        };
    }

    private static void check(Op op, Row row, String what, double actual, String expected, double scale, double ulps) {
        if (expected.equals("nan")) {
            return;
        }
        assertThat(Rounding.ulps(actual, expected, scale))
                .as("%s of %s at %s: %s, not %s", what, op, Arrays.toString(row.operands()), actual, expected)
                .isLessThanOrEqualTo(ulps);
    }

    static List<Row> rows(Op op) throws IOException {
        List<Row> rows = new ArrayList<>();
        Splitter numbers = Splitter.on(',');
        for (String line : Resources.readLines(Resources.getResource(OpAccuracyTest.class, "derivatives.txt"), UTF_8)) {
            List<String> parts = Splitter.on('|').splitToList(line);
            if (parts.get(0).equals(op.functionName())) {
                rows.add(new Row(
                        numbers.splitToStream(parts.get(1)).map(Double::valueOf).toList(),
                        parts.get(2),
                        numbers.splitToList(parts.get(3)),
                        numbers.splitToList(parts.get(4))));
            }
        }
        return rows;
    }
}
