package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.training.History;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Trainings whose steps take all samples, which need not be in memory. */
class FullBatchTest {
    /** More rows than a stretch and than a chunk, here and read from elsewhere. */
    @Test
    void full_batches_come_in_their_order_from_any_source_of_rows() {
        Dataset data = Samples.parabola(3000, 4);
        Dataset others = Samples.parabola(2500, 5);
        Trainer here = trainer().fullBatches().validation(others).epochs(3).build();
        Trainer there = trainer()
                .fullBatches()
                .validation(elsewhere(others))
                .gradients(BatchGradient.compiled(2))
                .epochs(3)
                .build();
        Mlp first = mlp();
        Mlp second = mlp();

        Training training = here.start(first, data);
        History history = training.run();
        Training other = there.start(second, elsewhere(data));

        assertThat(other.run().epochs()).isEqualTo(history.epochs());
        assertThat(second.weights()).containsExactly(first.weights());
        assertThat(trainer()
                        .batchSize(3000)
                        .shuffle(false)
                        .validation(others)
                        .epochs(3)
                        .build()
                        .train(mlp(), data))
                .extracting(History::epochs)
                .isEqualTo(history.epochs());
        assertThatThrownBy(() -> trainer().build().start(mlp(), elsewhere(data)))
                .hasMessageContaining("trained on in full batches: set fullBatches()");
        assertThatThrownBy(() -> trainer().fullBatches().build().resume(training.checkpoint(), elsewhere(others)))
                .hasMessageContaining("from a training on other samples");
    }

    /** The rows of a data set, but no data set. */
    private static RowSource elsewhere(Dataset data) {
        return new RowSource() {
            @Override
            public long rowCount() {
                return data.rowCount();
            }

            @Override
            public int inputCount() {
                return data.inputCount();
            }

            @Override
            public int outputCount() {
                return data.outputCount();
            }

            @Override
            public OptionalInt classes() {
                return data.classes();
            }

            @Override
            public List<String> targetNames() {
                return data.targetNames();
            }

            @Override
            public List<String> classNames() {
                return data.classNames();
            }

            @Override
            public void read(long from, long to, double[][] inputs, double[][] targets) {
                data.read(from, to, inputs, targets);
            }
        };
    }

    private static Trainer.Builder trainer() {
        return Trainer.builder().loss(Loss.BINARY_CROSS_ENTROPY);
    }

    private static Mlp mlp() {
        return Mlp.builder().inputs(2).hidden(4).outputs(1).seed(3).build();
    }
}
