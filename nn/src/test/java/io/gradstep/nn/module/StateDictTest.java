package io.gradstep.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.io.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
    @TempDir
    private Path folder;

    private static Sequential network(long seed) {
        return Sequential.of(Linear.of(2, 3, true, Initializer.HE, seed), Activation.RELU, Lstm.of(3, 2, seed));
    }

    @Test
    void any_module_is_loaded_as_it_was_saved() throws Exception {
        Path file = folder.resolve("network.safetensors");
        StateDict.save(network(1), file, Map.of("note", "kept"));
        Sequential other = network(2);
        StateDict.load(other, file);
        assertThat(StateDict.numbers(other)).isEqualTo(StateDict.numbers(network(1)));
        assertThat(Safetensors.read(file).metadata()).containsEntry("note", "kept");
        assertThat(Safetensors.read(file).tensors()).containsKeys("0.weight", "0.bias", "2.weight_ih_l0");
    }

    @Test
    void a_module_of_the_users_own_is_saved_too() throws Exception {
        Value slope = Value.of(3, "slope");
        Parameterized own =
                () -> ImmutableList.of(new ParameterTensor("slope", ImmutableList.of(), ImmutableList.of(slope)));
        Path file = folder.resolve("own.safetensors");
        StateDict.save(own, file, Map.of());
        slope.setData(0);
        StateDict.load(own, file);
        assertThat(slope.data()).isEqualTo(3);
    }

    @Test
    void a_file_of_another_shape_changes_nothing() throws Exception {
        Sequential network = network(1);
        double[] before = StateDict.numbers(network);
        Path file = folder.resolve("other.safetensors");

        StateDict.save(Sequential.of(Linear.of(2, 4, true, Initializer.HE, 1)), file, Map.of());
        assertThatThrownBy(() -> StateDict.load(network, file))
                .hasMessage(file + ": tensor 0.weight has the shape [4, 2], but [3, 2] is needed");

        StateDict.save(Sequential.of(Linear.of(2, 3, true, Initializer.HE, 1)), file, Map.of());
        assertThatThrownBy(() -> StateDict.load(network, file)).hasMessage(file + ": tensor 2.weight_ih_l0 is missing");

        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateDict.put(tensors, "", network, before);
        tensors.put("more", Tensor.of(new int[] {1}, new double[] {1}));
        new Safetensors(tensors, Map.of()).write(file);
        assertThatThrownBy(() -> StateDict.load(network, file))
                .hasMessage(file + ": tensor more does not belong to the module");

        double[] bad = before.clone();
        bad[4] = Double.NaN;
        assertThatThrownBy(() -> StateDict.put(tensors, "", network, bad))
                .hasMessage("number 4 of 0.weight is NaN: only finite numbers can be saved");
        tensors.remove("more");
        tensors.put("0.bias", Tensor.of(new int[] {3}, new double[] {0, Double.POSITIVE_INFINITY, 0}));
        new Safetensors(tensors, Map.of()).write(file);
        assertThatThrownBy(() -> StateDict.load(network, file))
                .hasMessage(file + ": number 1 of tensor 0.bias is Infinity");

        assertThat(StateDict.numbers(network)).isEqualTo(before);
        assertThatThrownBy(() -> StateDict.set(network, new double[2]))
                .hasMessage("2 numbers were given for %d parameters".formatted(before.length));
    }
}
