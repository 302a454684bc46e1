package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.training.EarlyStopping;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data and settings that a trainer rejects, with messages that say what would be right. */
class TrainerRejectionTest {
    private static Mlp mlp() {
        return Mlp.builder().inputs(2).hidden(8).outputs(1).build();
    }

    private static Trainer.Builder trainer() {
        return Trainer.builder().loss(Loss.BINARY_CROSS_ENTROPY);
    }

    @Test
    void data_that_does_not_fit_is_refused_with_what_would() {
        Trainer binary = trainer().build();
        assertThatThrownBy(() -> binary.train(mlp(), Samples.line()))
                .hasMessage("the number of inputs is 1 in the data, but 2 in the network");
        Dataset oneClass = Samples.xor().subset(new int[] {0, 3});
        assertThatThrownBy(() -> binary.train(mlp(), oneClass))
                .hasMessage("all 2 samples are of class 0; training needs samples of at least two classes");
        Dataset three = Dataset.classification(
                new double[][] {{0, 0}, {1, 1}, {2, 2}}, new int[] {0, 1, 2}, List.of("a", "b", "c"));
        assertThatThrownBy(() -> binary.train(mlp(), three))
                .hasMessage("the data has 3 classes, which need as many outputs, but the network has 1");
        Dataset numbers = Dataset.regression(new double[][] {{0, 0}, {1, 1}}, new double[] {0, 7});
        assertThatThrownBy(() -> binary.train(mlp(), numbers))
                .hasMessage("sample 1: binaryCrossEntropy needs targets from 0 to 1, not 7.0");
        assertThatThrownBy(() -> trainer().validation(numbers).build().train(mlp(), Samples.xor()))
                .hasMessage(
                        "in the validation samples: sample 1: binaryCrossEntropy needs targets from 0 to 1, not 7.0");
        assertThatThrownBy(() -> Score.of(mlp(), Loss.MSE, Samples.line()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> Trainer.builder().build()).hasMessageContaining("a loss is required");
        assertThatThrownBy(() -> trainer().epochs(0)).hasMessage("epochs must be at least 1, not 0");
        assertThatThrownBy(() -> trainer().batchSize(-1)).hasMessage("the batch size must be at least 1, not -1");
        assertThatThrownBy(() -> trainer().validationShare(1)).hasMessageContaining("less than 1");
        assertThatThrownBy(() -> EarlyStopping.patience(0)).hasMessageContaining("patience");
        assertThatThrownBy(
                        () -> trainer().earlyStopping(EarlyStopping.patience(3)).build())
                .hasMessageContaining("validation");
    }
}
