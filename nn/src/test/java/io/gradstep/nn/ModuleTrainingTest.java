package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Dropout;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.LayerNorm;
import io.gradstep.nn.module.Linear;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Residual;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.module.Sequential;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.module.VectorModule;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EarlyStopping;
import io.gradstep.nn.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A module that a user wrote is trained, saved, resumed and used as a network is. */
class ModuleTrainingTest {
    private static final Dataset DATA = Samples.parabola(40, 3);

    @TempDir
    private Path folder;

    /** A block as a user writes it: its own parameter, and modules of the library inside. */
    private static final class Gated implements VectorModule {
        private final Linear in;
        private final LayerNorm norm = LayerNorm.of(4, 1e-5);
        private final Linear out;
        private final Value gate = Value.of(0.5, "gate");

        Gated(long seed) {
            in = Linear.of(2, 4, true, Initializer.XAVIER, seed);
            out = Linear.of(4, 1, true, Initializer.XAVIER, seed + 1);
        }

        @Override
        public List<Value> forward(List<Value> x) {
            List<Value> hidden = in.forward(x);
            List<Value> lit = Activation.TANH.forward(norm.forward(hidden));
            return out.forward(List.of(
                    lit.get(0).mul(gate).add(hidden.get(0)),
                    lit.get(1).mul(gate).add(hidden.get(1)),
                    lit.get(2).max(hidden.get(2)),
                    lit.get(3)));
        }

        @Override
        public List<ParameterTensor> tensors() {
            return ImmutableList.<ParameterTensor>builder()
                    .addAll(ParameterTensor.within("in.", in))
                    .addAll(ParameterTensor.within("norm.", norm))
                    .addAll(ParameterTensor.within("out.", out))
                    .add(new ParameterTensor("gate", ImmutableList.of(), ImmutableList.of(gate)))
                    .build();
        }

        @Override
        public String toString() {
            return "Gated";
        }
    }

    private static Sequential dropping(long seed) {
        return Sequential.of(
                Linear.of(2, 6, true, Initializer.XAVIER, seed),
                Residual.of(Sequential.of(Dropout.of(0.25), Activation.TANH)),
                Linear.of(6, 1, true, Initializer.XAVIER, seed + 1));
    }

    static List<LongFunction<SequenceModule>> modules() {
        return List.of(
                Gated::new,
                ModuleTrainingTest::dropping,
                seed -> Mlp.builder().inputs(2).hidden(3).outputs(1).seed(seed).build());
    }

    private static Trainer.Builder settings(BatchGradient.Method gradients) {
        return Trainer.builder()
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .optimizer(Optimizer.adam(0.05))
                .gradients(gradients)
                .batchSize(16)
                .validationShare(0.2)
                .earlyStopping(EarlyStopping.patience(50))
                .seed(9)
                .epochs(6);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_training_resumes_to_the_last_bit_from_a_file(LongFunction<SequenceModule> modules) throws Exception {
        Trainer trainer = settings(BatchGradient.COMPILED).build();
        SequenceModule whole = modules.apply(1);
        double[] first = StateDict.numbers(whole);
        double before = Score.of(whole, Loss.BINARY_CROSS_ENTROPY, DATA).loss();
        trainer.train(whole, DATA);
        assertThat(Score.of(whole, Loss.BINARY_CROSS_ENTROPY, DATA).loss()).isLessThan(before);
        assertThat(StateDict.numbers(whole)).isNotEqualTo(first);

        Training[] running = new Training[1];
        Trainer stopping = settings(BatchGradient.COMPILED)
                .listener(new TrainingListener() {
                    @Override
                    public void batchEnded(BatchRecord record) {
                        if (record.epoch() == 3 && record.batch() == 1) {
                            running[0].stop();
                        }
                    }
                })
                .build();
        running[0] = stopping.start(modules.apply(1), DATA);
        running[0].run();
        Path file = folder.resolve("checkpoint.safetensors");
        running[0].checkpoint().save(file);
        SequenceModule resumed = modules.apply(77);
        Training rest = trainer.resume(Checkpoint.load(file), resumed, DATA);
        assertThat(rest.module()).isSameAs(resumed);
        rest.run();
        assertThat(StateDict.numbers(resumed)).containsExactly(StateDict.numbers(whole));
        assertThat(rest.history().done()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void eager_and_compiled_training_agree(LongFunction<SequenceModule> modules) {
        SequenceModule eager = modules.apply(5);
        SequenceModule compiled = modules.apply(5);
        SequenceModule threads = modules.apply(5);
        settings(BatchGradient.EAGER).build().train(eager, DATA);
        settings(BatchGradient.COMPILED).build().train(compiled, DATA);
        settings(BatchGradient.compiled(2)).build().train(threads, DATA);
        assertThat(StateDict.numbers(compiled)).containsExactly(StateDict.numbers(eager), within(1e-9));
        assertThat(StateDict.numbers(threads)).containsExactly(StateDict.numbers(compiled));
    }

    @Test
    void a_predictor_of_a_module_is_saved_and_loaded_with_its_units() throws Exception {
        Dataset rooms = Dataset.regression(
                new double[][] {{52, 1}, {75, 2}, {93, 1}, {120, 2}}, new double[][] {{310}, {455}, {560}, {720}});
        Scaling scaling = Scaling.fit(rooms);
        Gated module = new Gated(4);
        Trainer.builder().loss(Loss.MSE).epochs(3).build().train(module, scaling.apply(rooms));
        Predictor predictor = Predictor.builder(module, 2)
                .meaning(rooms)
                .loss(Loss.MSE)
                .scaling(scaling)
                .build();
        double expected = module.forward(Mlp.constants(scaling.toNetwork(new double[] {100, 2})))
                .get(0)
                .data();
        double price = predictor.predict(100, 2).value();
        assertThat(price).isEqualTo(scaling.fromNetwork(new double[] {expected})[0]);

        Path file = folder.resolve("rooms.safetensors");
        predictor.save(file);
        Gated other = new Gated(8);
        double[] numbers = StateDict.numbers(other);
        assertThat(Predictor.load(file, other).predict(100, 2).value()).isEqualTo(price);
        assertThat(StateDict.numbers(other)).as("unchanged").containsExactly(numbers);
        StateDict.load(other, file);
        assertThat(StateDict.numbers(other)).containsExactly(StateDict.numbers(module));
        assertThat(predictor.with(other).predict(100, 2).value()).isEqualTo(price);

        assertThatThrownBy(() -> Predictor.load(file))
                .hasMessageContaining("rooms.safetensors")
                .hasMessageContaining("Predictor.load(file, module)")
                .hasMessageContaining("norm.weight");
        assertThatThrownBy(() -> Predictor.load(file, dropping(1))).hasMessageContaining("there is no tensor 0.weight");
        assertThatThrownBy(predictor::model).hasMessageContaining("only an Mlp can be built from a file");
    }

    @Test
    void a_module_that_does_not_fit_is_rejected_and_unchanged() {
        Trainer trainer = settings(BatchGradient.COMPILED).build();
        Training training = trainer.start(new Gated(1), DATA);
        training.run();
        Checkpoint checkpoint = training.checkpoint();
        assertThatThrownBy(training::model).hasMessageContaining("this trains Gated, not an Mlp: use module()");
        assertThatThrownBy(() -> trainer.resume(checkpoint, DATA)).hasMessageContaining("only an Mlp can be built");
        assertThatThrownBy(() -> trainer.resume(checkpoint, dropping(1), DATA))
                .hasMessageContaining("the checkpoint has the tensors {in.weight=[4, 2]")
                .hasMessageContaining("0.weight=[6, 2]");
        Gated other = new Gated(2);
        double[] numbers = StateDict.numbers(other);
        assertThatThrownBy(() -> trainer.resume(checkpoint, other, Samples.parabola(40, 4)))
                .hasMessageContaining("other samples");
        assertThat(StateDict.numbers(other)).containsExactly(numbers);

        VectorModule twice = new VectorModule() {
            @Override
            public List<Value> forward(List<Value> x) {
                return x;
            }

            @Override
            public List<ParameterTensor> tensors() {
                return ImmutableList.<ParameterTensor>builder()
                        .addAll(LayerNorm.of(1, 0).tensors())
                        .addAll(LayerNorm.of(1, 0).tensors())
                        .build();
            }
        };
        assertThatThrownBy(() -> trainer.train(twice, DATA)).hasMessageContaining("have the name weight");
        assertThatThrownBy(() -> trainer.train(Linear.of(3, 1, true, Initializer.XAVIER, 1), DATA))
                .hasMessageContaining("Linear(3 → 1) does not take rows of 2 inputs")
                .hasMessageContaining("3");
        VectorModule deciding = x -> x.get(0).data() > 0 ? x : List.of(x.get(1));
        assertThatThrownBy(() -> trainer.train(deciding, DATA)).isInstanceOf(IllegalStateException.class);
    }
}
