package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.JavaProcess;
import io.gradstep.engine.Op;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.module.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported classes compute, on their own, what Gradstep's graphs do. */
class JavaExportTest {
    private static final double TOLERANCE = 1e-12;
    private static final long SEED = 20;

    @TempDir
    private Path folder;

    @Test
    void every_activation_has_a_form_in_other_languages() {
        for (Activation activation : Networks.activations()) {
            assertThatCode(() -> ActivationCode.of(activation))
                    .as("ActivationCode.java has %s", activation)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void every_activation_has_the_same_gradients_in_hidden_layers_and_in_the_last() throws IOException {
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
            samples.put(activation + "_hidden", worked(hidden, 0.3, 0.6));
            samples.put(activation + "_last", worked(last, 0.3, 0.6, 0.5));
        }
        assertSame(samples);
    }

    private static WorkedSample worked(Mlp network, double... input) {
        return WorkedSample.of(Networks.positive(network, SEED), Loss.MSE, input, new double[] {2, -3});
    }

    @Test
    void every_activation_has_the_same_value_and_slope_from_far_left_to_far_right() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Activation activation : Networks.activations()) {
            // Any sample that is finite: the class is asked about others.
            double[] input = {Double.isFinite(activation.apply(0.5)) ? 0.5 : 2};
            WorkedSample sample = WorkedSample.of(Networks.gate(activation), Loss.MAE, input, new double[] {-1e300});
            sources.put(activation + "_gate", ExportLanguage.JAVA.source(sample, activation + "_gate"));
        }
        double[] inputs = DoubleStream.concat(
                        DoubleStream.of(-700, -40, -26, -8, 8, 26, 40, 700, -0.0),
                        DoubleStream.iterate(-6, x -> x <= 6, x -> x + 0.125))
                .toArray();
        try (CompiledClasses classes = CompiledClasses.of(sources, folder)) {
            for (Activation activation : Networks.activations()) {
                for (double x : inputs) {
                    double out = activation.apply(x);
                    double slope = activation
                            .op()
                            .map(op -> op.derivative(0, new double[] {x}, out))
                            .orElse(1.0);
                    String location = activation + " at " + x;
                    double value = classes.forward(activation + "_gate", new double[] {x})[0];
                    if (activation.equals(Activation.of(Op.LGAMMA))
                            && Math.abs(out) < 1) { // a difference of logarithms
                        assertThat(value).isCloseTo(out, within(TOLERANCE));
                    } else {
                        assertClose(location, value, out);
                    }
                    // |out - t| with t far below: the gradient of the bias is the slope itself.
                    double[][] gradient =
                            classes.gradient(activation + "_gate", new double[] {x}, new double[] {-Double.MAX_VALUE});
                    if (Double.isFinite(out) && Double.compare(gradient[1][0], slope) != 0) {
                        assertThat(Math.abs(gradient[1][0] - slope))
                                .as("slope of %s: %s for %s", location, gradient[1][0], slope)
                                .isLessThanOrEqualTo(TOLERANCE * Math.abs(slope));
                    }
                }
            }
        }
    }

    @Test
    void every_loss_has_the_same_gradients_for_one_output_and_for_many() throws IOException {
        Map<String, WorkedSample> samples = new LinkedHashMap<>();
        for (Loss loss : Loss.all()) {
            for (int outputs : new int[] {1, 2, 5}) {
                Mlp network = Mlp.builder()
                        .inputs(3)
                        .hidden(4)
                        .outputs(outputs)
                        .seed(SEED)
                        .build();
                if (loss != Loss.CROSS_ENTROPY || outputs > 1) {
                    samples.put(loss.label() + outputs, WorkedSample.of(network, loss, null, null));
                }
            }
        }
        Mlp one = Mlp.builder().inputs(2).outputs(1).seed(SEED).build();
        Mlp three = Mlp.builder().inputs(2).outputs(3).seed(SEED).build();
        double[] input = {2, -30};
        for (double target : new double[] {0, 1}) {
            samples.put("hinge1far" + (int) target, WorkedSample.of(one, Loss.HINGE, input, new double[] {target}));
            samples.put(
                    "binary1far" + (int) target,
                    WorkedSample.of(one, Loss.BINARY_CROSS_ENTROPY, input, new double[] {target}));
            samples.put("hinge3far" + (int) target, WorkedSample.of(three, Loss.HINGE, input, new double[] {target}));
            samples.put("mae1far" + (int) target, WorkedSample.of(one, Loss.MAE, input, new double[] {target}));
        }
        samples.put(
                "shares",
                WorkedSample.of(three, Loss.BINARY_CROSS_ENTROPY, new double[] {0.1, 0.2}, new double[] {0, 0.3, 1}));
        assertSame(samples);
    }

    @Test
    void architectures_of_all_shapes_are_the_same() throws IOException {
        Map<String, WorkedSample> samples = new LinkedHashMap<>();
        samples.put("Smallest", WorkedSample.of(mlp(1, 1), Loss.MSE, null, null));
        samples.put("NoHiddenLayer", WorkedSample.of(mlp(5, 3), Loss.CROSS_ENTROPY, null, null));
        samples.put("OneInput", WorkedSample.of(mlp(1, 3, 4), Loss.HINGE, null, null));
        samples.put("Deep", WorkedSample.of(mlp(2, 5, 4, 3, 2, 3, 4, 1), Loss.MAE, null, null));
        samples.put(
                "TwoActivations",
                WorkedSample.of(
                        Mlp.builder()
                                .inputs(2)
                                .hidden(3, 4)
                                .outputs(2)
                                .seed(SEED)
                                .activation(Activation.LEAKY_RELU)
                                .outputActivation(Activation.RELU)
                                .build(),
                        Loss.MSE,
                        null,
                        null));
        // The last that is written as array initializers, the first that is written as text, and one whose rows are
        // longer than a text constant may be.
        samples.put("LastWithInitializers", WorkedSample.of(mlp(29, 29, 3), Loss.MSE, null, null));
        samples.put("FirstWithText", WorkedSample.of(mlp(30, 29, 3), Loss.MSE, null, null));
        samples.put("Wide", WorkedSample.of(mlp(9000, 2), Loss.CROSS_ENTROPY, null, null));
        assertThat(ExportLanguage.JAVA.source(samples.get("LastWithInitializers"), "X"))
                .doesNotContain("numbers(\"");
        assertThat(ExportLanguage.JAVA.source(samples.get("FirstWithText"), "X"))
                .contains("numbers(\"\"\"");
        assertSame(samples);
    }

    /**
     * Scaled inputs and targets, a constant column, and classes of all kinds: the class answers as the predictor does.
     */
    @Test
    void units_and_classes_are_part_of_the_class() throws IOException {
        Map<String, Predictor> predictors = Networks.predictors();
        Map<String, String> sources = new LinkedHashMap<>();
        predictors.forEach((name, predictor) -> sources.put(
                name, ExportLanguage.JAVA.source(WorkedSample.of(predictor, predictor.loss(), null, null), name)));
        try (CompiledClasses classes = CompiledClasses.of(sources, folder)) {
            predictors.forEach((name, predictor) -> {
                for (double[] row : Networks.ROWS) {
                    Prediction prediction = predictor.predict(row);
                    assertClose(name, classes.predict(name, row), prediction.outputs());
                    if (predictor.tellsClasses()) {
                        assertThat(classes.label(name, row)).isEqualTo(prediction.label());
                    }
                    if (predictor.tellsProbabilities()) {
                        assertClose(
                                name,
                                classes.probabilities(name, row),
                                prediction.probabilities().values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray());
                    }
                }
            });
        }
        assertThat(sources.values())
                .allSatisfy(source -> assertThat(source).isASCII().doesNotContain("%"));
    }

    private static Mlp mlp(int... sizes) {
        int[] hidden = java.util.Arrays.copyOfRange(sizes, 1, sizes.length - 1);
        return Mlp.builder()
                .inputs(sizes[0])
                .hidden(hidden)
                .outputs(sizes[sizes.length - 1])
                .seed(SEED)
                .build();
    }

    /** Compiles the classes, and asks each about its own sample and about another. */
    private void assertSame(Map<String, WorkedSample> samples) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        samples.forEach((name, sample) -> sources.put(name, ExportLanguage.JAVA.source(sample, name)));
        Random random = new Random(SEED);
        try (CompiledClasses classes = CompiledClasses.of(sources, folder)) {
            samples.forEach((name, sample) -> {
                assertSame(classes, name, sample);
                double[] other = random.doubles(sample.input.length, 0.1, 1).toArray();
                assertSame(classes, name, new WorkedSample(sample.requireMlp(), sample.loss, other, sample.target));
            });
        }
    }

    private static void assertSame(CompiledClasses classes, String name, WorkedSample sample) {
        double[] output = classes.forward(name, sample.input);
        assertClose(name, output, sample.output);
        assertClose(name, classes.loss(name, output, sample.target), sample.value);
        double[][] gradient = classes.gradient(name, sample.input, sample.target);
        assertThat(gradient).hasNumberOfRows(sample.gradients.size());
        for (int k = 0; k < gradient.length; k++) {
            assertClose(name + ", tensor " + k, gradient[k], sample.gradients.get(k));
        }
    }

    private static void assertClose(String what, double[] actual, double[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertClose(what + ", number " + i, actual[i], expected[i]);
        }
    }

    private static void assertClose(String what, double actual, double expected) {
        if (Double.compare(actual, expected) != 0) {
            assertThat(Math.abs(actual - expected))
                    .as("%s: %s for %s", what, actual, expected)
                    .isLessThanOrEqualTo(TOLERANCE * Math.abs(expected));
        }
    }

    @Test
    void class_runs_by_itself_and_says_that_the_numbers_are_the_same() throws Exception {
        Ran ran = run(ExportLanguage.JAVA.source(WorkedSample.of(mlp(2, 3, 1), Loss.MSE, null, null), "Network"));

        assertThat(ran.output)
                .startsWith("loss = ")
                .contains("d loss / d 0.weight = [", "d loss / d 2.bias = [")
                .endsWith("All numbers agree with Gradstep's to within 1.0E-12\n");
        assertThat(ran.exitCode).isZero();
    }

    @Test
    void class_of_a_hundred_thousand_parameters_runs_by_itself() throws Exception {
        Mlp network = mlp(784, 128, 10);
        assertThat(network.parameterCount()).isGreaterThan(100_000);

        Ran ran = run(ExportLanguage.JAVA.source(WorkedSample.of(network, Loss.CROSS_ENTROPY, null, null), "Network"));

        assertThat(ran.output).endsWith("All numbers agree with Gradstep's to within 1.0E-12\n");
        assertThat(ran.exitCode).isZero();
    }

    @Test
    void class_fails_when_its_numbers_are_not_gradsteps() throws Exception {
        // w = 2, b = 1: for 3 the output is 7, the loss (7 - 1)² = 36, its gradient 2·6·3 = 36 for w and 12 for b.
        Mlp network = mlp(1, 1);
        network.parameters().get(0).setData(2);
        network.parameters().get(1).setData(1);
        String source = ExportLanguage.JAVA.source(
                WorkedSample.of(network, Loss.MSE, new double[] {3}, new double[] {1}), "Network");
        assertThat(source).contains("LOSS = 36.0;", "{12.0}");

        Ran ran = run(source.replace("{12.0}", "{12.0001}"));

        assertThat(ran.output).contains("AssertionError: d loss / d 0.bias [0] is 12.0, but Gradstep's is 12.0001");
        assertThat(ran.exitCode).isEqualTo(1);
    }

    private record Ran(int exitCode, String output) {}

    /** As a user would who has nothing but the file and a JDK. */
    private Ran run(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("Network.java"), source);
        Path output = folder.resolve("output");
        List<String> command = JavaProcess.command();
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        return new Ran(process.exitValue(), Files.readString(output));
    }

    @Test
    void every_loss_of_the_library_can_be_written() {
        assertThat(Loss.all())
                .allSatisfy(loss -> assertThat(LossCode.of(loss, 2).torch()).isNotEmpty());
        assertThat(List.of(1, 3))
                .allSatisfy(outputs ->
                        assertThat(LossCode.of(Loss.HINGE, outputs).torch()).isNotEmpty());
    }
}
