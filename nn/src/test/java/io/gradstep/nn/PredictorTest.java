package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.Neuron;
import io.gradstep.nn.random.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictorTest {
    @TempDir
    private Path folder;

    /** Two quantities of an input and a column that is always 7. */
    private static final Dataset PLANT = Dataset.regression(
                    new double[][] {{100, 7}, {300, 7}}, new double[][] {{5000, -2}, {9000, 4}})
            .withInputNames(List.of("light", "pot"))
            .withTargetNames(List.of("mass", "height"));

    /** y1 = 2·x1 + 3·x2 + 0.5 and y2 = -x1 + 5·x2, in its own units. */
    private static Mlp plane() {
        Mlp mlp = Mlp.builder().inputs(2).outputs(2).build();
        mlp.weights(new double[] {2, 3, -1, 5, 0.5, 0});
        return mlp;
    }

    private static Predictor plant() {
        return Predictor.builder(plane())
                .meaning(PLANT)
                .scaling(Scaling.fit(PLANT))
                .build();
    }

    @Test
    void two_targets_and_a_constant_column_keep_their_units() {
        // Means 200 and 7, deviations 100 and 1 (constant); targets 7000 ± 2000 and 1 ± 3. For the row 400, 8 the
        // network
        // sees 2 and 1 and gives 7.5 and 3: 7000 + 2000 · 7.5 = 22000 and 1 + 3 · 3 = 10.
        Prediction prediction = plant().predict(400, 8);

        assertThat(prediction.outputs()).containsExactly(22000, 10);
        assertThat(prediction).hasToString("mass = 22000.0, height = 10.0");
        assertThat(prediction.probability()).isEmpty();
        assertThat(prediction.probabilities()).isEmpty();
        assertThatThrownBy(prediction::value).hasMessageContaining("2 quantities");
        assertThatThrownBy(prediction::label).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_saved_answers_the_same() throws IOException {
        Path file = folder.resolve("plant.safetensors");
        plant().save(file, Map.of("author", "me"));

        Predictor loaded = Predictor.load(file);

        assertThat(loaded.inputNames()).containsExactly("light", "pot");
        assertThat(loaded.targetNames()).containsExactly("mass", "height");
        assertThat(loaded.predict(400, 8).outputs()).containsExactly(22000, 10);
        assertThat(loaded).hasToString("Predictor(light, pot → mass, height)");
        Safetensors content = Safetensors.read(file);
        assertThat(content.tensors()).containsOnlyKeys("0.weight", "0.bias");
        assertThat(content.metadata()).containsEntry("author", "me");
    }

    @Test
    void a_network_of_a_scaled_model_is_its_weights_alone_and_refuses_rows() throws IOException {
        Path file = folder.resolve("plant.safetensors");
        plant().save(file);
        Mlp loaded = Mlp.load(file);
        Mlp other = Mlp.builder().inputs(2).outputs(2).build();
        other.loadWeights(file);

        for (Mlp mlp : List.of(loaded, other, plant().model())) {
            assertThat(mlp.weights()).isEqualTo(plane().weights());
            assertThatThrownBy(() -> mlp.predict(400, 8))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Predictor.load");
            assertThatThrownBy(() -> mlp.save(folder.resolve("lost.safetensors")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use Predictor.save");
            assertThatThrownBy(() -> Predictor.builder(mlp).build()).isInstanceOf(IllegalStateException.class);
        }
        assertThat(folder.resolve("lost.safetensors")).doesNotExist();
        assertThat(loaded.forward(List.of(Value.of(2), Value.of(1))).get(0).data())
                .isEqualTo(7.5);
    }

    @Test
    void a_predictor_keeps_the_weights_of_its_moment() {
        Mlp mlp = plane();
        Predictor before = Predictor.builder(mlp).build();
        mlp.parameters().get(4).setData(100);

        assertThat(before.predict(0, 0).outputs()).containsExactly(0.5, 0);
        assertThat(before.with(mlp).predict(0, 0).outputs()).containsExactly(100, 0);
        assertThatThrownBy(() ->
                        before.with(Mlp.builder().inputs(2).hidden(3).outputs(2).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void classes_have_probabilities_under_a_cross_entropy() {
        Mlp mlp = Mlp.builder().inputs(1).outputs(3).build();
        mlp.weights(new double[] {1, 2, 3, 0, 0, 0});
        Predictor predictor = Predictor.builder(mlp)
                .loss(Loss.CROSS_ENTROPY.weighted(1, 2, 3))
                .classNames(List.of("low", "middle", "high"))
                .targetNames(List.of("size"))
                .build();

        Prediction prediction = predictor.predict(1);

        assertThat(prediction.label()).isEqualTo("high");
        // softmax(1, 2, 3), mpmath: [exp(i)/sum(exp(j) for j in (1, 2, 3)) for i in (1, 2, 3)]
        assertThat(List.copyOf(prediction.probabilities().values()))
                .satisfiesExactly(
                        p -> assertThat(p).isCloseTo(0.09003057317038046, within(1e-15)),
                        p -> assertThat(p).isCloseTo(0.24472847105479764, within(1e-15)),
                        p -> assertThat(p).isCloseTo(0.6652409557748219, within(1e-15)));
        assertThat(prediction.probability().getAsDouble()).isCloseTo(0.6652409557748219, within(1e-15));
        assertThatThrownBy(prediction::value).hasMessageContaining("label()");
    }

    @Test
    void one_logit_tells_two_classes() {
        Mlp mlp = Mlp.builder().inputs(1).outputs(1).build();
        mlp.weights(new double[] {1, 0});
        PredictorBuilder builder = Predictor.builder(mlp).classNames(List.of("no", "yes"));

        Prediction prediction = builder.loss(Loss.BINARY_CROSS_ENTROPY).build().predict(-2);
        Prediction margin = builder.loss(Loss.HINGE).build().predict(-2);

        assertThat(prediction.label()).isEqualTo("no");
        // 1/(1 + e^-2), mpmath
        assertThat(prediction.probability().getAsDouble()).isCloseTo(0.8807970779778824, within(1e-15));
        assertThat(margin.label()).isEqualTo("no");
        assertThat(margin.probability()).isEmpty();
        assertThat(margin).hasToString("no");
    }

    @Test
    void anything_that_makes_outputs_of_inputs_can_predict() {
        Layer layer = Layer.of(3, 2, Activation.TANH, Initializer.XAVIER, 5);
        Neuron neuron = Neuron.of(new double[] {1, 2}, 0.5, Activation.RELU);

        Predictor ofLayer = Predictor.builder(3, layer::forward).build();
        Predictor ofBoth = Predictor.builder(3, inputs -> List.of(neuron.forward(layer.forward(inputs))))
                .build();

        double[] expected = layer.forward(List.of(Value.of(1), Value.of(2), Value.of(3))).stream()
                .mapToDouble(Value::data)
                .toArray();
        assertThat(ofLayer.predict(1, 2, 3).outputs()).isEqualTo(expected);
        assertThat(ofBoth.predict(1, 2, 3).value()).isEqualTo(Math.max(0, expected[0] + 2 * expected[1] + 0.5));
        assertThatThrownBy(() -> ofLayer.save(folder.resolve("layer.safetensors")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("from a module");
    }

    @Test
    void code_that_decides_by_a_number_is_refused() {
        PredictorBuilder builder = Predictor.builder(
                1, x -> x.get(0).data() > 0 ? x : List.of(x.get(0).neg()));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Value.where");
    }

    @Test
    void rows_together_get_the_same_answers_as_alone_on_any_thread() {
        Mlp mlp = Mlp.builder().inputs(20).hidden(70, 30).outputs(3).seed(9).build();
        Predictor predictor = Predictor.builder(mlp).build();
        RandomStream random = new RandomStream(4);
        double[][] rows = new double[500][20];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextDouble() - 0.5);
        }

        List<Prediction> together = predictor.predict(rows);

        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> assertThat(predictor.predict(rows[i]).outputs())
                        .isEqualTo(together.get(i).outputs()));
        for (int i = 0; i < rows.length; i++) {
            double[] plain = mlp.predict(rows[i]);
            for (int j = 0; j < plain.length; j++) {
                assertThat(together.get(i).outputs()[j]).isCloseTo(plain[j], within(1e-13));
            }
        }
    }

    /** A function of gates of every kind, and more rows than are computed at a time. */
    @Test
    void rows_of_any_function_get_the_same_bits_together_as_alone() {
        Predictor predictor = Predictor.builder(
                        3,
                        x -> List.of(
                                Value.where(
                                                x.get(0).greaterThan(0),
                                                x.get(0).mul(x.get(1)),
                                                x.get(1).sub(x.get(2)))
                                        .tanh(),
                                Value.softmax(x)
                                        .mul(x.get(0).add(3).log1p())
                                        .add(x.get(2).atan()),
                                Value.dot(
                                        x,
                                        List.of(x.get(2), x.get(0), x.get(1)),
                                        x.get(0).pow(3))))
                .build();
        RandomStream random = new RandomStream(6);
        double[][] rows = new double[2500][3];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextDouble() * 4 - 2);
        }

        List<Prediction> together = predictor.predict(rows);

        for (int i = 0; i < rows.length; i++) {
            assertThat(together.get(i).outputs())
                    .isEqualTo(predictor.predict(rows[i]).outputs());
        }
    }

    @Test
    void rows_that_cannot_be_are_refused_with_their_place() {
        assertThatThrownBy(() -> plant().predict(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 numbers, but the network takes 2: light, pot");
        assertThatThrownBy(() -> plant().predict(new double[][] {{1, 2}, {1, Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1: the input pot is NaN, not a finite number");
        double[][] rows = new double[2000][2];
        rows[1500] = new double[] {1e308, 1e308};
        assertThatThrownBy(() -> plant().predict(rows))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row 1500: the network's output is");
    }

    @Test
    void names_that_do_not_go_with_the_network_are_refused() {
        assertThatThrownBy(() ->
                        Predictor.builder(plane()).inputNames(List.of("a")).build())
                .hasMessage("expected 2 names of inputs, not 1");
        assertThatThrownBy(() -> Predictor.builder(plane())
                        .classNames(List.of("a", "b", "c"))
                        .build())
                .hasMessage("expected 2 names of classes, not 3");
        assertThatThrownBy(() -> Predictor.builder(
                                Mlp.builder().inputs(1).outputs(2).build())
                        .scaling(Scaling.fit(PLANT))
                        .build())
                .hasMessage("expected 1 means of inputs, not 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict.loss | huber | unknown loss 'huber'",
                "predict.inputs | [\"a\"] | expected 2 names of inputs, not 1",
                "predict.inputs | a | expected a JSON list, found 'a'",
                "predict.inputs | [[1],{}] | predict.inputs",
                "predict.inputs.means | [1] | each feature needs one of each",
                "predict.inputs.means | [1,\"x\"] | predict.inputs.means",
                "predict.targets.deviations | [0,1] | the deviation above 0",
            })
    void notes_that_cannot_be_are_refused_with_the_files_name(String key, String text, String message)
            throws IOException {
        Path file = folder.resolve("bad.safetensors");
        plant().save(file);
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(key, text);
        new Safetensors(content.tensors(), metadata).write(file);

        assertThatThrownBy(() -> Predictor.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void a_checkpoint_with_notes_predicts_and_its_network_refuses_rows() throws IOException {
        Path file = folder.resolve("plant.checkpoint.safetensors");
        Scaling scaling = Scaling.fit(PLANT);
        Training training = Trainer.builder().loss(Loss.MSE).epochs(1).build().start(plane(), scaling.apply(PLANT));
        training.run();
        Predictor predictor = Predictor.builder(training.model())
                .meaning(PLANT)
                .scaling(scaling)
                .build();
        training.checkpoint().save(file, predictor.describe());

        assertThat(Predictor.load(file).predict(400, 8).outputs())
                .isEqualTo(predictor.predict(400, 8).outputs());
        assertThat(Checkpoint.isIn(file)).isTrue();
        assertThatThrownBy(() -> Checkpoint.load(file).model().predict(1, 2)).isInstanceOf(IllegalStateException.class);
        // The optimizer's state beside it is no tensor that is too many.
        Mlp other = Mlp.builder().inputs(2).outputs(2).build();
        other.loadWeights(file);
        assertThat(other.weights()).isEqualTo(training.model().weights());
    }

    @Test
    void a_tensor_that_cannot_be_read_is_refused_where_it_is_the_networks() throws IOException {
        Path file = folder.resolve("complex.safetensors");
        String header = "{\"0.weight\":{\"dtype\":\"F16\",\"shape\":[1,1],\"data_offsets\":[0,2]},"
                + "\"0.bias\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[2,10]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 10).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        Files.write(file, bytes.array());

        assertThatThrownBy(() -> Mlp.builder().inputs(1).outputs(1).build().loadWeights(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("tensor 0.bias is of type C64");
    }
}
