package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.Lists;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Regularization;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchGradientTest {
    private static final int[] SAMPLES = {5, 2, 9, 0, 7};

    static List<Arguments> lossesByMethods() {
        return Lists.cartesianProduct(
                        Loss.all(), List.of(BatchGradient.EAGER, BatchGradient.COMPILED, BatchGradient.compiled(2)))
                .stream()
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

        BatchGradient batches = method.prepare(mlp, loss, penalty, data);
        BatchResult result = batches.compute(SAMPLES, 1, 4, gradient);

        Dataset batch = data.subset(new int[] {2, 9, 0});
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
}
