package io.gradstep.demos.export;

import io.gradstep.nn.Mlp;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.ParameterTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a network as a PyTorch script. */
final class PythonSource {
    private static final String INPUT = "INPUT";
    private static final String TARGET = "TARGET";

    private final WorkedSample sample;
    private final Scaling scaling;
    private final List<String> labels;

    PythonSource(WorkedSample sample) {
        this.sample = sample;
        this.scaling = sample.predictor.scaling();
        this.labels = sample.predictor.classNames();
    }

    String text() {
        Mlp mlp = sample.mlp;
        String network = mlp == null ? GateSource.instance(sample.tensors) : sequence(mlp);
        String gates = mlp == null ? GateSource.of(sample.tensors, sample.inputs, sample.outputs) : "";
        StringBuilder definitions = new StringBuilder();
        if (network.contains("Function(")) {
            definitions.append(FUNCTION);
        }
        if ((network + gates).contains("(step)")) {
            definitions.append(STEP);
        }
        definitions.append(gates);
        String classes = labels.isEmpty() ? "" : CLASSES;
        if (sample.predictor.tellsProbabilities()) {
            classes += PROBABILITIES;
        }
        return SCRIPT.replace("%title%", sample.title())
                .replace("%classes%", classes)
                .replace("%sayClass%", labels.isEmpty() ? "" : "\n    print(\"class =\", label(SAMPLE))")
                .replace("%labels%", labelLine())
                .replace("%scaling%", scaling())
                .replace("%toNetwork%", standardized("row", INPUT, scaling.inputs()))
                .replace("%sampleInput%", standardized("SAMPLE", INPUT, scaling.inputs()))
                .replace("%sampleTarget%", standardized("TARGET", TARGET, scaling.targets()))
                .replace("%fromNetwork%", scaling.targets().isEmpty() ? "" : " * TARGET_DEVIATIONS + TARGET_MEANS")
                .replace("%decide%", decide())
                .replace(
                        "%shares%",
                        sample.outputCount() == 1
                                ? "torch.cat([torch.sigmoid(-output), torch.sigmoid(output)])"
                                : "output.softmax(-1)")
                .replace("%definitions%", definitions.toString())
                .replace("%network%", network)
                .replace(
                        "%loss%", LossCode.of(sample.loss, sample.outputCount()).torch())
                .replace("%parameters%", tensors(sample.parameters))
                .replace("%gradients%", tensors(sample.gradients))
                .replace("%sample%", vector(sample.input, ""))
                .replace("%target%", vector(sample.target, ""))
                .replace("%output%", vector(sample.output, ""))
                .replace("%value%", Double.toString(sample.value));
    }

    private static String standardized(String numbers, String what, Optional<Standardizer> scale) {
        return scale.isEmpty() ? numbers : "(%1$s - %2$s_MEANS) / %2$s_DEVIATIONS".formatted(numbers, what);
    }

    private String scaling() {
        StringBuilder text = new StringBuilder();
        addScaling(text, INPUT, scaling.inputs());
        addScaling(text, TARGET, scaling.targets());
        return text.length() == 0 ? "" : "\n# From the training table's units to the network's.\n" + text;
    }

    private static void addScaling(StringBuilder text, String what, Optional<Standardizer> scale) {
        scale.ifPresent(numbers -> text.append("%s_MEANS = %s\n".formatted(what, vector(numbers.means(), "")))
                .append("%s_DEVIATIONS = %s\n".formatted(what, vector(numbers.deviations(), ""))));
    }

    private String labelLine() {
        String texts = labels.stream().map(PythonSource::quoted).collect(Collectors.joining(", "));
        return labels.isEmpty() ? "" : "\nLABELS = [" + texts + "]\n";
    }

    /** Returns a text as an ASCII literal. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\U%08x".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private String decide() {
        return sample.outputCount() == 1
                ? "int(output.item() > " + LossCode.border(sample.predictor.loss()) + ")"
                : "int(output.argmax())";
    }

    private static String sequence(Mlp model) {
        List<String> modules = new ArrayList<>();
        for (Layer layer : model.layers()) {
            modules.add("nn.Linear(%d, %d)".formatted(layer.inputCount(), layer.outputCount()));
            if (layer.activation() != Activation.IDENTITY) {
                ActivationCode code = ActivationCode.of(layer.activation());
                modules.add(code.isModule() ? code.torch() : "Function(" + code.torch() + ")");
            }
        }
        return modules.stream()
                .map(module -> "    " + module + ",\n")
                .collect(Collectors.joining("", "nn.Sequential(\n", ")"));
    }

    private String tensors(List<double[]> numbers) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < numbers.size(); k++) {
            ParameterTensor tensor = sample.tensors.get(k);
            String value = switch (tensor.shape().size()) {
                case 0 -> "torch.tensor(%s)".formatted(numbers.get(k)[0]);
                case 1 -> vector(numbers.get(k), "    ");
                case 2 -> matrix(numbers.get(k), tensor.shape().get(1));
                default -> vector(numbers.get(k), "    ") + ".reshape(%s)".formatted(tensor.shape());
            };
            text.append("    \"%s\": %s,\n".formatted(tensor.name(), value));
        }
        return text.toString().stripTrailing();
    }

    private static String matrix(double[] numbers, int columns) {
        StringBuilder text = new StringBuilder("torch.tensor([\n");
        for (int i = 0; i < numbers.length; i += columns) {
            text.append(" ".repeat(8))
                    .append(list(Arrays.copyOfRange(numbers, i, i + columns), " ".repeat(8)))
                    .append(",\n");
        }
        return text.append("    ])").toString();
    }

    private static String vector(double[] numbers, String margin) {
        return "torch.tensor(" + list(numbers, margin) + ")";
    }

    private static String list(double[] numbers, String margin) {
        List<String> lines = NumberLines.of(numbers, numbers.length, ",");
        if (lines.size() == 1) {
            String line = lines.get(0);
            return "[" + line.substring(0, line.length() - 1) + "]";
        }
        return lines.stream()
                .map(line -> margin + "    " + line + "\n")
                .collect(Collectors.joining("", "[\n", margin + "]"));
    }

    private static final String SCRIPT = """
            \"""A network exported by 'gradstep export': %title%.

            Run it with Python 3 and PyTorch: it computes the loss and its gradient for one sample and compares them
            with Gradstep's.
            \"""

            import torch
            from torch import nn
            from torch.nn import functional as F

            torch.set_default_dtype(torch.float64)
            %definitions%

            network = %network%


            def predict(row):
                \"""Returns the outputs for a row of the training table, in its units.\"""
                row = torch.as_tensor(row, dtype=torch.float64)
                return network(%toNetwork%)%fromNetwork%
            %classes%

            def loss(output, target):
                return %loss%


            def main():
                output = network(%sampleInput%)
                value = loss(output, %sampleTarget%)
                value.backward()%sayClass%
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
            %parameters%
            }
            %scaling%%labels%
            # In the training table's units.
            SAMPLE = %sample%
            TARGET = %target%

            # Gradstep's results for it.
            OUTPUT = %output%
            LOSS = torch.tensor(%value%)
            GRADIENT = {
            %gradients%
            }

            network.load_state_dict(PARAMETERS)

            if __name__ == "__main__":
                main()
            """;

    private static final String CLASSES = """


            def label(row):
                \"""Returns the class of a row.\"""
                output = predict(row)
                return LABELS[%decide%]
            """;

    private static final String PROBABILITIES = """


            def probabilities(row):
                \"""Returns the probability of each of LABELS for a row.\"""
                output = predict(row)
                return %shares%
            """;

    private static final String FUNCTION = """


            class Function(nn.Module):
                def __init__(self, function):
                    super().__init__()
                    self.function = function

                def forward(self, x):
                    return self.function(x)
            """;

    private static final String STEP = """


            def step(x):
                return torch.relu(torch.sign(x))
            """;
}
