package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.Activation;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exported scripts are what they should be, word for word. Where there is a Python they are compiled by it, and where that
 * has PyTorch, they are run and compare PyTorch's numbers with Gradstep's.
 */
class PythonExportTest {
    @TempDir
    private Path folder;

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
                \"""A network, written by 'gradstep export': 2 -> 2; loss mse.

                Run by Python 3 with PyTorch, it computes the loss and its gradient for one sample, and compares them with
                Gradstep's.
                \"""

                import torch
                from torch import nn
                from torch.nn import functional as F

                torch.set_default_dtype(torch.float64)


                network = nn.Sequential(
                    nn.Linear(2, 2),
                )


                def loss(output, target):
                    return F.mse_loss(output, target)


                def main():
                    network.load_state_dict(PARAMETERS)
                    output = network(SAMPLE)
                    value = loss(output, TARGET)
                    value.backward()
                    print("loss =", value.item())
                    for name, parameter in network.named_parameters():
                        print("d loss / d", name, "=", parameter.grad)

                    compare("output", output, OUTPUT)
                    compare("loss", value, LOSS)
                    for name, parameter in network.named_parameters():
                        compare("d loss / d " + name, parameter.grad, GRADIENT[name])
                    print("Gradstep has the same numbers, to", TOLERANCE)


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

                SAMPLE = torch.tensor([3.0, 1.0])
                TARGET = torch.tensor([1.0, 0.0])

                # What Gradstep computed for it.
                OUTPUT = torch.tensor([6.0, 2.0])
                LOSS = torch.tensor(14.5)
                GRADIENT = {
                    "0.weight": torch.tensor([
                        [15.0, 5.0],
                        [6.0, 2.0],
                    ]),
                    "0.bias": torch.tensor([5.0, 2.0]),
                }

                if __name__ == "__main__":
                    main()
                """);
    }

    @Test
    void every_activation_and_loss_runs() throws Exception {
        Map<String, WorkedSample> samples = new LinkedHashMap<>();
        for (Activation activation : Networks.activations()) {
            Mlp hidden = Mlp.builder()
                    .inputs(2)
                    .hidden(3)
                    .outputs(2)
                    .activation(activation)
                    .build();
            Mlp last = Mlp.builder()
                    .inputs(3)
                    .outputs(2)
                    .outputActivation(activation)
                    .build();
            samples.put(activation + "_hidden", WorkedSample.of(Networks.positive(hidden, 1), Loss.MSE, null, null));
            samples.put(
                    activation + "_last",
                    WorkedSample.of(Networks.positive(last, 2), Loss.MSE, new double[] {0.3, 0.6, 0.5}, null));
        }
        for (Loss loss : Loss.all()) {
            for (int outputs : new int[] {1, 2, 5}) {
                Mlp network = Mlp.builder()
                        .inputs(3)
                        .hidden(4)
                        .outputs(outputs)
                        .seed(outputs)
                        .build();
                if (loss != Loss.CROSS_ENTROPY || outputs > 1) {
                    samples.put(loss.label() + outputs, WorkedSample.of(network, loss, null, null));
                }
            }
        }
        // Where PyTorch's softplus would give up the logarithm if it were not told otherwise.
        Mlp far = Networks.gate(Activation.SOFTPLUS);
        samples.put("softplus_far", WorkedSample.of(far, Loss.MSE, new double[] {25}, null));
        Mlp large = Mlp.builder().inputs(784).hidden(128).outputs(10).build();
        samples.put("large", WorkedSample.of(large, Loss.CROSS_ENTROPY, null, null));

        List<String> scripts = new ArrayList<>();
        for (Map.Entry<String, WorkedSample> sample : samples.entrySet()) {
            String script = ExportLanguage.PYTHON.source(sample.getValue(), "");
            assertThat(script)
                    .as(sample.getKey())
                    .isASCII()
                    .contains("network = nn.Sequential(")
                    .doesNotContain("%");
            scripts.add(Files.writeString(folder.resolve(sample.getKey() + ".py"), script)
                    .toString());
        }
        runWithWhatThereIs(scripts);
    }

    private void runWithWhatThereIs(List<String> scripts) throws Exception {
        if (!python("-c", "pass").equals("0 ")) {
            return; // no Python: the text is what can be checked
        }
        String compileAll = "import sys; [compile(open(f).read(), f, 'exec') for f in sys.argv[1:]]";
        List<String> compile = new ArrayList<>(List.of("-c", compileAll));
        compile.addAll(scripts);
        assertThat(python(compile.toArray(String[]::new))).isEqualTo("0 ");
        if (python("-W", "ignore", "-c", "import torch").startsWith("0")) {
            String runAll = "import runpy, sys; [runpy.run_path(f, run_name='__main__') for f in sys.argv[1:]]";
            List<String> run = new ArrayList<>(List.of("-W", "ignore", "-c", runAll));
            run.addAll(scripts);
            assertThat(python(run.toArray(String[]::new)).lines().filter(line -> line.contains("the same numbers")))
                    .hasSameSizeAs(scripts);
        }
    }

    /** Runs Python if there is one, and returns its exit code and output. */
    private String python(String... words) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(words));
        Path output = folder.resolve("output");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException thereIsNone) {
            return "none";
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        return process.exitValue() + " " + Files.readString(output);
    }
}
