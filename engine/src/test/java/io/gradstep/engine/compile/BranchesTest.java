package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Conditions on every path, against the same formula in which Java's own {@code if} chose the branches: what is not
 * taken is not in that graph at all.
 */
class BranchesTest {
    /** The long form, five times as many, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int FUNCTIONS = Boolean.getBoolean("gradstep.long") ? 3000 : 600;

    /** Builds the same random formula with conditions as gates, or decided by Java. */
    private static final class Formula {
        private final Random random;
        private final boolean decided;
        final List<Value> inputs;
        private final List<Value> known = new ArrayList<>();

        Formula(long seed, double[] numbers, boolean decided) {
            this.random = new Random(seed);
            this.decided = decided;
            this.inputs = Arrays.stream(numbers).mapToObj(Value::of).toList();
            known.addAll(inputs);
        }

        Value build() {
            Value sum = term(4);
            return sum.add(term(4));
        }

        private Value term(int depth) {
            Value result = switch (depth == 0 ? 0 : random.nextInt(9)) {
                case 0 -> known.get(random.nextInt(known.size()));
                case 1 -> term(depth - 1).log();
                case 2 -> term(depth - 1).sqrt();
                case 3 -> term(depth - 1).div(term(depth - 1));
                case 4 -> term(depth - 1).mul(term(depth - 1));
                case 5 -> term(depth - 1).sub(term(depth - 1));
                case 6 -> term(depth - 1).tanh();
                default -> condition(depth - 1);
            };
            if (random.nextInt(3) == 0) {
                known.add(result); // may be used again, inside other branches or outside of all
            }
            return result;
        }

        private Value condition(int depth) {
            Value condition = term(depth).greaterThan(term(depth));
            Value first = term(depth);
            Value second = term(depth);
            if (!decided || Double.isNaN(condition.data())) {
                return Value.where(condition, first, second);
            }
            return condition.data() != 0 ? first : second;
        }
    }

    private static double[] numbers(long seed) {
        Random random = new Random(-1 - seed);
        double[] numbers = new double[3];
        Arrays.setAll(numbers, i -> random.nextInt(3) == 0 ? random.nextInt(3) - 1 : random.nextGaussian());
        return numbers;
    }

    @Test
    void every_path_has_the_gradient_of_the_branches_taken() {
        int finiteDespitePoles = 0;
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            double[] at = numbers(seed);
            Formula decided = new Formula(seed, at, true);
            Value expected = decided.build();
            expected.backward();
            double[] gradient = grads(decided.inputs);

            Formula dynamic = new Formula(seed, at, false);
            Value f = dynamic.build();
            f.backward();
            String name = "seed " + seed;
            assertThat(f.data()).as(name).isEqualTo(Double.valueOf(expected.data()));
            assertClose(name + ", eager", grads(dynamic.inputs), gradient);
            finiteDespitePoles += hasPole(f) && finite(gradient) ? 1 : 0;

            double[] eager = grads(dynamic.inputs);
            Graph graph = Graph.of(f);
            dynamic.inputs.forEach(Value::zeroGrad);
            graph.backward();
            assertThat(grads(dynamic.inputs)).as(name + ", Graph").isEqualTo(eager);

            List<Value> symbolic = Derivatives.gradient(f, dynamic.inputs);
            assertClose(name + ", symbolic", data(symbolic), data(Derivatives.gradient(expected, decided.inputs)));

            // Recorded at other numbers, where other branches were taken.
            Formula elsewhere = new Formula(seed, new double[] {0.4, -1.3, 2.2}, false);
            Value recorded = elsewhere.build();
            for (Tier tier : Tier.values()) {
                CompiledFunction function = CompiledFunction.builder(recorded)
                        .inputs(elsewhere.inputs)
                        .tier(tier)
                        .build();
                double[] compiled = new double[3];
                double value = function.gradient(at, compiled);
                assertThat(value).as(name + ", " + tier).isEqualTo(Double.valueOf(f.data()));
                if (tier == Tier.TAPE) {
                    assertClose(name + ", tape", compiled, gradient);
                } else {
                    assertThat(compiled).as(name + ", " + tier).isEqualTo(eager);
                }
            }
            checkBatch(name, recorded, elsewhere.inputs, at, f.data(), gradient);
        }
        assertThat(finiteDespitePoles)
                .as("functions with a pole in a branch not taken")
                .isGreaterThan(FUNCTIONS / 30);
    }

    /** A batch over sixteen samples, with the inputs as parameters shared by all of them and as inputs. */
    private static void checkBatch(
            String name, Value recorded, List<Value> leaves, double[] at, double value, double[] gradient) {
        CompiledFunction shared = CompiledFunction.builder(recorded.mul(Value.constant(1)))
                .parameters(leaves.subList(0, 2))
                .inputs(leaves.subList(2, 3))
                .build();
        double[][] samples = new double[16][];
        Arrays.fill(samples, new double[] {at[2]});
        double[] sum = new double[2];
        double[][] outputs = new double[16][1];
        shared.sumGradient(Arrays.copyOf(at, 2), samples, sum, outputs, 1);
        assertThat(outputs[7][0]).as(name + ", batch").isEqualTo(Double.valueOf(value));
        assertClose(name + ", batch", new double[] {sum[0] / 16, sum[1] / 16}, Arrays.copyOf(gradient, 2));
    }

    /**
     * √x has the slope ∞ at 0, where the branch is not taken; that its value is used detached is no way for a gradient.
     */
    @Test
    void a_detached_use_takes_nothing_out_of_a_branch() {
        Value x = Value.of(0);
        Value root = x.sqrt();
        Value f = Value.where(x.greaterThan(0), root, Value.constant(0)).add(root.detach());
        f.backward();
        assertThat(x.grad()).isZero();
        assertThat(Derivatives.gradient(f, List.of(x)).get(0).data()).isZero();
        for (Tier tier : Tier.values()) {
            CompiledFunction function =
                    CompiledFunction.builder(f).inputs(List.of(x)).tier(tier).build();
            double[] gradient = {Double.NaN};
            assertThat(function.gradient(new double[] {0}, gradient)).isZero();
            assertThat(gradient).as("%s at 0", tier).containsExactly(0);
            assertThat(function.gradient(new double[] {4}, gradient)).isEqualTo(4);
            assertThat(gradient).as("%s at 4", tier).containsExactly(0.25);
        }
    }

    @Test
    void the_second_derivative_is_that_of_the_branches_taken() {
        int compared = 0;
        for (long seed = 0; seed < FUNCTIONS / 5; seed++) {
            double[] at = numbers(seed);
            Formula decided = new Formula(seed, at, true);
            List<Value> gradient = Derivatives.gradient(decided.build(), decided.inputs);
            double[][] expected = Derivatives.data(Derivatives.jacobian(gradient, decided.inputs));
            Formula dynamic = new Formula(seed, at, false);
            double[][] hessian = Derivatives.data(Derivatives.hessian(dynamic.build(), dynamic.inputs));
            for (int i = 0; i < expected.length; i++) {
                if (finite(data(gradient)) && finite(expected[i])) { // else terms of 0·∞ may be left out or not
                    assertClose("seed " + seed, hessian[i], expected[i]);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(FUNCTIONS / 10);
    }

    @Test
    void outputs_that_share_a_branch_have_gradients_of_their_own() {
        Value x = Value.of(1);
        Value log = x.log();
        Value guarded = Value.where(x.greaterThan(0), log.mul(x), Value.constant(0));
        for (Tier tier : Tier.values()) {
            CompiledFunction f = CompiledFunction.builder(List.of(guarded, log, log.mul(2)))
                    .inputs(List.of(x))
                    .tier(tier)
                    .build();
            double[] gradient = new double[1];
            assertThat(f.gradient(0, new double[0], new double[] {0}, new double[0], gradient))
                    .isEqualTo(0.0);
            assertThat(gradient).as("%s", tier).containsExactly(0);
            assertThat(f.gradient(1, new double[0], new double[] {0}, new double[0], gradient))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(gradient).as("%s", tier).containsExactly(Double.POSITIVE_INFINITY);
            f.gradient(2, new double[0], new double[] {0.5}, new double[0], gradient);
            assertThat(gradient).as("%s", tier).containsExactly(4);
        }
    }

    /** A sum over many samples, recorded as one graph: its parts are computed in lanes. */
    @Test
    void conditions_in_isomorphic_parts() {
        List<Value> terms = new ArrayList<>();
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Value x = Value.of(i % 3 == 0 ? 0 : i);
            inputs.add(x);
            terms.add(Value.where(x.greaterThan(0), x.mul(x.log()), x.mul(x).add(x))
                    .sin());
        }
        Value f = Value.sum(terms);
        f.backward();
        double[] gradient = new double[200];
        double value = CompiledFunction.of(f, inputs)
                .gradient(inputs.stream().mapToDouble(Value::data).toArray(), gradient);
        assertThat(value).isCloseTo(f.data(), within(1e-12));
        assertThat(gradient).isEqualTo(grads(inputs));
    }

    private static boolean hasPole(Value f) {
        return Graph.of(f).topologicalOrder().stream()
                .anyMatch(node -> !node.isLeaf() && node.op() != Op.WHERE && !Double.isFinite(node.data()));
    }

    private static boolean finite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }

    private static double[] grads(List<Value> leaves) {
        return leaves.stream().mapToDouble(Value::grad).toArray();
    }

    private static double[] data(List<Value> nodes) {
        return nodes.stream().mapToDouble(Value::data).toArray();
    }

    private static void assertClose(String name, double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(actual[i])
                        .as(name)
                        .isCloseTo(expected[i], within(1e-9 * Math.max(1, Math.abs(expected[i]))));
            } else {
                assertThat(actual[i]).as(name).isNotFinite();
            }
        }
    }
}
