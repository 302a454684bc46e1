package io.gradstep.nn.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import io.gradstep.nn.module.CompiledFamily;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.StateDict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GptTest {
    /** Names made by {@link SyllableNames}, which the plain Python program reads too. */
    private static final Path NAMES = Path.of("src/test/python/names.txt");

    /** Printed by {@code cd nn/src/test/python; python3 gpt_reference.py names.txt} (Python 3.11.7). */
    private static final double[] LOSSES = {
        3.1321637599676877, 3.2305627471325487, 3.2269174164341465, 3.132021842720195, 3.0768341095321285,
        3.028371680844556, 2.919311098822494, 3.1787774685227923, 3.254141413765511, 3.017209808455217,
        3.353950757746934, 2.928809527466327, 2.8947496123710446, 2.7815933863196225, 2.624615497346396,
        2.687245890721373, 2.9306768306819135, 3.165146124828116, 3.3436760870673257, 2.3106329784921003
    };

    @Test
    void twenty_steps_are_those_of_an_independent_program() throws Exception {
        List<String> names = Files.readAllLines(NAMES);
        assertThat(names).isEqualTo(SyllableNames.of(200, 42));
        CharacterGpt writer = CharacterGpt.create(
                names, GptSizes::small, new GptTraining.Settings(1000, 0.01, 1), Generator.PYTHON, 42, 1);
        assertThat(writer.gpt().parameterCount()).isEqualTo(4192);
        for (int step = 0; step < LOSSES.length; step++) {
            assertThat(writer.training().next()).as("step %d", step).isCloseTo(LOSSES[step], within(2e-14));
        }
    }

    @Test
    void compiled_losses_and_gradients_are_those_of_the_graph() {
        Gpt gpt = Gpt.of(new GptSizes(6, 8, 2, 2, 5), 42);
        double[] parameters = StateDict.numbers(gpt);
        double[] gradient = new double[parameters.length];
        for (int[] text : new int[][] {{5, 5}, {5, 0, 0, 1, 5}, {5, 4, 3, 2, 1, 0, 1, 2}}) {
            gpt.zeroGrad();
            Value loss = gpt.loss(text);
            loss.backward();
            CompiledFamily.Sequence sequence = gpt.sequence(text);
            double value =
                    gpt.losses().of(sequence.length()).gradient(parameters, sequence.rows(), new double[0], gradient);
            assertThat(value).isCloseTo(loss.data(), within(1e-14));
            for (int i = 0; i < gradient.length; i++) {
                assertThat(gradient[i])
                        .as("parameter %d", i)
                        .isCloseTo(gpt.parameters().get(i).grad(), within(1e-14));
            }
            double[] outputs = new double[sequence.length() + 1];
            gpt.losses().of(sequence.length()).evaluate(parameters, sequence.rows(), new double[0], outputs);
            List<Value> each = gpt.losses(gpt.start(), text);
            for (int t = 0; t < each.size(); t++) {
                assertThat(outputs[t + 1]).isCloseTo(each.get(t).data(), within(1e-14));
            }
        }
    }

    @Test
    void tensors_are_named_as_in_a_state_dict() {
        assertThat(Gpt.of(new GptSizes(3, 4, 1, 2, 5), 1).tensors())
                .extracting(ParameterTensor::name)
                .containsExactly(
                        "wte.weight",
                        "wpe.weight",
                        "lm_head.weight",
                        "layers.0.attn.wq.weight",
                        "layers.0.attn.wk.weight",
                        "layers.0.attn.wv.weight",
                        "layers.0.attn.wo.weight",
                        "layers.0.mlp.fc1.weight",
                        "layers.0.mlp.fc2.weight",
                        "layers.1.attn.wq.weight",
                        "layers.1.attn.wk.weight",
                        "layers.1.attn.wv.weight",
                        "layers.1.attn.wo.weight",
                        "layers.1.mlp.fc1.weight",
                        "layers.1.mlp.fc2.weight");
        GptSizes sizes = new GptSizes(3, 4, 1, 2, 5);
        assertThat(Gpt.of(sizes, 1).parameterCount()).isEqualTo(sizes.parameterCount());
    }

    @Test
    void shares_of_attention_add_up_to_1() {
        List<double[]> seen = new ArrayList<>();
        Gpt gpt = Gpt.of(new GptSizes(4, 4, 2, 1, 3), 1);
        Gpt.Reader reader = gpt.start((layer, head, position, shares) ->
                seen.add(shares.stream().mapToDouble(Value::data).toArray()));
        reader.next(3);
        reader.next(0);
        reader.next(1);
        assertThat(seen).extracting(shares -> shares.length).containsExactly(1, 1, 2, 2, 3, 3);
        for (double[] shares : seen) {
            double sum = 0;
            for (double share : shares) {
                sum += share;
            }
            assertThat(sum).isCloseTo(1, within(1e-15));
        }
        assertThatThrownBy(() -> reader.next(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model reads at most 3 tokens, the length of its block");
        assertThatThrownBy(() -> gpt.start().next(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> gpt.loss(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text needs at least two tokens, not 1");
    }

    @Test
    void sizes_that_do_not_fit_are_rejected() {
        assertThatThrownBy(() -> new GptSizes(27, 16, 3, 1, 16))
                .hasMessage("the width 16 is not a multiple of the number of heads, 3");
        assertThatThrownBy(() -> new GptSizes(1, 16, 4, 1, 16)).hasMessage("a vocabulary needs at least one character");
        assertThatThrownBy(() -> new GptSizes(27, 100_000, 4, 1, 16)).hasMessageContaining("at most 20000000 are");
        assertThatThrownBy(() -> new GptSizes(27, 16, 4, 0, 16))
                .hasMessage("the number of layers must be at least 1, not 0");
    }
}
