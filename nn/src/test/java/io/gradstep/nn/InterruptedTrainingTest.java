package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.History.Outcome;
import io.gradstep.nn.training.TrainingListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptedTrainingTest {
    private static Mlp mlp(long seed) {
        return Mlp.builder().inputs(2).hidden(8).outputs(1).seed(seed).build();
    }

    private static Trainer.Builder trainer() {
        return Trainer.builder().loss(Loss.BINARY_CROSS_ENTROPY).epochs(20).batchSize(16);
    }

    @Test
    void an_interrupted_thread_stops_after_the_batch_and_stays_interrupted() {
        for (BatchGradient.Method method :
                List.of(BatchGradient.COMPILED, BatchGradient.compiled(2), BatchGradient.EAGER)) {
            Mlp whole = mlp(1);
            trainer().gradients(method).build().train(whole, Samples.parabola(100, 1));
            Mlp mlp = mlp(1);
            int[] batches = {0};
            Training training = trainer()
                    .gradients(method)
                    .listener(new TrainingListener() {
                        @Override
                        public void batchEnded(BatchRecord batch) {
                            if (++batches[0] == 10) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    })
                    .build()
                    .start(mlp, Samples.parabola(100, 1));

            assertThat(training.run().outcome()).isEqualTo(Outcome.STOPPED_ON_REQUEST);
            assertThat(training.run().outcome()).isEqualTo(Outcome.STOPPED_ON_REQUEST);
            assertThat(batches[0]).isEqualTo(10);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(training.run().outcome()).isEqualTo(Outcome.FINISHED);
            assertThat(mlp.weights()).isEqualTo(whole.weights());
        }
    }
}
