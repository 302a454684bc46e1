package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jacobians, gradients of samples, Hessians and products, against backward passes and graphs of derivatives. */
class CompiledDerivativesTest {
    private static final int SEEDS = Boolean.getBoolean("gradstep.long") ? 1000 : 40;

    /** Both directions: five outputs of two inputs, and two outputs of five, by hand. */
    @ParameterizedTest
    @EnumSource
    void a_jacobian_by_hand(Tier tier) {
        Value r = Value.of(0, "r");
        Value t = Value.of(0, "t");
        CompiledDerivatives polar = CompiledFunction.builder(List.of(r.mul(t.cos()), r.mul(t.sin()), r.mul(r)))
                .inputs(List.of(r, t))
                .tier(tier)
                .build()
                .byInputs();
        double[] outputs = new double[3];
        double[][] jacobian = new double[3][2];

        polar.jacobian(new double[] {2, 0}, outputs, jacobian);

        assertThat(outputs).containsExactly(2, 0, 4);
        assertThat(jacobian).isDeepEqualTo(new double[][] {{1, 0}, {0, 2}, {4, 0}});
    }

    /** In reverse mode the rows are the gradients, to the last bit; in forward mode they are but for rounding. */
    @ParameterizedTest
    @EnumSource
    void rows_of_a_jacobian_are_the_gradients_of_the_outputs(Tier tier) {
        int compared = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            int m = 1 + (int) (seed % 5);
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 60), m);
            if (tier == Tier.BYTECODE && isLarge(function)) {
                continue;
            }
            CompiledFunction compiled = function.compile(tier);
            CompiledFunction reference = function.compile(Tier.INTERPRETER);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            double[][] byParameters = new double[m][p.length];
            double[][] byInputs = new double[m][x.length];
            double[] outputs = new double[m];
            compiled.byParameters().jacobian(p, x, outputs, byParameters);
            compiled.byInputs().jacobian(p, x, outputs, byInputs);
            for (int k = 0; k < m; k++) {
                String name = "%s, seed %d, output %d".formatted(tier, seed, k);
                double[] expected = TierEqualityTest.gradient(reference, k, p, x);
                assertThat(outputs[k]).as(name).isEqualTo((Double) expected[0]);
                double[] gradient = Arrays.copyOfRange(expected, 1, 1 + p.length);
                compared += assertRow(name + ", by parameters", byParameters[k], gradient, function, k);
                gradient = Arrays.copyOfRange(expected, 1 + p.length, expected.length);
                compared += assertRow(name + ", by inputs", byInputs[k], gradient, function, k);
            }
        }
        assertThat(compared).as("finite rows").isGreaterThan(SEEDS);
    }

    private static boolean isLarge(Function function) {
        return BytecodeCompiler.classFile(function.record()).isEmpty();
    }

    private static int assertRow(String name, double[] row, double[] gradient, Function function, int k) {
        if (function.outputs.size() <= row.length) {
            assertThat(row).as(name).containsExactly(gradient);
        } else if (Arrays.stream(gradient).allMatch(Double::isFinite)) {
            double magnitude = LooseEqualityTest.largestContribution(function, k, function.inputNumbers());
            LooseEqualityTest.assertClose(name, row, gradient, magnitude);
        }
        return Arrays.stream(gradient).allMatch(Double::isFinite) ? 1 : 0;
    }

    @ParameterizedTest
    @EnumSource
    void gradients_of_samples_are_those_of_one_sample_after_another(Tier tier) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 80), 1 + (int) (seed % 2));
            if (tier == Tier.BYTECODE && isLarge(function)) {
                continue;
            }
            CompiledFunction compiled = function.compile(tier);
            double[] p = function.parameterNumbers();
            double[][] samples = LooseEqualityTest.samples(function, seed, 1 + (int) (seed % 40));
            double[] values = new double[samples.length];
            double[][] byParameters = new double[samples.length][p.length];
            double[][] byInputs = new double[samples.length][compiled.inputCount()];
            compiled.byParameters().gradients(p, samples, values, byParameters, 2);
            compiled.byInputs().gradients(p, samples, values, byInputs, 1);
            for (int s = 0; s < samples.length; s++) {
                String name = "seed %d, sample %d".formatted(seed, s);
                double[] expected = TierEqualityTest.gradient(compiled, 0, p, samples[s]);
                double magnitude = LooseEqualityTest.largestContribution(function, 0, samples[s]);
                double[] both = new double[expected.length];
                both[0] = values[s];
                System.arraycopy(byParameters[s], 0, both, 1, p.length);
                System.arraycopy(byInputs[s], 0, both, 1 + p.length, byInputs[s].length);
                LooseEqualityTest.assertClose(name, both, expected, magnitude);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_hessian_is_that_of_the_graph(Tier tier) {
        int compared = 0;
        for (long seed = 0; seed < SEEDS / 2; seed++) {
            Function function = RandomFunctions.withoutCustomOps(seed, seed, (int) (seed % 30), 1);
            if (tier == Tier.BYTECODE && isLarge(function)) {
                continue;
            }
            Value f = function.outputs.get(0);
            List<Value> gradient = Derivatives.gradient(f, function.inputs);
            double[][] expected = Derivatives.data(Derivatives.jacobian(gradient, function.inputs));
            double[] slopes = gradient.stream().mapToDouble(Value::data).toArray();
            int n = function.inputs.size();
            double[][] hessian = new double[n][n];
            double[] compiled = new double[n];
            double[] product = new double[n];
            double[] vector = new Random(seed).doubles(n).toArray();
            CompiledDerivatives by = function.compile(tier).byInputs();
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            double value = by.hessian(p, x, compiled, hessian);
            double slope = by.hessianVectorProduct(p, x, vector, product);
            String name = "%s, seed %d".formatted(tier, seed);
            assertThat(value).as(name).isEqualTo((Double) f.data());
            double largest = largest(expected);
            if (!Double.isFinite(f.data())
                    || !isFinite(slopes)
                    || !Arrays.stream(expected).allMatch(CompiledDerivativesTest::isFinite)
                    || largest > 1e6) {
                continue;
            }
            compared++;
            LooseEqualityTest.assertClose(name, compiled, slopes, 1);
            // Forward mode meets 0·NaN where the pass over the graph does; gradients as graphs end at a flat gate.
            f.backward();
            boolean passes = function.inputs.stream().mapToDouble(Value::grad).allMatch(Double::isFinite);
            double expectedSlope = 0;
            for (int i = 0; i < n; i++) {
                LooseEqualityTest.assertClose(name + ", row " + i, hessian[i], expected[i], 1 + largest);
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += expected[i][j] * vector[j];
                    assertThat(hessian[i][j]).as(name).isEqualTo((Double) hessian[j][i]);
                }
                expectedSlope += slopes[i] * vector[i];
                assertProduct(name + ", product", product[i], sum, 1e-8 * (1 + largest), passes);
            }
            assertProduct(name, slope, expectedSlope, 1e-8 * (1 + Math.abs(expectedSlope)), passes);
        }
        assertThat(compared).isGreaterThan(SEEDS / 8);
    }

    /** A product is the one expected; only where the pass over the graph is not finite, it may be NaN. */
    private static void assertProduct(String name, double product, double expected, double bound, boolean passes) {
        if (passes || !Double.isNaN(product)) {
            assertThat(product).as(name).isCloseTo(expected, within(bound));
        }
    }

    private static boolean isFinite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }

    private static double largest(double[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** wᵀ(J·v) = (wᵀ·J)·v, and both from the Jacobian. */
    @ParameterizedTest
    @EnumSource
    void products_are_those_with_the_jacobian(Tier tier) {
        int compared = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            int m = 1 + (int) (seed % 4);
            Function function = RandomFunctions.withoutCustomOps(seed, seed, (int) (seed % 40), m);
            if (tier == Tier.BYTECODE && isLarge(function)) {
                continue;
            }
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            double[] v = new Random(seed).doubles(x.length, -1, 1).toArray();
            double[] w = new Random(-seed).doubles(m, -1, 1).toArray();
            CompiledDerivatives by = function.compile(tier).byInputs();
            double[] outputs = new double[m];
            double[][] jacobian = new double[m][x.length];
            by.jacobian(p, x, outputs, jacobian);
            double[] forward = new double[m];
            by.jvp(p, x, v, forward);
            double[] reverse = new double[x.length];
            double sum = by.vjp(p, x, w, reverse);
            double largest = largest(jacobian);
            if (!Arrays.stream(jacobian).allMatch(CompiledDerivativesTest::isFinite)
                    || !isFinite(outputs)
                    || largest > 1e6) {
                continue;
            }
            compared++;
            String name = "%s, seed %d".formatted(tier, seed);
            for (int i = 0; i < m; i++) {
                double[] row = jacobian[i];
                double expected = IntStream.range(0, v.length)
                        .mapToDouble(j -> row[j] * v[j])
                        .sum();
                assertThat(forward[i]).as(name).isCloseTo(expected, within(1e-8 * (1 + largest)));
            }
            for (int j = 0; j < v.length; j++) {
                int column = j;
                double expected = IntStream.range(0, m)
                        .mapToDouble(i -> jacobian[i][column] * w[i])
                        .sum();
                assertThat(reverse[j]).as(name).isCloseTo(expected, within(1e-8 * (1 + largest)));
            }
            double expected =
                    IntStream.range(0, m).mapToDouble(i -> outputs[i] * w[i]).sum();
            assertThat(sum).as(name).isCloseTo(expected, within(1e-12 * (1 + largest(new double[][] {outputs}))));
        }
        assertThat(compared).isGreaterThan(SEEDS / 4);
    }

    /** Code that derives an op could ask for a number, which has none here. */
    @ParameterizedTest
    @EnumSource(Op.class)
    void every_op_has_compiled_second_derivatives(Op op) {
        int count = op.arity() == Arity.NARY ? 3 : op.minOperands();
        List<Value> leaves = new ArrayList<>();
        double[] at = new double[count];
        for (int i = 0; i < count; i++) {
            boolean order = i == 0 && op.takesOrder(); // flat in its order, which is whole
            at[i] = order ? 1 : 0.3 + 0.2 * i;
            leaves.add(order ? Value.constant(1) : Value.of(at[i]));
        }
        Value f = op.apply(leaves);
        double[][] expected = Derivatives.data(Derivatives.hessian(f, leaves));
        double[][] hessian = new double[count][count];
        CompiledDerivatives by = CompiledFunction.of(f, leaves).byInputs();
        by.hessian(at, new double[count], hessian);
        for (int i = 0; i < count; i++) {
            LooseEqualityTest.assertClose(op + ", row " + i, hessian[i], expected[i], 0);
            double[] e = new double[count];
            e[i] = 1;
            double[] product = new double[count];
            by.hessianVectorProduct(at, e, product);
            LooseEqualityTest.assertClose(op + ", column " + i, product, expected[i], 1e-6);
        }
    }

    /** At x = 0, √x and log x have infinite slopes; the other output must not be touched by 0·∞. */
    @ParameterizedTest
    @EnumSource
    void an_infinite_slope_stays_where_it_is(Tier tier) {
        Value x = Value.of(1);
        Value y = Value.of(1);
        CompiledDerivatives by = CompiledFunction.builder(List.of(x.sqrt().add(y), y.mul(3), y.mul(y)))
                .inputs(List.of(x, y))
                .tier(tier)
                .build()
                .byInputs();
        double[][] jacobian = new double[3][2];
        by.jacobian(new double[] {0, 2}, new double[3], jacobian);
        assertThat(jacobian).isDeepEqualTo(new double[][] {{Double.POSITIVE_INFINITY, 1}, {0, 3}, {0, 4}});
        CompiledDerivatives wide = CompiledFunction.builder(List.of(x.sqrt().add(y), y.mul(3)))
                .inputs(List.of(x, y))
                .tier(tier)
                .build()
                .byInputs();
        double[][] square = new double[2][2];
        wide.jacobian(new double[] {0, 2}, new double[2], square);
        assertThat(square).isDeepEqualTo(new double[][] {{Double.POSITIVE_INFINITY, 1}, {0, 3}});
    }

    /** x·log x, continued by 0: what the branch not taken has at 0 is infinite. */
    @ParameterizedTest
    @EnumSource
    void a_branch_not_taken_contributes_nothing(Tier tier) {
        Value x = Value.of(2);
        Value f = Value.where(x.greaterThan(0), x.mul(x.log()), x.mul(3));
        CompiledFunction both = CompiledFunction.builder(List.of(f, f.mul(2)))
                .inputs(List.of(x))
                .tier(tier)
                .build();
        CompiledDerivatives by = both.byInputs();
        double[] zero = {0};
        double[][] jacobian = new double[2][1];
        by.jacobian(zero, new double[2], jacobian);
        assertThat(jacobian).isDeepEqualTo(new double[][] {{3}, {6}});
        double[] product = new double[2];
        by.jvp(zero, new double[] {1}, product);
        assertThat(product).containsExactly(3, 6);
        double[] one = new double[1];
        by.vjp(zero, new double[] {1, 1}, one);
        assertThat(one).containsExactly(9);
        by.hessianVectorProduct(zero, new double[] {1}, one);
        assertThat(one).containsExactly(0);
        double[][] hessian = new double[1][1];
        by.hessian(zero, one, hessian);
        assertThat(one).containsExactly(3);
        assertThat(hessian[0]).containsExactly(0);
        double[][] samples = {{0}, {1}, {0}, {2}};
        double[][] gradients = new double[4][1];
        by.gradients(new double[0], samples, new double[4], gradients, 1);
        assertThat(gradients).isDeepEqualTo(new double[][] {{3}, {1}, {3}, {1 + Math.log(2)}});
    }

    /** One classifier's weights are most of its nodes, and each sample a point; in the other each is a lane. */
    @ParameterizedTest
    @EnumSource
    void threads_share_one_function_and_change_no_bit(Tier tier) throws Exception {
        Value a = Value.of(1);
        Value b = Value.of(1);
        Value x = Value.of(1);
        Value path = x;
        for (int step = 0; step < (tier == Tier.BYTECODE ? 3 : 200); step++) {
            path = path.mul(a).add(b.mul(path.sin())).tanh();
        }
        CompiledFunction f = CompiledFunction.builder(List.of(path, path.mul(b)))
                .parameters(List.of(a, b))
                .inputs(List.of(x))
                .tier(tier)
                .build();
        double[][] samples =
                new Random(1).doubles(500).mapToObj(d -> new double[] {d}).toArray(double[][]::new);
        double[] p = {0.9, 0.4};
        Work expected = new Work(f, p, samples, 1);
        List<Thread> threads = new ArrayList<>();
        List<Work> found = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> found.add(new Work(f, p, samples, 3))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found).hasSize(4);
        for (Work work : found) {
            assertThat(work.gradients).isDeepEqualTo(expected.gradients);
            assertThat(work.jacobians).isDeepEqualTo(expected.jacobians);
            assertThat(work.hessian).isDeepEqualTo(expected.hessian);
            assertThat(work.product).containsExactly(expected.product);
        }
        double[] gradient = new double[2];
        f.gradient(p, samples[77], gradient, new double[1]);
        assertThat(expected.gradients[77]).containsExactly(gradient, within(1e-12));
        assertThat(expected.jacobians[77][0]).containsExactly(gradient, within(1e-12));
    }

    private static final class Work {
        final double[][] gradients;
        final double[][][] jacobians;
        final double[][] hessian = new double[2][2];
        final double[] product = new double[2];

        Work(CompiledFunction f, double[] p, double[][] samples, int threads) {
            gradients = new double[samples.length][2];
            jacobians = new double[samples.length][2][2];
            CompiledDerivatives by = f.byParameters();
            by.gradients(p, samples, new double[samples.length], gradients, threads);
            by.jacobians(p, samples, new double[samples.length][2], jacobians, threads);
            by.hessian(p, samples[0], new double[2], hessian);
            by.hessianVectorProduct(p, samples[0], new double[] {1, 2}, product);
        }
    }
}
