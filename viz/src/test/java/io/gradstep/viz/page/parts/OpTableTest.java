package io.gradstep.viz.page.parts;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Doubles;
import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.viz.page.Browser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page's table of ops against the engine's: none is missing, and each computes what Java does. */
class OpTableTest {
    private static final Pattern DERIVED = Pattern.compile("(?m)^OPS\\.(\\w+) = ");
    private static final double[] SPECIAL = {
        Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
    };

    /** The table of ops, those that few graphs have included. */
    private static final String TABLE = Stream.concat(Stream.of("ops"), StepperParts.OPS_OF_FEW.stream())
            .map(module -> HtmlPage.resource(module + ".js"))
            .collect(joining());

    @Test
    void every_op_is_in_the_table_with_its_arity_or_derived() {
        Map<String, String> table = DerivedOps.ENTRY
                .matcher(TABLE)
                .results()
                .collect(toMap(match -> match.group(1), (MatchResult match) -> match.group(2)));
        DERIVED.matcher(DerivedOps.script(op -> true))
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(name -> assertThat(table.put(name, arity(name)))
                        .as("%s is both derived and written", name)
                        .isNull());

        assertThat(table)
                .containsExactlyInAnyOrderEntriesOf(
                        Arrays.stream(Op.values()).collect(toMap(Op::functionName, op -> arity(op.functionName()))));
    }

    private static String arity(String name) {
        return Arrays.stream(Op.values())
                .filter(op -> op.functionName().equals(name))
                .map(op -> op.arity().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class InTheBrowser {
        private static Browser browser;

        @BeforeAll
        static void start() {
            browser = Browser.shared();
        }

        /** NaN, ±0, ±∞ and, where there are several operands, ±1 and ties. */
        @ParameterizedTest
        @EnumSource(Op.class)
        void special_values_are_the_same(Op op) {
            for (Call call : compute(op, specialOperands(op))) {
                // The last bit of a logarithm, and of a quotient of powers, which the page rounds before it divides.
                if ((op == Op.LOG_SOFTMAX || op == Op.SOFTMAX) && isOrdinary(call.java.get(0))) {
                    assertThat(ulps(op, call, 0))
                            .as("%s at %s", op, call.operands)
                            .isLessThanOrEqualTo(1);
                    call.javaScript.set(0, call.java.get(0));
                }
                assertThat(call.javaScript)
                        .as("%s at %s: value and local derivatives", op, call.operands)
                        .isEqualTo(call.java);
            }
        }

        private boolean isOrdinary(double value) {
            return Double.isFinite(value) && value != 0;
        }

        @ParameterizedTest
        @EnumSource(Op.class)
        void ordinary_values_are_the_same_to_4_ulp(Op op) {
            long seed = 20_240_229;
            Random random = new Random(seed);
            List<double[]> operands = new ArrayList<>();
            for (int n = 0; n < 600; n++) {
                double[] v = random.doubles(operandCount(op, n))
                        .map(u -> ordinary(u, random))
                        .toArray();
                if (op.takesOrder()) { // of which the first is a whole number
                    v[0] = n % 4;
                }
                operands.add(v);
            }
            for (Call call : compute(op, operands)) {
                for (int i = 0; i < call.java.size(); i++) {
                    assertThat(ulps(op, call, i))
                            .as("ulps between results %d of %s at %s, seed %d", i, call, op, seed)
                            .isLessThanOrEqualTo(4);
                }
            }
        }

        /** The distance between two results, in units in the last place of the greatest number that is added up. */
        private double ulps(Op op, Call call, int i) {
            double java = call.java.get(i);
            double javaScript = call.javaScript.get(i);
            if (Double.compare(java, javaScript) == 0) {
                return 0;
            }
            return Math.abs(java - javaScript) / Math.ulp(Math.max(Math.abs(java), greatestTerm(op, call.operands, i)));
        }

        /**
         * The magnitude of what is added up, where the engine itself promises no relative accuracy: a result near a
         * root, and a logarithm of a sum near 1.
         */
        private double greatestTerm(Op op, List<Double> v, int i) {
            if (op == Op.GELU && i == 1) {
                double x = v.get(0);
                return Math.abs(x) * Math.exp(-x * x / 2) * 0.4;
            }
            if (op == Op.SILU && i == 1) {
                return Op.SIGMOID.forward(v.get(0));
            }
            double last = v.get(v.size() - 1);
            return switch (op) {
                case LGAMMA -> reflected(i - 1, last);
                case DIGAMMA -> reflected(i, last);
                case POLYGAMMA -> reflected(v.get(0) + (i == 2 ? 1 : 0), last);
                case LOG_SUM_EXP -> i == 0 ? 1 : 0;
                default -> 0;
            };
        }

        /** The term of the nearest pole in a derivative of digamma, or what a logarithm of gamma is a difference of. */
        private double reflected(double order, double x) {
            if (x >= 0) {
                return 0;
            }
            return order < 0
                    ? Math.max(1, Op.LGAMMA.forward(1 - x))
                    : Math.exp(Op.LGAMMA.forward(order + 1)) / Math.pow(Math.abs(x - Math.rint(x)), order + 1);
        }

        /** Over many magnitudes of either sign, and the range where functions bend more than elsewhere. */
        private double ordinary(double u, Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> Math.scalb(2 * u - 1, random.nextInt(-1060, 1000));
                case 1 -> Math.scalb(2 * u - 1, random.nextInt(-30, 10));
                case 2 -> 80 * u - 40;
                default -> 6 * u - 3;
            };
        }

        private int operandCount(Op op, int n) {
            return op.arity() == Arity.NARY ? op.minOperands() + n % 5 : op.minOperands();
        }

        private List<double[]> specialOperands(Op op) {
            List<double[]> all = new ArrayList<>();
            if (op.arity() == Arity.UNARY) {
                DoubleStream.of(SPECIAL).forEach(a -> all.add(new double[] {a}));
                return all;
            }
            double[] withOnes = Doubles.concat(SPECIAL, new double[] {1, -1});
            for (double a : withOnes) {
                for (double b : withOnes) {
                    all.add(op.arity() == Arity.TERNARY ? new double[] {a, b, 3} : new double[] {a, b});
                    if (op.arity() == Arity.NARY) {
                        all.add(new double[] {a, b, 1});
                    }
                }
            }
            return all;
        }

        private List<Call> compute(Op op, List<double[]> operands) {
            // A line a call, the operands and the result: Selenium asks each item of a list for its methods.
            List<String> sent = new ArrayList<>();
            List<List<Double>> java = new ArrayList<>();
            for (double[] v : operands) {
                double[] results = new double[v.length + 1];
                results[0] = op.forward(v);
                for (int i = 0; i < v.length; i++) {
                    results[i + 1] = op.derivative(i, v, results[0]);
                }
                java.add(Doubles.asList(results));
                sent.add(line(Doubles.concat(v, new double[] {results[0]})));
            }
            String answers = (String) browser.run(
                    HtmlPage.resource("special.js") + TABLE + DerivedOps.script(op::equals) + """
                            const op = OPS[arguments[0]];
                            const text = (x) => (Object.is(x, -0) ? '-0' : String(x));
                            return arguments[1].split('\\n').map((line) => {
                              const v = line.split(' ').map(Number);
                              const out = v.pop();
                              return [op.value(v), ...v.map((_, i) => op.local(i, v, out))].map(text).join(' ');
                            }).join('\\n');
                            """,
                    op.functionName(),
                    String.join("\n", sent));
            List<String> received = answers.lines().toList();
            assertThat(received).hasSameSizeAs(operands);
            List<Call> calls = new ArrayList<>();
            for (int n = 0; n < operands.size(); n++) {
                calls.add(new Call(Doubles.asList(operands.get(n)), java.get(n), numbers(received.get(n))));
            }
            return calls;
        }

        private String line(double[] numbers) {
            return Arrays.stream(numbers).mapToObj(Double::toString).collect(joining(" "));
        }

        private List<Double> numbers(String line) {
            return Arrays.stream(line.split(" ")).map(Double::valueOf).collect(toCollection(ArrayList::new));
        }

        /** The results of both for some operands: the value, then the local derivatives. */
        private record Call(List<Double> operands, List<Double> java, List<Double> javaScript) {}
    }
}
