package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.optim.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedLossTest {
    private static final Loss RARE = Loss.BINARY_CROSS_ENTROPY.weighted(1, 4);

    @Test
    void a_sample_counts_as_its_class_does() {
        for (double logit : new double[] {-3, 0.5}) {
            Value output = Value.of(logit);
            double plainNo = Loss.BINARY_CROSS_ENTROPY.of(List.of(output), 0).data();
            double plainYes = Loss.BINARY_CROSS_ENTROPY.of(List.of(output), 1).data();

            assertThat(RARE.of(List.of(output), 0).data()).isEqualTo(plainNo);
            assertThat(RARE.of(List.of(output), 1).data()).isEqualTo(4 * plainYes);
        }
        assertThat(RARE.label()).isEqualTo("binaryCrossEntropy weighted by [1.0, 4.0]");
        assertThat(RARE.weighted(1, 2).label()).isEqualTo("binaryCrossEntropy weighted by [1.0, 2.0]");
    }

    /**
     * One weight alone, a bias b for input 0: of one sample of class 1 and four of class 0 the loss w·softplus(-b) +
     * 4·softplus(b) is least where w·σ(-b) = 4·σ(b), that is at b = log(w/4): 0 for the weight 4.
     */
    @Test
    void compiled_and_eager_trainings_learn_the_weights() {
        Dataset data = Dataset.classification(
                new double[][] {{0}, {0}, {0}, {0}, {0}}, new int[] {0, 0, 1, 0, 0}, List.of("often", "rare"));
        for (BatchGradient.Method method : List.of(BatchGradient.COMPILED, BatchGradient.EAGER)) {
            for (double weight : new double[] {1, 4}) {
                Mlp mlp = Mlp.builder().inputs(1).outputs(1).build();
                Trainer.builder()
                        .loss(Loss.BINARY_CROSS_ENTROPY.weighted(1, weight))
                        .optimizer(Optimizer.sgd(1))
                        .gradients(method)
                        .batchSize(5)
                        .epochs(200)
                        .build()
                        .train(mlp, data);

                assertThat(mlp.predict(0)[0]).isCloseTo(StrictMath.log(weight / 4), within(1e-9));
            }
        }
    }

    @Test
    void weights_and_targets_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> Loss.HINGE.weighted(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Loss.HINGE.weighted(1, 0))
                .hasMessageContaining("the weight of a class must be positive");
        assertThatThrownBy(() -> RARE.encode(new double[] {2}, 1))
                .hasMessageContaining("needs a class from 0 to 1, not [2.0]");
        assertThatThrownBy(() -> RARE.encode(new double[] {0, 1}, 2)).hasMessageContaining("needs a class from 0 to 1");
    }
}
