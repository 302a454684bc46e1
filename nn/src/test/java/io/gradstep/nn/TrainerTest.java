package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.Regularization;
import io.gradstep.nn.optim.Scheduler;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EarlyStopping;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.History.Outcome;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.nn.training.TrainingWarning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static Mlp mlp(long seed) {
        return Mlp.builder().inputs(2).hidden(8).outputs(1).seed(seed).build();
    }

    private static Trainer.Builder trainer() {
        return Trainer.builder()
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .optimizer(Optimizer.adam(0.05))
                .epochs(20)
                .batchSize(16)
                .seed(3);
    }

    @Test
    void xor_is_learnt_exactly() {
        Mlp mlp = mlp(42);
        History history = trainer().epochs(200).build().train(mlp, Samples.xor());
        assertThat(history.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(history.last().accuracy()).hasValue(1);
        assertThat(history.last().loss()).isLessThan(0.1);
        assertThat(Score.of(mlp, Loss.BINARY_CROSS_ENTROPY, Samples.xor()).accuracy())
                .hasValue(1);
        assertThat(mlp.epoch()).isEqualTo(200);
    }

    @Test
    void a_line_is_found() {
        Mlp mlp = Mlp.builder().inputs(1).outputs(1).build();
        History history = Trainer.builder()
                .loss(Loss.MSE)
                .optimizer(Optimizer.sgd(0.3))
                .epochs(400)
                .build()
                .train(mlp, Samples.line());
        assertThat(mlp.weights()).containsExactly(new double[] {2, -1}, within(1e-9));
        assertThat(history.last().accuracy()).isEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_weights_to_the_last_bit() {
        Dataset data = Samples.parabola(100, 1);
        Mlp first = mlp(1);
        Mlp second = mlp(1);
        History history = trainer().build().train(first, data);
        assertThat(trainer().build().train(second, data)).isEqualTo(history);
        assertThat(second.weights()).isEqualTo(first.weights());

        Mlp other = mlp(1);
        trainer().seed(4).build().train(other, data);
        assertThat(other.weights()).isNotEqualTo(first.weights());
    }

    /** Full batches of gradient descent are the textbook's loop. */
    @Test
    void full_batches_without_shuffling_are_plain_gradient_descent() {
        Dataset data = Samples.line();
        Mlp mlp = Mlp.builder().inputs(1).outputs(1).seed(2).build();
        double w = mlp.weights()[0];
        double b = mlp.weights()[1];
        Trainer.builder()
                .loss(Loss.MSE)
                .optimizer(Optimizer.sgd(0.1))
                .scheduler(Scheduler.step(2, 0.5))
                .batchSize(100)
                .shuffle(false)
                .epochs(3)
                .build()
                .train(mlp, data);
        for (double learningRate : new double[] {0.1, 0.1, 0.05}) {
            double dw = 0;
            double db = 0;
            for (int i = 0; i < data.size(); i++) {
                double error = w * data.input(i, 0) + b - data.target(i, 0);
                dw += 2 * error * data.input(i, 0) / data.size();
                db += 2 * error / data.size();
            }
            w -= learningRate * dw;
            b -= learningRate * db;
        }
        assertThat(mlp.weights()).containsExactly(new double[] {w, b}, within(1e-14));
    }

    @Test
    void a_listener_sees_the_weights_after_each_batch_and_may_set_them() {
        Mlp mlp = mlp(1);
        Set<Double> seen = new HashSet<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchEnded(BatchRecord batch) {
                seen.add(mlp.parameters().get(0).data());
                mlp.parameters().get(1).setData(0.5);
            }
        };
        trainer().epochs(2).listener(listener).build().train(mlp, Samples.parabola(40, 1));
        assertThat(seen).hasSize(6);
        assertThat(mlp.parameters().get(1).data()).isEqualTo(0.5);
    }

    @Test
    void every_sample_is_met_once_an_epoch_in_an_order_of_its_own() {
        Dataset data = Samples.parabola(40, 1);
        List<List<Double>> epochs = new ArrayList<>();
        BatchGradient.Method recorder = (module, forward, loss, regularization, like) -> (batch, weights, gradient) -> {
            if (epochs.isEmpty() || epochs.get(epochs.size() - 1).size() == data.size()) {
                epochs.add(new ArrayList<>());
            }
            assertThat(batch.rowCount()).isLessThanOrEqualTo(16);
            double[][] inputs = new double[(int) batch.rowCount()][2];
            batch.read(0, inputs.length, inputs, new double[inputs.length][1]);
            for (double[] input : inputs) {
                epochs.get(epochs.size() - 1).add(input[0]); // a random number for each sample
            }
            return new BatchResult(1, 0, 0);
        };
        trainer().epochs(3).gradients(recorder).build().train(mlp(1), data);
        assertThat(epochs)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(epoch -> assertThat(epoch).hasSize(40).doesNotHaveDuplicates());
    }

    @Test
    void listeners_hear_of_every_batch_and_epoch() {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void batchEnded(BatchRecord batch) {
                heard.add("%d:%d/%d".formatted(batch.epoch(), batch.batch(), batch.batchCount()));
                assertThat(batch.learningRate()).isEqualTo(0.05);
                assertThat(batch.loss()).isPositive();
            }

            @Override
            public void epochEnded(EpochRecord epoch) {
                heard.add("epoch " + epoch.epoch());
            }
        };
        History history = trainer().epochs(2).listener(listener).build().train(mlp(1), Samples.parabola(33, 1));
        assertThat(heard).containsExactly("1:1/3", "1:2/3", "1:3/3", "epoch 1", "2:1/3", "2:2/3", "2:3/3", "epoch 2");
        assertThat(history.epochs()).extracting(EpochRecord::epoch).containsExactly(1, 2);
    }

    @Test
    void validation_samples_are_held_back_and_measured() {
        Dataset data = Samples.parabola(100, 1);
        List<Long> sizes = new ArrayList<>();
        BatchGradient.Method spy = (module, forward, loss, regularization, samples) -> {
            sizes.add(samples.rowCount());
            return BatchGradient.EAGER.prepare(module, forward, loss, regularization, samples);
        };
        History history =
                trainer().validationShare(0.2).gradients(spy).epochs(3).build().train(mlp(1), data);
        assertThat(sizes).containsExactly(80L);
        assertThat(history.last().validationLoss()).isPresent();
        assertThat(history.last().validationAccuracy().getAsDouble()).isBetween(0.0, 1.0);

        Mlp mlp = mlp(1);
        Dataset others = Samples.parabola(30, 2);
        History measured = trainer().validation(others).epochs(3).build().train(mlp, data);
        assertThat(measured.last().validationLoss())
                .hasValue(Score.of(mlp, Loss.BINARY_CROSS_ENTROPY, others).loss());
    }

    @Test
    void compiled_and_eager_training_have_the_same_history() {
        Dataset data = Samples.parabola(150, 4);
        History eager =
                trainer().gradients(BatchGradient.EAGER).epochs(10).build().train(mlp(3), data);
        History compiled = trainer().epochs(10).build().train(mlp(3), data);
        History threads = trainer()
                .gradients(BatchGradient.compiled(3))
                .epochs(10)
                .build()
                .train(mlp(3), data);
        assertThat(threads.epochs()).isEqualTo(compiled.epochs());
        assertThat(compiled.epochs()).hasSameSizeAs(eager.epochs());
        for (int i = 0; i < 10; i++) {
            assertThat(compiled.epochs().get(i).loss())
                    .isCloseTo(eager.epochs().get(i).loss(), within(1e-9));
            assertThat(compiled.epochs().get(i).accuracy())
                    .isEqualTo(eager.epochs().get(i).accuracy());
        }
    }

    @Test
    void early_stopping_restores_the_best_weights() {
        // The validation labels are the other way round, so that learning makes them worse from some point on.
        Dataset data = Samples.xor();
        Dataset reversed = Dataset.classification(
                new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {1, 0, 0, 1}, List.of("even", "odd"));
        Mlp mlp = mlp(5);
        History history = trainer()
                .epochs(500)
                .validation(reversed)
                .earlyStopping(EarlyStopping.patience(4))
                .build()
                .train(mlp, data);
        assertThat(history.outcome()).isEqualTo(Outcome.STOPPED_EARLY);
        int best = history.bestEpoch().getAsInt();
        assertThat(history.epochs()).hasSize(best + 4);
        double leastLoss = history.epochs().get(best - 1).validationLoss().getAsDouble();
        assertThat(history.epochs())
                .allSatisfy(epoch ->
                        assertThat(epoch.validationLoss().getAsDouble()).isGreaterThanOrEqualTo(leastLoss));
        assertThat(Score.of(mlp, Loss.BINARY_CROSS_ENTROPY, reversed).loss()).isEqualTo(leastLoss);
        assertThat(mlp.epoch()).isEqualTo(best);
    }

    @Test
    void dead_units_are_reported_once() {
        Mlp mlp = Mlp.builder()
                .inputs(2)
                .hidden(3)
                .outputs(1)
                .activation(Activation.RELU)
                .seed(6)
                .build();
        mlp.tensors().get(1).values().get(1).setData(-100);
        History history = trainer().epochs(4).build().train(mlp, Samples.parabola(50, 1));
        assertThat(history.warnings())
                .filteredOn(w -> w.message().contains("(2)"))
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.kind()).isEqualTo(TrainingWarning.Kind.DEAD_UNITS);
                    assertThat(w.message())
                            .startsWith("1 of 3 neurons of layer 1 are dead (2)")
                            .contains("relu is flat");
                });
    }

    @Test
    void an_exploding_loss_ends_the_training_with_finite_weights_and_the_node_that_overflowed() {
        Mlp mlp = Mlp.builder()
                .inputs(1)
                .hidden(2)
                .outputs(1)
                .activation(Activation.named("exp"))
                .build();
        double[] weights = mlp.weights();
        Dataset data = Dataset.regression(new double[][] {{1}, {5000}}, new double[] {0, 0});
        mlp.weights(new double[] {1, -1, 0, 0, 1, 1, 0});
        History history =
                Trainer.builder().loss(Loss.MSE).shuffle(false).build().train(mlp, data);
        assertThat(weights).hasSize(7);
        assertThat(history.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(mlp.weights()).containsExactly(1, -1, 0, 0, 1, 1, 0);
        assertThat(history.warnings()).singleElement().satisfies(w -> {
            assertThat(w.kind()).isEqualTo(TrainingWarning.Kind.EXPLODING_LOSS);
            assertThat(w.message()).contains("in sample 1 layer1.neuron1 is ", "exp(v1) with v1 = 5000");
        });
        assertThatThrownBy(history::last).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_step_that_overflows_ends_the_training_too() {
        Dataset data = Dataset.regression(new double[][] {{1e150}}, new double[] {0});
        Mlp mlp = Mlp.builder().inputs(1).outputs(1).build();
        mlp.weights(new double[] {1e-10, 0});
        History history = Trainer.builder()
                .loss(Loss.MSE)
                .optimizer(Optimizer.adam(1))
                .build()
                .train(mlp, data);
        assertThat(history.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(mlp.weights()).containsExactly(1e-10, 0);
        assertThat(history.warnings().get(0).message()).startsWith("exp_avg_sq of 0.weight[0,0] is Infinity");
    }

    @Test
    void parameters_that_the_loss_forgets_are_reported() {
        Loss first = new Loss() {
            @Override
            public String label() {
                return "firstOutput";
            }

            @Override
            public double[] encode(double[] target, int outputCount) {
                return target;
            }

            @Override
            public Value of(List<Value> outputs, List<Value> targets) {
                return outputs.get(0).sub(targets.get(0)).pow(2);
            }

            @Override
            public int decide(double[] outputs) {
                return 0;
            }
        };
        Mlp mlp = Mlp.builder().inputs(1).outputs(2).build();
        History history = Trainer.builder().loss(first).epochs(1).build().train(mlp, Samples.line());
        assertThat(history.warnings()).singleElement().satisfies(w -> {
            assertThat(w.kind()).isEqualTo(TrainingWarning.Kind.UNREACHABLE_PARAMETERS);
            assertThat(w.message())
                    .contains("the loss firstOutput does not depend on 0.weight[1,0] and 1 more parameters");
        });
    }

    @Test
    void a_stop_from_another_thread_ends_after_the_batch_and_run_goes_on() throws InterruptedException {
        Dataset data = Samples.parabola(100, 1);
        Mlp whole = mlp(1);
        History undisturbed = trainer().build().train(whole, data);

        Mlp broken = mlp(1);
        Training[] training = new Training[1];
        int[] batches = {0};
        TrainingListener stopper = new TrainingListener() {
            @Override
            public void batchEnded(BatchRecord batch) {
                if (++batches[0] == 10) {
                    Thread other = new Thread(training[0]::stop);
                    other.start();
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        training[0] = trainer().listener(stopper).build().start(broken, data);
        History stopped = training[0].run();
        assertThat(stopped.outcome()).isEqualTo(Outcome.STOPPED_ON_REQUEST);
        assertThat(batches[0]).isEqualTo(10);
        assertThat(stopped.epochs()).hasSize(1);

        assertThat(training[0].run()).isEqualTo(undisturbed);
        assertThat(broken.weights()).isEqualTo(whole.weights());
        assertThat(training[0].run()).isEqualTo(undisturbed);
    }

    @Test
    void a_stop_before_the_run_is_heard() {
        Training training = trainer().build().start(mlp(1), Samples.xor());
        training.stop();
        assertThat(training.run().outcome()).isEqualTo(Outcome.STOPPED_ON_REQUEST);
        assertThat(training.history().epochs()).isEmpty();
    }

    @Test
    void clipping_and_penalties_reach_the_steps() {
        Mlp clipped = mlp(1);
        double[] before = clipped.weights();
        Trainer.builder()
                .loss(Loss.HINGE)
                .optimizer(Optimizer.sgd(1))
                .clip(GradientClip.norm(1e-3))
                .regularization(Regularization.l2(10))
                .batchSize(4)
                .epochs(1)
                .build()
                .train(clipped, Samples.xor());
        double[] step = new double[before.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = clipped.weights()[i] - before[i];
        }
        assertThat(GradientClip.norm(step)).isCloseTo(1e-3, within(1e-8));
    }
}
