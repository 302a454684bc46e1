package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Linear;
import io.gradstep.nn.module.VectorModule;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Exported scripts are what they should be, word for word; {@link TorchTest} runs them. */
class PythonExportTest {
    @Test
    void script_is_short_and_has_everything() {
        // Two neurons without activation at (3, 1): 2·3 - 1 + 1 = 6 and 3 + 0 - 1 = 2. For targets 1 and 0 the loss is
        // (5² + 2²)/2 = 14.5, its slopes 5 and 2: a neuron's weights get that times 3 and 1, its bias that.
        Mlp network = Mlp.builder().inputs(2).outputs(2).build();
        double[] parameters = {2, -1, 1, 0, 1, -1};
        for (int i = 0; i < parameters.length; i++) {
            network.parameters().get(i).setData(parameters[i]);
        }
        WorkedSample sample = WorkedSample.of(network, Loss.MSE, new double[] {3, 1}, new double[] {1, 0});

        assertThat(ExportLanguage.PYTHON.source(sample, "")).isEqualTo("""
                \"""A network exported by 'gradstep export': 2 -> 2; loss mse.

                Run it with Python 3 and PyTorch: it computes the loss and its gradient for one sample and compares them
                with Gradstep's.
                \"""

                import torch
                from torch import nn
                from torch.nn import functional as F

                torch.set_default_dtype(torch.float64)


                network = nn.Sequential(
                    nn.Linear(2, 2),
                )


                def predict(row):
                    \"""Returns the outputs for a row of the training table, in its units.\"""
                    row = torch.as_tensor(row, dtype=torch.float64)
                    return network(row)


                def loss(output, target):
                    return F.mse_loss(output, target)


                def main():
                    output = network(SAMPLE)
                    value = loss(output, TARGET)
                    value.backward()
                    print("loss =", value.item())
                    for name, parameter in network.named_parameters():
                        print("d loss / d", name, "=", parameter.grad)

                    compare("output", predict(SAMPLE), OUTPUT)
                    compare("loss", value, LOSS)
                    for name, parameter in network.named_parameters():
                        compare("d loss / d " + name, parameter.grad, GRADIENT[name])
                    print("All numbers agree with Gradstep's to within", TOLERANCE)


                def compare(what, ours, gradsteps):
                    torch.testing.assert_close(
                        ours, gradsteps, rtol=TOLERANCE, atol=TOLERANCE, msg=lambda details: what + ": " + details
                    )


                TOLERANCE = 1e-12

                PARAMETERS = {
                    "0.weight": torch.tensor([
                        [2.0, -1.0],
                        [1.0, 0.0],
                    ]),
                    "0.bias": torch.tensor([1.0, -1.0]),
                }

                # In the training table's units.
                SAMPLE = torch.tensor([3.0, 1.0])
                TARGET = torch.tensor([1.0, 0.0])

                # Gradstep's results for it.
                OUTPUT = torch.tensor([6.0, 2.0])
                LOSS = torch.tensor(14.5)
                GRADIENT = {
                    "0.weight": torch.tensor([
                        [15.0, 5.0],
                        [6.0, 2.0],
                    ]),
                    "0.bias": torch.tensor([5.0, 2.0]),
                }

                network.load_state_dict(PARAMETERS)

                if __name__ == "__main__":
                    main()
                """);
    }

    @Test
    void units_and_classes_are_part_of_the_script() {
        // The mean of 1 and 3 is 2, their deviation 1: the row 5 is 3 for the network, whose logits are 3 and 0.
        Dataset sizes =
                Dataset.classification(new double[][] {{1}, {3}}, new int[] {0, 1}, List.of("small", "\"größer\""));
        Mlp network = Mlp.builder().inputs(1).outputs(2).build();
        double[] parameters = {1, 0, 0, 0};
        for (int i = 0; i < parameters.length; i++) {
            network.parameters().get(i).setData(parameters[i]);
        }
        Predictor predictor = Predictor.builder(network)
                .meaning(sizes)
                .loss(Loss.CROSS_ENTROPY)
                .scaling(Scaling.fit(sizes))
                .build();

        String script = ExportLanguage.PYTHON.source(
                WorkedSample.of(predictor, Loss.CROSS_ENTROPY, new double[] {5}, new double[] {1}), "");

        assertThat(script).isASCII().doesNotContain("%").contains("""
                    return network((row - INPUT_MEANS) / INPUT_DEVIATIONS)


                def label(row):
                    \"""Returns the class of a row.\"""
                    output = predict(row)
                    return LABELS[int(output.argmax())]


                def probabilities(row):
                    \"""Returns the probability of each of LABELS for a row.\"""
                    output = predict(row)
                    return output.softmax(-1)


                def loss(output, target):
                """.stripIndent(), """
                # From the training table's units to the network's.
                INPUT_MEANS = torch.tensor([2.0])
                INPUT_DEVIATIONS = torch.tensor([1.0])

                LABELS = ["small", "\\"gr\\U000000f6\\U000000dfer\\""]

                # In the training table's units.
                SAMPLE = torch.tensor([5.0])
                TARGET = torch.tensor([0.0, 1.0])

                # Gradstep's results for it.
                OUTPUT = torch.tensor([3.0, 0.0])
                """.stripIndent());
    }

    @Test
    void what_cannot_be_exported_is_told_with_what_can() {
        VectorModule tail = x -> List.of(x.get(0).mills(1));
        Predictor ofTail = Predictor.builder(tail, 1).build();
        WorkedSample sample = WorkedSample.of(ofTail, Loss.MSE, null, null);
        assertThatThrownBy(() -> ExportLanguage.PYTHON.source(sample, ""))
                .hasMessageContaining("the gate mills, for which PyTorch has no function");
        assertThatThrownBy(() -> ExportLanguage.JAVA.source(sample, "Tail"))
                .hasMessage("only an Mlp can be exported as a Java class; a PyTorch script takes any module");
        Predictor ofFunction = Predictor.builder(1, UnaryOperator.identity()).build();
        assertThatThrownBy(() -> WorkedSample.of(ofFunction, Loss.MSE, null, null))
                .hasMessageContaining("build it from a module");
        Linear large = Linear.of(150, 150, false, Initializer.XAVIER, 1);
        WorkedSample tooLarge = WorkedSample.of(Predictor.builder(large, 150).build(), Loss.MSE, null, null);
        assertThatThrownBy(() -> ExportLanguage.PYTHON.source(tooLarge, ""))
                .hasMessageContaining("at most 20000 values, but this one has 22801; an Mlp of any size can");
    }
}
