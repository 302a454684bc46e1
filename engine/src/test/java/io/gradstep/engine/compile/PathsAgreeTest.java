package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Rounding;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each op alone, at special numbers, ties and random ones, on every path that computes it. */
class PathsAgreeTest {
    private static final long SEED = 20261125;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        2,
        -3,
        0.5,
        1e308,
        -1e308,
        1e-308,
        -1e-308,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        40,
        -40,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    /** Lanes, so that a batch has some; a power of two, so that the sum of as many equal gradients is exact. */
    private static final int SAMPLES = 16;

    /** f(p·x) at x = 1, an exact product that makes the op one whose operands differ from lane to lane. */
    private static final class Alone {
        final List<Value> parameters;
        final List<Value> inputs;
        final Value f;
        final double[] ones;
        final List<CompiledFunction> compiled;

        Alone(Op op, int count) {
            ones = new double[count];
            Arrays.fill(ones, 1);
            parameters = values(new double[count]);
            inputs = values(ones);
            List<Value> products = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                products.add(parameters.get(i).mul(inputs.get(i)));
            }
            f = op.apply(products);
            compiled = Arrays.stream(Tier.values())
                    .map(tier -> CompiledFunction.builder(f)
                            .parameters(parameters)
                            .inputs(inputs)
                            .tier(tier)
                            .build())
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eager_graph_compiled_and_batch_agree_to_the_bit(Op op) {
        Map<Integer, Alone> functions = new HashMap<>();
        for (double[] v : operands(op)) {
            Alone alone = functions.computeIfAbsent(v.length, count -> new Alone(op, count));
            String name = op + Arrays.toString(v);
            double out = op.forward(v);
            double[] expected = new double[v.length];
            Arrays.setAll(expected, i -> 0.0 + op.derivative(i, v, out));

            List<Value> leaves = values(v);
            Value eager = op.apply(leaves);
            eager.backward();
            assertSame(name + ", eager", out, expected, eager.data(), gradients(leaves));

            for (int i = 0; i < v.length; i++) {
                alone.parameters.get(i).setData(v[i]);
                alone.parameters.get(i).zeroGrad();
            }
            Graph graph = Graph.of(alone.f);
            graph.forward();
            graph.backward();
            assertSame(name + ", graph", out, expected, alone.f.data(), gradients(alone.parameters));

            double[] gradient = new double[v.length];
            for (CompiledFunction compiled : alone.compiled) {
                double value = compiled.gradient(v, alone.ones, gradient, new double[v.length]);
                assertSame(name + ", compiled", out, expected, value, gradient);
            }
            double[][] samples = new double[SAMPLES][];
            Arrays.fill(samples, alone.ones);
            double[][] outputs = new double[SAMPLES][1];
            alone.compiled.get(0).sumGradient(v, samples, gradient, outputs, 1);
            double[] summed = new double[v.length]; // sample by sample
            for (int s = 0; s < SAMPLES; s++) {
                Arrays.setAll(summed, i -> summed[i] + expected[i]);
            }
            assertSame(name + ", batch", out, summed, outputs[SAMPLES - 1][0], gradient);
        }
    }

    /** Double.equals: all NaN are the same, but 0 and −0 are not. */
    private static void assertSame(String name, double out, double[] expected, double value, double[] gradient) {
        assertThat(value).as(name).isEqualTo((Double) out);
        assertThat(gradient).as(name).containsExactly(expected);
    }

    /** Units in the last place between a rule's two forms, wherever no result on the way over- or underflows. */
    @ParameterizedTest
    @EnumSource
    void symbolic_derivatives_agree_with_the_numeric_ones_to_4_ulp(Op op) {
        int compared = 0;
        for (double[] v : operands(op)) {
            for (int constant = -1; constant < v.length; constant++) {
                List<Value> leaves = values(v);
                if (constant >= 0) {
                    leaves.set(constant, Value.constant(v[constant]));
                }
                Value f = op.apply(leaves);
                List<Value> gradient = Derivatives.gradient(f, leaves);
                for (int i = 0; i < v.length; i++) {
                    if (i == constant) {
                        continue;
                    }
                    double numeric = op.derivative(i, v, f.data());
                    double symbolic = gradient.get(i).data();
                    if (Double.compare(numeric + 0.0, symbolic + 0.0) == 0) {
                        compared++;
                    } else if ((hasNonFinite(v) || Rounding.isOrdinary(gradient.get(i)))) {
                        compared++;
                        double allowed = 4 * Math.ulp(Math.max(Math.abs(numeric), greaterTerm(op, v)));
                        if (op == Op.POW && i == 0) { // whose exponent n − 1 is rounded
                            allowed *= 1 + Math.abs(Math.log(Math.abs(v[0]))) / 4;
                        }
                        assertThat(Math.abs(symbolic - numeric))
                                .as("∂/∂%d of %s%s: %s, not %s", i, op, Arrays.toString(v), symbolic, numeric)
                                .isLessThanOrEqualTo(allowed);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(400);
    }

    /** The greatest term of a derivative that is a sum with a root; else 0. */
    private static double greaterTerm(Op op, double[] v) {
        double x = v[0];
        return switch (op) {
            case GELU -> Math.abs(x) < 40 ? Math.abs(x) * Op.NORM_PDF.value(x) : 0;
            case SILU -> Math.abs(x) < 700 ? Math.abs(x) * Op.SIGMOID.slope(x, Op.SIGMOID.value(x)) : 0;
            default -> 0;
        };
    }

    private static boolean hasNonFinite(double[] v) {
        return !Arrays.stream(v).allMatch(Double::isFinite);
    }

    private static List<Value> values(double[] numbers) {
        List<Value> values = new ArrayList<>();
        for (double number : numbers) {
            values.add(Value.of(number));
        }
        return values;
    }

    private static double[] gradients(List<Value> leaves) {
        return leaves.stream().mapToDouble(Value::grad).toArray();
    }

    /** Every special number or pair of them, and random numbers of ordinary and of any size. */
    private static List<double[]> operands(Op op) {
        Random random = new Random(SEED);
        List<double[]> all = new ArrayList<>();
        for (double a : SPECIAL) {
            if (op.arity() == Arity.UNARY) {
                all.add(new double[] {a});
                continue;
            }
            for (double b : SPECIAL) {
                all.add(op.arity() == Arity.TERNARY ? new double[] {a, b, 2 * b} : new double[] {a, b});
            }
            if (op.arity() == Arity.NARY) {
                all.add(new double[] {a, 1, a});
            }
        }
        while (all.size() < 500) {
            int count = op.arity() == Arity.NARY ? op.minOperands() + random.nextInt(4) : op.minOperands();
            double[] v = random.doubles(count, -50, 50).toArray();
            if (random.nextInt(3) == 0) {
                v[random.nextInt(count)] *= Math.scalb(1.0, random.nextInt(-1060, 1000));
            } else if (random.nextBoolean()) {
                Arrays.setAll(v, i -> v[i] / 20);
            }
            all.add(v);
        }
        return all;
    }
}
