package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.Regularization;
import io.gradstep.nn.optim.Scheduler;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EarlyStopping;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
    private static final Dataset DATA = Samples.parabola(50, 1);

    @TempDir
    Path folder;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizer.sgd(0.1),
                Optimizer.sgd(0.1).withMomentum(0.9).withWeightDecay(1e-3),
                Optimizer.sgd(0.1).withMomentum(0.9).withNesterov(),
                Optimizer.rmsProp(0.01),
                Optimizer.rmsProp(0.01).withCentering().withMomentum(0.5),
                Optimizer.adam(0.02),
                Optimizer.adamW(0.02));
    }

    private static Mlp mlp() {
        return Mlp.builder().inputs(2).hidden(5).outputs(1).seed(4).build();
    }

    private static Trainer.Builder settings(Optimizer optimizer) {
        return Trainer.builder()
                .loss(Loss.HINGE)
                .optimizer(optimizer)
                .scheduler(Scheduler.cosine(0.1))
                .regularization(Regularization.l2(1e-4))
                .epochs(6)
                .batchSize(8)
                .seed(9);
    }

    /** Seven batches an epoch: a break after each of the batches 0 to 15, at ends of epochs too. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void a_resumed_training_equals_an_uninterrupted_one_to_the_last_bit(Optimizer optimizer) throws IOException {
        Mlp whole = mlp();
        History history = settings(optimizer).build().train(whole, DATA);
        for (int batches = 0; batches <= 15; batches++) {
            Path file = folder.resolve("break.safetensors");
            Training first = interrupted(settings(optimizer), batches);
            first.checkpoint().save(file);
            Training second = settings(optimizer).build().resume(Checkpoint.load(file), DATA);
            assertThat(second.run()).as("break after batch %d", batches).isEqualTo(history);
            assertThat(second.model().weights())
                    .as("break after batch %d", batches)
                    .isEqualTo(whole.weights());
            assertThat(second.model().epoch()).isEqualTo(6);
        }
    }

    @Test
    void notes_are_kept_and_cannot_take_the_place_of_the_checkpoints_own() throws IOException {
        Path file = folder.resolve("notes.safetensors");
        Checkpoint checkpoint = interrupted(settings(Optimizer.adam(0.02)), 1).checkpoint();

        checkpoint.save(file, Map.of("classes", "cat, dog"));

        assertThat(Safetensors.read(file).metadata()).containsEntry("classes", "cat, dog");
        assertThat(Checkpoint.load(file).batch()).isEqualTo(1);
        assertThatThrownBy(() -> checkpoint.save(file, Map.of("progress.batch", "7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'progress.batch'");
    }

    private static Training interrupted(Trainer.Builder settings, int batches) {
        Training[] training = new Training[1];
        int[] count = {0};
        settings.listener(new TrainingListener() {
            @Override
            public void batchEnded(BatchRecord batch) {
                if (++count[0] == batches) {
                    training[0].stop();
                }
            }
        });
        training[0] = settings.build().start(mlp(), DATA);
        if (batches == 0) {
            training[0].stop();
        }
        training[0].run();
        assertThat(count[0]).isEqualTo(batches);
        return training[0];
    }

    @Test
    void a_checkpoint_can_be_taken_in_a_listener_at_any_batch() {
        Mlp whole = mlp();
        List<Checkpoint> checkpoints = new ArrayList<>();
        Training[] training = new Training[1];
        Optimizer adam = Optimizer.adam(0.02);
        training[0] = settings(adam)
                .listener(new TrainingListener() {
                    @Override
                    public void batchEnded(BatchRecord batch) {
                        checkpoints.add(training[0].checkpoint());
                    }

                    @Override
                    public void epochEnded(EpochRecord epoch) {
                        checkpoints.add(training[0].checkpoint());
                    }
                })
                .build()
                .start(whole, DATA);
        History history = training[0].run();
        assertThat(checkpoints).hasSize(6 * 8);
        for (Checkpoint checkpoint : checkpoints) {
            Training resumed = settings(adam).build().resume(checkpoint, DATA);
            assertThat(resumed.run()).isEqualTo(history);
            assertThat(resumed.model().weights()).isEqualTo(whole.weights());
        }
    }

    @Test
    void early_stopping_goes_on_where_it_was() throws IOException {
        Dataset noise = Dataset.classification(
                new double[][] {{0.1, 0.9}, {0.9, 0.9}, {0, -0.9}}, new int[] {0, 0, 1}, List.of("below", "above"));
        Mlp whole = mlp();
        History history = early(noise).build().train(whole, DATA);
        assertThat(history.outcome()).isEqualTo(History.Outcome.STOPPED_EARLY);
        assertThat(history.epochs()).hasSizeGreaterThan(3);
        for (int batches = 1; batches <= 7 * history.epochs().size(); batches += 3) {
            Path file = folder.resolve("early.safetensors");
            interrupted(early(noise), batches).checkpoint().save(file);
            Training resumed = early(noise).build().resume(Checkpoint.load(file), DATA);
            assertThat(resumed.run()).isEqualTo(history);
            assertThat(resumed.model().weights()).isEqualTo(whole.weights());
            assertThat(resumed.model().epoch()).isEqualTo(whole.epoch());
        }
    }

    private static Trainer.Builder early(Dataset validation) {
        return settings(Optimizer.adam(0.02))
                .epochs(60)
                .validation(validation)
                .earlyStopping(EarlyStopping.patience(3));
    }

    @Test
    void a_finished_training_can_be_made_longer() throws IOException {
        Trainer.Builder constant = settings(Optimizer.adam(0.02)).scheduler(Scheduler.CONSTANT);
        Mlp whole = mlp();
        History history = constant.epochs(9).build().train(whole, DATA);
        Training first = constant.epochs(4).build().start(mlp(), DATA);
        first.run();
        Path file = folder.resolve("finished.safetensors");
        first.checkpoint().save(file);
        Checkpoint checkpoint = Checkpoint.load(file);
        assertThat(checkpoint.epoch()).isEqualTo(4);
        assertThat(checkpoint.batch()).isZero();
        assertThat(checkpoint.epochs()).isEqualTo(history.epochs().subList(0, 4));
        Training second = constant.epochs(9).build().resume(checkpoint, DATA);
        assertThat(second.run().epochs()).isEqualTo(history.epochs());
        assertThat(second.model().weights()).isEqualTo(whole.weights());
    }

    @Test
    void a_network_that_was_trained_before_counts_its_epochs_on() {
        Mlp mlp = mlp();
        Trainer trainer = settings(Optimizer.adam(0.02)).build();
        trainer.train(mlp, DATA);
        Training again = trainer.start(mlp, DATA);
        again.run();
        assertThat(mlp.epoch()).isEqualTo(12);
        assertThat(again.checkpoint().model().epoch()).isEqualTo(12);
    }

    @Test
    void a_checkpoint_is_a_network_too() throws IOException {
        Training training = interrupted(settings(Optimizer.adam(0.02)), 9);
        Path file = folder.resolve("c.safetensors");
        training.checkpoint().save(file);
        Mlp mlp = Mlp.load(file);
        assertThat(mlp.weights()).isEqualTo(training.model().weights());
        assertThat(mlp.epoch()).isEqualTo(1);
    }

    @Test
    void another_scheduler_or_clip_is_refused() {
        Optimizer adam = Optimizer.adam(0.02);
        Checkpoint checkpoint =
                interrupted(settings(adam).clip(GradientClip.norm(1)), 3).checkpoint();

        assertThatThrownBy(() -> settings(adam)
                        .clip(GradientClip.norm(1))
                        .scheduler(Scheduler.warmUp(2, 0, Scheduler.step(3, 0.5)))
                        .build()
                        .resume(checkpoint, DATA))
                .hasMessage("the checkpoint is from a training with scheduler cosine(0.1),"
                        + " not warmUp(2.0, 0.0, step(3.0, 0.5))");
        assertThatThrownBy(() -> settings(adam).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint is from a training with clip norm(1.0), not none");
        assertThatThrownBy(
                        () -> settings(adam).clip(GradientClip.value(2)).build().resume(checkpoint, DATA))
                .hasMessageContaining("clip norm(1.0), not value(2.0)");
        assertThatThrownBy(() -> settings(adam).clip(gradients -> {}).build().resume(checkpoint, DATA))
                .hasMessageContaining("clip norm(1.0), not custom");
    }

    @Test
    void renamed_columns_or_classes_are_refused_with_both_lists() throws IOException {
        Trainer trainer = settings(Optimizer.adam(0.02)).build();
        Path file = folder.resolve("named.safetensors");
        Dataset named = DATA.withInputNames(List.of("left", "right"));
        trainer.start(mlp(), named).checkpoint().save(file);
        Checkpoint checkpoint = Checkpoint.load(file);
        double[][] inputs =
                IntStream.range(0, DATA.size()).mapToObj(DATA::input).toArray(double[][]::new);
        int[] labels = IntStream.range(0, DATA.size()).map(DATA::label).toArray();
        Dataset renamed =
                Dataset.classification(inputs, labels, List.of("cat", "dog")).withInputNames(List.of("left", "right"));

        assertThat(trainer.resume(checkpoint, named).run().epochs()).hasSize(6);
        assertThatThrownBy(() -> trainer.resume(checkpoint, DATA.withInputNames(List.of("right", "left"))))
                .hasMessage(
                        "the checkpoint is from a training with inputs [\"left\",\"right\"], not [\"right\",\"left\"]");
        assertThatThrownBy(() -> trainer.resume(checkpoint, renamed)).hasMessageContaining("not [\"cat\",\"dog\"]");
    }

    @Test
    void other_settings_or_samples_are_refused_by_name() {
        Checkpoint checkpoint = interrupted(settings(Optimizer.adam(0.02)), 3).checkpoint();
        assertThatThrownBy(() -> settings(Optimizer.adam(0.03)).build().resume(checkpoint, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with optimizer adam(rate=0.02,")
                .hasMessageContaining("not adam(rate=0.03,");
        assertThatThrownBy(() ->
                        settings(Optimizer.adam(0.02)).batchSize(9).build().resume(checkpoint, DATA))
                .hasMessage("the checkpoint is from a training with batchSize 8, not 9");
        assertThatThrownBy(() -> settings(Optimizer.adam(0.02)).build().resume(checkpoint, Samples.parabola(50, 2)))
                .hasMessageContaining("other samples");
        assertThatThrownBy(() -> settings(Optimizer.adam(0.02))
                        .validation(Samples.parabola(5, 2))
                        .build()
                        .resume(checkpoint, DATA))
                .hasMessageContaining("other samples");
    }

    /** More epochs than are remembered one by one. */
    @Test
    void a_long_training_goes_on_with_what_its_file_remembers() throws IOException {
        Dataset one = Samples.parabola(2, 1);
        Trainer.Builder settings = Trainer.builder().loss(Loss.HINGE).batchSize(2);
        History history = settings.epochs(10_101).build().train(mlp(), one);
        Training first = settings.epochs(10_050).build().start(mlp(), one);
        first.run();
        Path file = folder.resolve("long.safetensors");
        first.checkpoint().save(file);

        Training second = settings.epochs(10_101).build().resume(Checkpoint.load(file), one);

        assertThat(second.history().done()).isEqualTo(10_050);
        assertThat(second.run()).isEqualTo(history);
        assertThat(history.done()).isEqualTo(10_101);
        assertThat(history.epochs()).hasSizeBetween(5_052, 5_053);
    }

    @Test
    void a_history_of_other_epochs_than_were_done_is_refused() throws IOException {
        Path file = folder.resolve("sound.safetensors");
        Training training = interrupted(settings(Optimizer.adam(0.02)), 22);
        training.checkpoint().save(file);
        Safetensors sound = Safetensors.read(file);
        assertThat(training.history().done()).isEqualTo(3);
        Map<String, double[]> wrong = Map.of(
                "tensor history has 2 rows, but 3 epochs are done", new double[] {1, 2},
                "tensor history has epoch 1.0 after epoch 2; 3 are done", new double[] {2, 1, 3},
                "tensor history has epoch 4.0 after epoch 2; 3 are done", new double[] {1, 2, 4},
                "tensor history has epoch NaN after epoch 1; 3 are done", new double[] {1, Double.NaN, 3});
        for (Map.Entry<String, double[]> each : wrong.entrySet()) {
            double[] cells = new double[6 * each.getValue().length];
            for (int row = 0; row < each.getValue().length; row++) {
                cells[6 * row] = each.getValue()[row];
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>(sound.tensors());
            tensors.put("history", Tensor.of(new int[] {each.getValue().length, 6}, cells));
            assertRefused(new Safetensors(tensors, sound.metadata()), each.getKey());
        }
    }

    @Test
    void files_that_are_no_sound_checkpoint_are_refused_by_name() throws IOException {
        Path file = folder.resolve("sound.safetensors");
        interrupted(settings(Optimizer.adam(0.02)), 9).checkpoint().save(file);
        Safetensors sound = Safetensors.read(file);
        for (String key : sound.metadata().keySet()) {
            if (key.startsWith("best.")) {
                continue;
            }
            Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
            metadata.remove(key);
            assertRefused(new Safetensors(sound.tensors(), metadata), "'" + key + "'");
            if (!key.startsWith("training.") && !key.equals("optimizer.state")) {
                metadata.put(key, "-?");
                assertRefused(new Safetensors(sound.tensors(), metadata), "-?");
            }
        }
        for (String name : sound.tensors().keySet()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(sound.tensors());
            tensors.remove(name);
            assertRefused(new Safetensors(tensors, sound.metadata()), name);
            tensors.put(name, Tensor.of(new int[] {7, 1}, new double[7]));
            assertRefused(new Safetensors(tensors, sound.metadata()), name);
        }
    }

    private void assertRefused(Safetensors content, String named) throws IOException {
        Path file = folder.resolve("bad.safetensors");
        content.write(file);
        assertThatThrownBy(() -> Checkpoint.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(named);
    }

    @Test
    void a_network_is_no_checkpoint() throws IOException {
        Path file = folder.resolve("network.safetensors");
        mlp().save(file);
        assertThatThrownBy(() -> Checkpoint.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("not a checkpoint");
    }
}
