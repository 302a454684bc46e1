package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.Neuron;
import io.gradstep.nn.module.ParameterTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlpTest {
    private static Mlp.Builder small() {
        return Mlp.builder().inputs(2).hidden(3, 4).outputs(2).seed(11);
    }

    private static List<Value> inputs(double... numbers) {
        return Mlp.constants(numbers);
    }

    static Stream<Activation> activations() {
        return Stream.concat(
                Stream.of(Activation.IDENTITY),
                Arrays.stream(Op.values())
                        .filter(op -> op.arity() == Arity.UNARY)
                        .map(Activation::of));
    }

    @Test
    void tensors_are_named_and_shaped_as_in_a_state_dict() {
        Mlp mlp = small().activation(Activation.TANH).build();
        assertThat(mlp.tensors())
                .extracting(tensor -> tensor.name() + tensor.shape())
                .containsExactly(
                        "0.weight[3, 2]", "0.bias[3]", "2.weight[4, 3]", "2.bias[4]", "4.weight[2, 4]", "4.bias[2]");
        assertThat(mlp.parameterCount()).isEqualTo(6 + 3 + 12 + 4 + 8 + 2);
    }

    /** nn.Sequential(Linear, Linear, Linear, Sigmoid) has its weights at 0, 1 and 2. */
    @Test
    void an_identity_takes_no_place_in_the_sequence() {
        Mlp mlp = small().activation(Activation.IDENTITY)
                .outputActivation(Activation.SIGMOID)
                .build();
        assertThat(mlp.tensors())
                .extracting(ParameterTensor::name)
                .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias");
    }

    @Test
    void single_parameters_are_named_by_row_and_column() {
        Mlp mlp = small().build();
        ParameterTensor second = mlp.tensors().get(2);
        assertThat(second.values().get(3 * 3 + 1).name()).isEqualTo("2.weight[3,1]");
        assertThat(mlp.tensors().get(5).values().get(1).name()).isEqualTo("4.bias[1]");
        assertThat(mlp.layers().get(1).neurons().get(3).tensors().get(0).name()).isEqualTo("2.weight[3]");
        assertThat(mlp.layers().get(1).neurons().get(3).parameters().get(1))
                .isSameAs(second.values().get(10));
    }

    @Test
    void a_seed_gives_the_same_weights_and_another_seed_others() {
        assertThat(small().build().weights()).isEqualTo(small().build().weights());
        assertThat(small().build().weights())
                .isNotEqualTo(small().seed(12).build().weights());
    }

    @Test
    void the_initializer_follows_the_activation_unless_it_is_given() {
        assertThat(small().activation(Activation.RELU).build().initializer()).isSameAs(Initializer.HE);
        assertThat(small().activation(Activation.TANH).build().initializer()).isSameAs(Initializer.XAVIER);
        assertThat(small().activation(Activation.RELU)
                        .initializer(Initializer.LECUN)
                        .build()
                        .initializer())
                .isSameAs(Initializer.LECUN);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void all_styles_and_predict_give_the_same_bits(Activation activation) {
        Mlp mlp = small().activation(activation).outputActivation(activation).build();
        double[] predicted = mlp.predict(0.3, -0.7);
        for (GraphStyle style : List.of(GraphStyle.FAST, GraphStyle.NAMED, GraphStyle.PRIMITIVES)) {
            List<Value> outputs = mlp.forward(inputs(0.3, -0.7), style);
            for (int i = 0; i < predicted.length; i++) {
                assertThat(outputs.get(i).data()).isEqualTo(Double.valueOf(predicted[i]));
            }
        }
    }

    @Test
    void primitives_give_the_gradients_of_dots() {
        Mlp mlp = small().build();
        double[] dots = gradients(mlp, GraphStyle.FAST);
        double[] primitives = gradients(mlp, GraphStyle.PRIMITIVES);
        assertThat(dots).doesNotContain(0);
        assertThat(primitives).containsExactly(dots, within(1e-15));
    }

    private static double[] gradients(Mlp mlp, GraphStyle style) {
        mlp.zeroGrad();
        Value.sum(mlp.forward(inputs(0.3, -0.7), style)).backward();
        return mlp.parameters().stream().mapToDouble(Value::grad).toArray();
    }

    @Test
    void neurons_have_names_only_when_asked() {
        Mlp mlp = small().build();
        Value plain = mlp.forward(inputs(1, 2)).get(0);
        Value named = mlp.forward(inputs(1, 2), GraphStyle.NAMED).get(0);
        assertThat(plain.name()).isNull();
        assertThat(named.name()).isEqualTo("layer3.neuron1");
        assertThat(Graph.of(named).topologicalOrder())
                .extracting(Value::name)
                .contains("layer1.neuron3", "layer2.neuron4")
                .doesNotContain("layer3.neuron2");
    }

    @Test
    void every_multiplication_is_a_gate_in_a_picture_of_primitives() {
        Neuron neuron = Neuron.of(new double[] {2, -3}, -3, Activation.SIGMOID);
        Value out = neuron.forward(inputs(-1, -2), GraphStyle.PRIMITIVES);
        // w1 x1 w2 x2 b, two products, two sums, one sigmoid
        assertThat(Graph.of(out).size()).isEqualTo(10);
        assertThat(out.data()).isEqualTo(0.7310585786300049);
    }

    @Test
    void zero_grad_forgets_the_gradients_of_all_parameters() {
        Mlp mlp = small().build();
        mlp.forward(inputs(1, 2)).get(0).backward();
        mlp.zeroGrad();
        assertThat(mlp.parameters()).allSatisfy(p -> {
            assertThat(p.grad()).isZero();
            assertThat(p.hasGrad()).isFalse();
        });
    }

    @Test
    void a_layer_of_its_own_has_plain_names() {
        Layer layer = Layer.of(3, 2, Activation.RELU, Initializer.HE, 4);
        assertThat(layer.tensors()).extracting(ParameterTensor::name).containsExactly("weight", "bias");
        assertThat(layer.forward(inputs(1, 2, 3))).hasSize(2);
        assertThat(layer).hasToString("Layer(3 → 2, relu)");
        assertThat(layer.neurons().get(0)).hasToString("layer.neuron1(3 → 1, relu)");
    }

    @Test
    void activations_are_ops_by_name() {
        assertThat(Activation.named("leakyRelu")).isSameAs(Activation.LEAKY_RELU);
        assertThat(Activation.of(Op.SIN).op()).contains(Op.SIN);
        assertThat(Activation.IDENTITY.op()).isEmpty();
        assertThatThrownBy(() -> Activation.named("tahn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tahn")
                .hasMessageContaining("tanh");
        assertThatThrownBy(() -> Activation.of(Op.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max");
    }

    @Test
    void sizes_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> Mlp.builder().inputs(0)).hasMessage("inputs must be at least 1, not 0");
        assertThatThrownBy(() -> Mlp.builder().outputs(-1)).hasMessage("outputs must be at least 1, not -1");
        assertThatThrownBy(() -> Mlp.builder().hidden(16, 0))
                .hasMessage("the size of a hidden layer must be at least 1, not 0");
        assertThatThrownBy(() -> Mlp.builder().outputs(1).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mlp.builder().inputs(1 << 16).outputs(1 << 16).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4294967296");
        assertThatThrownBy(() -> Neuron.of(new double[0], 0, Activation.TANH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inputs_that_do_not_fit_are_refused() {
        Mlp mlp = small().build();
        assertThatThrownBy(() -> mlp.predict(1)).hasMessage("1 inputs were given, but 2 are needed");
        assertThatThrownBy(() -> mlp.forward(inputs(1, 2, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mlp.predict(1, Double.NaN)).hasMessage("input 1 is NaN, not a finite number");
    }

    @Test
    void prints_its_sizes_and_activations() {
        assertThat(small().build()).hasToString("Mlp(2 → 3 → 4 → 2, tanh)");
        assertThat(small().outputActivation(Activation.SIGMOID).build())
                .hasToString("Mlp(2 → 3 → 4 → 2, tanh, then sigmoid)");
    }
}
