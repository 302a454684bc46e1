package io.gradstep.demos.export;

import io.gradstep.nn.Mlp;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.ParameterTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a network as a Java class. */
final class JavaSource {
    /**
     * The limit on numbers in array initializers. Their bytecode takes 8 bytes a number and must stay below 64 KB for
     * all arrays together, and a class holds at most 32,000 different doubles; text has no such limit.
     */
    private static final int MAX_LITERALS = 2000;

    /** In characters; a string constant has at most 65,535 bytes. */
    private static final int LONGEST_TEXT = 60_000;

    private static final int ONE_ROW = Integer.MAX_VALUE;

    private final WorkedSample sample;
    private final Mlp model;
    private final String name;
    private final boolean asText;
    private final Scaling scaling;
    private final List<String> labels;

    JavaSource(WorkedSample sample, String name) {
        this.sample = sample;
        this.model = sample.requireMlp();
        this.name = name;
        this.scaling = sample.predictor.scaling();
        this.labels = sample.predictor.classNames();
        this.asText =
                2L * model.parameterCount() + model.inputCount() + 2L * model.outputCount() + scales() > MAX_LITERALS;
    }

    /** {@return the number of means and deviations} */
    private long scales() {
        return (scaling.inputs().isPresent() ? 2L * model.inputCount() : 0)
                + (scaling.targets().isPresent() ? 2L * model.outputCount() : 0);
    }

    String text() {
        LossCode loss = LossCode.of(sample.loss, model.outputCount());
        JavaMeaning meaning = new JavaMeaning(sample);
        String code = meaning.fillIn(NETWORK)
                .replace("%activate%", byLayer(true))
                .replace("%slope%", byLayer(false))
                .replace("%loss%", body(loss.value()))
                .replace("%slopes%", body(loss.slopes()));
        String functions = indent(JavaFunction.calledBy(code), 4) + meaning.functions() + (asText ? NUMBERS : "");
        return code.replace("%title%", sample.title())
                .replace("%class%", name)
                .replace("%takes%", WorkedSample.counted(model.inputCount(), "input"))
                .replace("%functions%", functions)
                .replace("%data%", data());
    }

    private void addScaling(StringBuilder data, String what, Optional<Standardizer> scale) {
        scale.ifPresent(numbers -> {
            constant(data, "double[] " + what + "_MEANS", array(numbers.means(), ONE_ROW, 4));
            constant(data, "double[] " + what + "_DEVIATIONS", array(numbers.deviations(), ONE_ROW, 4));
        });
    }

    /** Returns the activation or its slope, which may differ in the last layer. */
    private String byLayer(boolean value) {
        String last = expression(model.outputActivation(), value);
        String hidden = expression(model.activation(), value);
        if (model.layers().size() == 1 || hidden.equals(last)) {
            return last;
        }
        return "layer < LAYERS - 1 ? " + inner(hidden) + " : " + inner(last);
    }

    private static String expression(Activation activation, boolean value) {
        ActivationCode code = ActivationCode.of(activation);
        return value ? code.value() : code.slope();
    }

    private static String inner(String expression) {
        return expression.contains("?") ? "(" + expression + ")" : expression;
    }

    private static String body(String statements) {
        return indent(statements, 8).strip();
    }

    static String indent(String lines, int spaces) {
        // Not String.indent, which would add spaces to empty lines too.
        return lines.replaceAll("(?m)^(?=.)", " ".repeat(spaces));
    }

    private String data() {
        StringBuilder data = new StringBuilder();
        String names = model.tensors().stream()
                .map(tensor -> '"' + tensor.name() + '"')
                .collect(Collectors.joining(",\n        ", "{\n        ", "\n    }"));
        constant(data, "String[] NAMES", names);
        List<double[]> parameters =
                model.tensors().stream().map(ParameterTensor::data).toList();
        constant(data, "double[][] PARAMETERS", tensors(parameters));
        if (!scaling.isNone()) {
            data.append("\n    // From the training table's units to the network's.\n");
            addScaling(data, JavaMeaning.INPUT, scaling.inputs());
            addScaling(data, JavaMeaning.TARGET, scaling.targets());
        }
        if (!labels.isEmpty()) {
            String texts = labels.stream()
                    .map(JavaMeaning::quoted)
                    .collect(Collectors.joining(",\n        ", "{\n        ", "\n    }"));
            constant(data, "String[] LABELS", texts);
        }
        data.append("\n    // In the training table's units.\n");
        constant(data, "double[] SAMPLE", array(sample.input, ONE_ROW, 4));
        constant(data, "double[] TARGET", array(sample.target, ONE_ROW, 4));
        data.append("\n    // Gradstep's results for it.\n");
        constant(data, "double[] OUTPUT", array(sample.output, ONE_ROW, 4));
        constant(data, "double LOSS", Double.toString(sample.value));
        constant(data, "double[][] GRADIENT", tensors(sample.gradients));
        return data.toString().stripTrailing();
    }

    private static void constant(StringBuilder data, String declaration, String value) {
        data.append("    static final %s = %s;\n".formatted(declaration, value));
    }

    /** Writes one array per tensor; a matrix has one line per row, that is, per neuron. */
    private String tensors(List<double[]> numbers) {
        StringBuilder text = new StringBuilder("{\n");
        for (int k = 0; k < numbers.size(); k++) {
            ParameterTensor tensor = model.tensors().get(k);
            List<Integer> shape = tensor.shape();
            int columns = shape.size() == 2 ? shape.get(1) : ONE_ROW;
            String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
            text.append("        // %s, %s\n        ".formatted(tensor.name(), lengths))
                    .append(array(numbers.get(k), columns, 8))
                    .append(",\n");
        }
        return text.append("    }").toString();
    }

    private String array(double[] numbers, int columns, int indentation) {
        String margin = " ".repeat(indentation);
        if (!asText && columns == ONE_ROW && numbers.length <= 4) {
            return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(", ", "{", "}"));
        }
        if (!asText) {
            return "{\n" + indented(NumberLines.of(numbers, columns, ","), margin + "    ") + margin + "}";
        }
        String start = "numbers(\"\"\"\n";
        StringBuilder text = new StringBuilder(start);
        int length = 0;
        for (String line : NumberLines.of(numbers, columns, "")) {
            if (length + line.length() + 1 > LONGEST_TEXT) {
                text.append(margin).append("    \"\"\", \"\"\"\n");
                length = 0;
            }
            length += line.length() + 1;
            text.append(margin).append("    ").append(line).append('\n');
        }
        return text.append(margin).append("    \"\"\")").toString();
    }

    private static String indented(List<String> lines, String margin) {
        return lines.stream().map(line -> margin + line + "\n").collect(Collectors.joining());
    }

    private static final String NETWORK = """
            import java.util.Arrays;

            /**
             * A network exported by 'gradstep export': %title%. <p>'java %class%.java' computes the loss and its
             * gradient for one sample and compares them with Gradstep's.
             */
            public final class %class% {
                private %class%() {}

                /** Returns the outputs for a row of the training table, in its units. */
                public static double[] predict(double[] row) {
                    return %predict%;
                }
            %classes%
                /** Returns the outputs for some inputs, both in the network's units. */
                static double[] forward(double[] input) {
                    double[] signal = input;
                    for (int layer = 0; layer < LAYERS; layer++) {
                        signal = activate(layer, sums(layer, signal));
                    }
                    return signal;
                }

                /** Returns the loss of the network's outputs. */
                static double loss(double[] output, double[] target) {
                    %loss%
                }

                /** Returns the gradient of the loss, one array per tensor, in the order of PARAMETERS. */
                static double[][] gradient(double[] input, double[] target) {
                    double[][] sums = new double[LAYERS][];
                    double[][] signals = new double[LAYERS + 1][]; // the input of each layer, then the outputs
                    signals[0] = input;
                    for (int layer = 0; layer < LAYERS; layer++) {
                        sums[layer] = sums(layer, signals[layer]);
                        signals[layer + 1] = activate(layer, sums[layer]);
                    }
                    double[][] gradient = new double[PARAMETERS.length][];
                    double[] upstream = lossSlopes(signals[LAYERS], target);
                    for (int layer = LAYERS - 1; layer >= 0; layer--) {
                        double[] weights = PARAMETERS[2 * layer];
                        double[] in = signals[layer];
                        double[] out = signals[layer + 1];
                        double[] weightGradient = new double[weights.length];
                        double[] biasGradient = new double[out.length];
                        double[] inGradient = new double[in.length];
                        for (int i = 0; i < out.length; i++) {
                            biasGradient[i] = upstream[i] * slope(layer, sums[layer][i], out[i]);
                            for (int j = 0; j < in.length; j++) {
                                weightGradient[i * in.length + j] = biasGradient[i] * in[j];
                                inGradient[j] += biasGradient[i] * weights[i * in.length + j];
                            }
                        }
                        gradient[2 * layer] = weightGradient;
                        gradient[2 * layer + 1] = biasGradient;
                        upstream = inGradient;
                    }
                    return gradient;
                }

                /** Returns the weighted sum of each neuron: w[i][0] * in[0] + w[i][1] * in[1] + ... + b[i]. */
                static double[] sums(int layer, double[] in) {
                    double[] weights = PARAMETERS[2 * layer];
                    double[] biases = PARAMETERS[2 * layer + 1];
                    if (weights.length != biases.length * in.length) {
                        throw new IllegalArgumentException("this network takes %takes%, not " + in.length);
                    }
                    double[] sums = new double[biases.length];
                    for (int i = 0; i < sums.length; i++) {
                        for (int j = 0; j < in.length; j++) {
                            sums[i] += weights[i * in.length + j] * in[j];
                        }
                        sums[i] += biases[i];
                    }
                    return sums;
                }

                static double[] activate(int layer, double[] sums) {
                    double[] out = new double[sums.length];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = activate(layer, sums[i]);
                    }
                    return out;
                }

                /** Applies a neuron's activation to its weighted sum. */
                static double activate(int layer, double a) {
                    return %activate%;
                }

                /** Returns the derivative of activate; out is its result. */
                static double slope(int layer, double a, double out) {
                    return %slope%;
                }

                /** Returns the derivative of the loss with respect to each output. */
                static double[] lossSlopes(double[] output, double[] target) {
                    double[] slopes = new double[output.length];
                    %slopes%
                    return slopes;
                }
            %functions%
                public static void main(String[] args) {
                    double[] input = %sampleInput%;
                    double[] target = %sampleTarget%;
                    double loss = loss(forward(input), target);
                    double[][] gradient = gradient(input, target);
                    %sayClass%System.out.println("loss = " + loss);
                    for (int k = 0; k < NAMES.length; k++) {
                        System.out.println("d loss / d " + NAMES[k] + " = " + shown(gradient[k]));
                    }
                    compare("output", predict(SAMPLE), OUTPUT);
                    compare("loss", new double[] {loss}, new double[] {LOSS});
                    for (int k = 0; k < NAMES.length; k++) {
                        compare("d loss / d " + NAMES[k], gradient[k], GRADIENT[k]);
                    }
                    System.out.println("All numbers agree with Gradstep's to within " + TOLERANCE);
                }

                /**
                 * Fails if numbers differ by more than the tolerance, relative to them or to 1, whichever is greater.
                 */
                static void compare(String what, double[] ours, double[] gradsteps) {
                    for (int i = 0; i < gradsteps.length; i++) {
                        double bound = TOLERANCE * Math.max(1, Math.abs(gradsteps[i]));
                        if (!(Math.abs(ours[i] - gradsteps[i]) <= bound)) {
                            String place = what + " [" + i + "]";
                            throw new AssertionError(place + " is " + ours[i] + ", but Gradstep's is " + gradsteps[i]);
                        }
                    }
                }

                static String shown(double[] numbers) {
                    String first = Arrays.toString(Arrays.copyOf(numbers, Math.min(6, numbers.length)));
                    return numbers.length > 6 ? first + " ... of " + numbers.length : first;
                }

                static final double TOLERANCE = 1e-12;

                // Weights, one row per neuron, and biases, from the first layer to the last.
            %data%

                static final int LAYERS = PARAMETERS.length / 2;
            }
            """;

    private static final String NUMBERS = """

                /** Parses numbers that are too many for an array initializer. */
                static double[] numbers(String... texts) {
                    return Arrays.stream(texts)
                            .flatMap(text -> text.strip().lines())
                            .flatMap(line -> Arrays.stream(line.split(" ")))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                }
            """;
}
