package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gradients of every output of a function against its graph's backward pass, within the bound that {@link
 * CompiledFunction} states: where k contributions of magnitudes m₁ … mₖ meet, (k − 1)·2⁻⁵²·Σmᵢ.
 */
class LaterOutputsTest {
    private static final double BIT = 0x1p-52;

    private static final int SEEDS = 400;

    /** The gradients of a graph's backward pass, with bounds on the effect of the order of its sums. */
    private static final class Expected {
        final double[] gradients;
        final double[] bounds;

        Expected(Value output, List<Value> leaves) {
            Graph graph = Graph.of(output);
            graph.leaves().forEach(Value::zeroGrad);
            leaves.forEach(Value::zeroGrad);
            output.backward();
            gradients = leaves.stream().mapToDouble(Value::grad).toArray();
            double[] off = walkedBack(graph);
            bounds = new double[leaves.size()];
            for (int i = 0; i < graph.size(); i++) {
                int index = leaves.indexOf(graph.node(i));
                if (index >= 0) {
                    bounds[index] = off[i];
                }
            }
        }

        private static double[] walkedBack(Graph graph) {
            int size = graph.size();
            double[] upstream = new double[size];
            double[] magnitudes = new double[size];
            int[] contributions = new int[size];
            double[] off = new double[size];
            upstream[size - 1] = 1;
            for (int i = size - 1; i >= 0; i--) {
                Value node = graph.node(i);
                off[i] += Math.max(0, contributions[i] - 1) * BIT * magnitudes[i];
                if (node.isLeaf() || node.isConstant()) {
                    continue;
                }
                double[] operands =
                        node.operands().stream().mapToDouble(Value::data).toArray();
                for (int k = 0; k < operands.length; k++) {
                    int operand = graph.operandIndex(i, k);
                    double local = node.op().derivative(k, operands, node.data());
                    double contribution = upstream[i] * local;
                    upstream[operand] += contribution;
                    magnitudes[operand] += Math.abs(contribution);
                    contributions[operand]++;
                    if (off[i] != 0) { // what comes down is another number, and its product is rounded otherwise
                        off[operand] +=
                                Math.abs(local) * off[i] * (1 + BIT) + BIT * Math.abs(contribution) + Double.MIN_VALUE;
                    }
                }
            }
            return off;
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_gradient_keeps_to_the_bound(Tier tier) {
        int later = 0;
        int moved = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 120), 2 + (int) (seed % 4));
            CompiledFunction compiled = function.compile(tier);
            List<Value> leaves = new ArrayList<>(function.parameters);
            leaves.addAll(function.inputs);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            for (int k = 0; k < function.outputs.size(); k++) {
                Expected expected = new Expected(function.outputs.get(k), leaves);
                double[] actual = TierEqualityTest.gradient(compiled, k, p, x);
                for (int i = 0; i < leaves.size(); i++) {
                    double gradient = expected.gradients[i];
                    if (!Double.isFinite(gradient) || !Double.isFinite(expected.bounds[i])) {
                        continue;
                    }
                    double found = actual[actual.length - leaves.size() + i];
                    assertThat(Math.abs(found - gradient))
                            .as("%s, seed %d, output %d, argument %d: %s, not %s", tier, seed, k, i, found, gradient)
                            .isLessThanOrEqualTo(expected.bounds[i]);
                    later += k > 0 ? 1 : 0;
                    moved += found != gradient ? 1 : 0;
                }
            }
        }
        assertThat(later).as("with %d in other bits", moved).isGreaterThan(SEEDS);
    }
}
