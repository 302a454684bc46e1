package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.SafetensorsException;
import io.gradstep.nn.io.Tensor;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Initializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
    @TempDir
    Path folder;

    private Path file;
    private final Mlp mlp = Mlp.builder()
            .inputs(2)
            .hidden(3)
            .outputs(2)
            .activation(Activation.RELU)
            .outputActivation(Activation.TANH)
            .initializer(Initializer.HE_NORMAL)
            .seed(-17)
            .build();

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("model.safetensors");
        mlp.epoch(5);
        mlp.save(file, Map.of("classes", "left,right"));
    }

    @Test
    void loading_needs_nothing_but_the_file() throws IOException {
        Mlp loaded = Mlp.load(file);
        assertThat(loaded).hasToString(mlp.toString());
        assertThat(loaded.weights()).isEqualTo(mlp.weights());
        assertThat(loaded.predict(0.1, 0.2)).isEqualTo(mlp.predict(0.1, 0.2));
        assertThat(loaded.seed()).isEqualTo(-17);
        assertThat(loaded.epoch()).isEqualTo(5);
        assertThat(loaded.initializer()).isSameAs(Initializer.HE_NORMAL);
        assertThat(loaded.outputActivation()).isSameAs(Activation.TANH);
    }

    @Test
    void the_file_is_a_state_dict_with_metadata() throws IOException {
        Safetensors content = Safetensors.read(file);
        assertThat(content.tensors().keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(content.tensors().get("0.weight").shape()).containsExactly(3, 2);
        assertThat(content.metadata())
                .containsEntry("sizes", "2,3,2")
                .containsEntry("activation", "relu")
                .containsEntry("seed", "-17")
                .containsEntry("epoch", "5")
                .containsEntry("classes", "left,right");
    }

    @Test
    void a_note_cannot_take_the_place_of_an_entry() {
        Path other = folder.resolve("other.safetensors");
        assertThatThrownBy(() -> mlp.save(other, Map.of("seed", "3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'seed'");
        assertThat(other).doesNotExist();
    }

    @Test
    void a_network_that_is_not_finite_is_not_saved() throws IOException {
        byte[] before = Files.readAllBytes(file);
        mlp.parameters().get(7).setData(Double.NaN);
        assertThatThrownBy(() -> mlp.save(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("number 1 of 0.bias is NaN");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void weights_of_another_program_are_taken_over() throws IOException {
        Safetensors content = Safetensors.read(file);
        Path foreign = folder.resolve("foreign.safetensors");
        new Safetensors(content.tensors(), Map.of("format", "pt")).write(foreign);
        assertThatThrownBy(() -> Mlp.load(foreign))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(foreign + ": its metadata has no entry 'gradstep'")
                .hasMessageContaining("loadWeights");
        Mlp other = Mlp.builder().inputs(2).hidden(3).outputs(2).seed(1).build();
        other.loadWeights(foreign);
        assertThat(other.weights()).isEqualTo(mlp.weights());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gradstep | network 2",
                "sizes | 2,3",
                "sizes | 2",
                "sizes | 2,-3,2",
                "sizes | 2,,2",
                "sizes | 2000000000,2000000000,2000000000",
                "sizes | 2,x,2",
                "activation | tahn",
                "outputActivation | identity?",
                "initializer | glorot",
                "seed | 1.5",
                "epoch | -1",
                "epoch | ten"
            })
    void a_wrong_entry_is_refused_by_name(String key, String text) throws IOException {
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(key, text);
        Path bad = folder.resolve("bad.safetensors");
        new Safetensors(content.tensors(), metadata).write(bad);
        assertThatThrownBy(() -> Mlp.load(bad))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(bad + ": ")
                .message()
                .containsAnyOf("'" + key + "'", "tensor");
    }

    @Test
    void mis_shaped_tensors_are_refused_by_name_and_change_nothing() throws IOException {
        Safetensors content = Safetensors.read(file);
        Mlp other = Mlp.builder().inputs(2).hidden(3).outputs(2).seed(1).build();
        double[] before = other.weights();
        for (String name : content.tensors().keySet()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
            int size = tensors.get(name).size();

            tensors.put(name, Tensor.of(new int[] {1, size}, new double[size]));
            assertRefused(
                    other, new Safetensors(tensors, content.metadata()), "tensor " + name + " has the shape [1, ");
            double[] numbers = new double[size];
            Arrays.fill(numbers, Double.POSITIVE_INFINITY);
            tensors.put(name, Tensor.of(content.tensors().get(name).shape(), numbers));
            assertRefused(other, new Safetensors(tensors, content.metadata()), "number 0 of tensor " + name);
            tensors.remove(name);
            assertRefused(other, new Safetensors(tensors, content.metadata()), "there is no tensor " + name);
            assertThat(other.weights()).isEqualTo(before);
        }
        Map<String, Tensor> more = new LinkedHashMap<>(content.tensors());
        more.put("4.weight", Tensor.of(new int[] {1}, new double[1]));
        assertRefused(
                other, new Safetensors(more, content.metadata()), "tensor 4.weight does not belong to the network");
        assertThat(other.weights()).isEqualTo(before);
    }

    private void assertRefused(Mlp other, Safetensors content, String message) throws IOException {
        Path bad = folder.resolve("bad.safetensors");
        content.write(bad);
        assertThatThrownBy(() -> Mlp.load(bad))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> other.loadWeights(bad))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_file_cut_at_any_length_is_refused_and_changes_nothing() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        double[] before = mlp.weights();
        Path cut = folder.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> mlp.loadWeights(cut))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("cut.safetensors");
        }
        assertThat(mlp.weights()).isEqualTo(before);
    }

    @Test
    void a_missing_file_is_an_error_with_its_name() {
        assertThatThrownBy(() -> Mlp.load(folder.resolve("none.safetensors")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.safetensors");
    }
}
