package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.optim.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchGradientTest {
    private static final List<BatchGradient.Method> METHODS =
            List.of(BatchGradient.EAGER, BatchGradient.COMPILED, BatchGradient.compiled(2));

    static List<Arguments> lossesByMethods() {
        return Lists.cartesianProduct(Loss.all(), METHODS).stream()
                .map(pair -> Arguments.of(pair.toArray()))
                .toList();
    }

    /** Central differences of loss and penalty, computed without graphs. */
    @ParameterizedTest
    @MethodSource("lossesByMethods")
    void gradient_is_that_of_the_mean_loss_and_the_penalty(Loss loss, BatchGradient.Method method) {
        int outputs = loss == Loss.CROSS_ENTROPY ? 2 : 1;
        Dataset data = Samples.parabola(10, 3);
        Mlp mlp = Mlp.builder().inputs(2).hidden(3).outputs(outputs).seed(8).build();
        Regularization penalty = new Regularization(0.02, 0.03);
        double[] gradient = new double[mlp.parameterCount()];

        Dataset batch = data.subset(new int[] {2, 9, 0});
        BatchGradient batches = method.prepare(mlp, mlp::forward, loss, penalty, data);
        BatchResult result = batches.compute(batch, mlp.weights(), gradient);

        Score score = Score.of(mlp, loss, batch);
        assertThat(result.loss()).isCloseTo(score.loss(), within(1e-15));
        assertThat(result.correct() / 3.0).isEqualTo(score.accuracy().getAsDouble());
        double[] weights = mlp.weights();
        double h = 1e-6;
        for (int i = 0; i < weights.length; i++) {
            double above = objective(mlp, weights, i, h, loss, penalty, batch);
            double below = objective(mlp, weights, i, -h, loss, penalty, batch);
            // |p| has a kink at 0, where the biases start: there the rule is 0, and so is the central difference.
            assertThat(gradient[i])
                    .as(mlp.parameters().get(i).name())
                    .isCloseTo((above - below) / (2 * h), within(1e-8));
        }
    }

    private static double objective(
            Mlp mlp, double[] weights, int i, double h, Loss loss, Regularization penalty, Dataset batch) {
        double[] moved = weights.clone();
        moved[i] += h;
        mlp.weights(moved);
        double sum = 0;
        for (double w : moved) {
            sum += penalty.l1() * Math.abs(w) + penalty.l2() * w * w;
        }
        double result = Score.of(mlp, loss, batch).loss() + sum;
        mlp.weights(weights);
        return result;
    }

    /** Batches of more than a chunk, in another order every time, and a last one that is shorter. */
    static List<Dataset> batches() {
        Dataset data = Samples.parabola(700, 5);
        return List.of(
                data, data.shuffled(1), data.subset(IntStream.range(3, 132).toArray()), data.subset(new int[] {7}));
    }

    /** Each parameter has one use a row, so that there is one way to add up. */
    @ParameterizedTest
    @MethodSource("batches")
    void rows_are_summed_in_numbered_chunks_by_all_methods(Dataset batch) {
        Mlp line = Mlp.builder().inputs(2).outputs(1).seed(3).build();
        double[] w = line.weights();
        NumberedSum sum = new NumberedSum(3);
        for (int from = 0; from < batch.size(); from += 128) {
            double value = 0;
            double[] slopes = new double[3];
            for (int i = from; i < Math.min(batch.size(), from + 128); i++) {
                double[] x = batch.input(i);
                double error = w[0] * x[0] + w[1] * x[1] + w[2] - batch.target(i, 0);
                value += error * error;
                slopes[0] += 2 * error * x[0];
                slopes[1] += 2 * error * x[1];
                slopes[2] += 2 * error;
            }
            sum.add(value, slopes);
        }
        double[] expected = new double[3];
        double loss = sum.total(expected) * (1.0 / batch.size());
        Arrays.setAll(expected, i -> expected[i] * (1.0 / batch.size()));
        for (BatchGradient.Method method : METHODS) {
            double[] gradient = new double[3];
            BatchGradient compute = method.prepare(line, line::forward, Loss.MSE, Regularization.NONE, batch);
            assertThat(compute.compute(batch, StateDict.numbers(line), gradient).loss())
                    .isEqualTo(loss);
            assertThat(gradient).containsExactly(expected);
        }
    }

    /** A module that is no network of layers, and rows that are computed when they are read. */
    @Test
    void any_module_is_trained_on_any_source_of_rows() {
        Value a = Value.of(0.5, "a");
        Value b = Value.of(-0.25, "b");
        Parameterized module = () -> ImmutableList.of(
                new ParameterTensor("a", ImmutableList.of(), ImmutableList.of(a)),
                new ParameterTensor("b", ImmutableList.of(), ImmutableList.of(b)));
        UnaryOperator<List<Value>> forward =
                x -> List.of(a.mul(x.get(0)).sin().add(b.mul(x.get(0)).mul(a)));
        int rows = 20_000;
        RowSource source = new RowSource() {
            @Override
            public long rowCount() {
                return rows;
            }

            @Override
            public int inputCount() {
                return 1;
            }

            @Override
            public int outputCount() {
                return 1;
            }

            @Override
            public OptionalInt classes() {
                return OptionalInt.empty();
            }

            @Override
            public void read(long from, long to, double[][] inputs, double[][] targets) {
                assertThat(to - from).isLessThanOrEqualTo(16 * NumberedSum.CHUNK);
                for (long i = from; i < to; i++) {
                    inputs[(int) (i - from)][0] = i / 5000.0;
                    targets[(int) (i - from)][0] = 1;
                }
            }
        };
        double da = 0;
        double db = 0;
        for (int i = 0; i < rows; i++) {
            double x = i / 5000.0;
            double error = Math.sin(0.5 * x) - 0.25 * x * 0.5 - 1;
            da += 2 * error * (Math.cos(0.5 * x) * x - 0.25 * x) / rows;
            db += 2 * error * x * 0.5 / rows;
        }
        double[][] gradients = new double[METHODS.size()][2];
        for (int k = 0; k < gradients.length; k++) {
            BatchResult result = METHODS.get(k)
                    .prepare(module, forward, Loss.MSE, Regularization.NONE, source)
                    .compute(source, StateDict.numbers(module), gradients[k]);
            assertThat(result.correct()).isZero();
            assertThat(gradients[k]).containsExactly(new double[] {da, db}, within(1e-12));
        }
        assertThat(gradients[2]).as("two threads").containsExactly(gradients[1]);
    }
}
