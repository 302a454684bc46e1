package io.gradstep.demos.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Dropout;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.LayerNorm;
import io.gradstep.nn.module.Linear;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Residual;
import io.gradstep.nn.module.RmsNorm;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.module.Sequential;
import io.gradstep.nn.module.VectorModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PyTorch runs the exported scripts, and its networks take saved files over by {@code load_state_dict(strict=True)}:
 * both give Gradstep's numbers. All cases run in one Python, because to import torch takes seconds.
 */
class TorchTest {
    /** Debian's, which python3-torch is for; another Python first in the path has mostly no torch. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path folder;

    private final List<Map<String, Object>> cases = new ArrayList<>();

    @Test
    void every_activation_loss_and_unit_is_the_same_in_torch() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "there is no " + PYTHON);
        assumeTrue(
                run("-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)")
                        .equals("0 "),
                PYTHON + " has no torch; on Debian, python3-torch has it");

        addActivations();
        addLosses();
        for (Map.Entry<String, Predictor> entry : Networks.predictors().entrySet()) {
            Predictor predictor = entry.getValue();
            add(entry.getKey(), predictor, WorkedSample.of(predictor, predictor.loss(), null, null), Networks.ROWS);
        }
        // PyTorch's softplus would skip the logarithm here without its threshold argument.
        Mlp far = Networks.gate(Activation.SOFTPLUS);
        add("softplus_far", WorkedSample.of(far, Loss.MSE, new double[] {25}, null), new double[][] {{25}, {-25}});
        Mlp large = Mlp.builder().inputs(784).hidden(128).outputs(10).build();
        add("large", WorkedSample.of(large, Loss.CROSS_ENTROPY, null, null), new double[][] {new double[784]});

        addModules();

        Path list = Files.writeString(folder.resolve("cases.json"), new Gson().toJson(cases));
        Path check = folder.resolve("check.py");
        try (InputStream script = TorchTest.class.getResourceAsStream("check.py")) {
            Files.copy(Objects.requireNonNull(script), check);
        }
        String output = run("-W", "ignore", check.toString(), list.toString());
        assertThat(output).startsWith("0 ");
        assertThat(output.lines().filter(line -> line.contains("checked "))).hasSameSizeAs(cases);
        assertThat(output.lines().filter(line -> line.contains("All numbers agree")))
                .hasSameSizeAs(cases);
    }

    private void addActivations() throws IOException {
        double[][] pairs = {{0.3, 0.6}, {0.5, 0.2}};
        double[][] triples = {{0.3, 0.6, 0.5}, {0.2, 0.1, 0.4}};
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
            add(activation + "_hidden", WorkedSample.of(Networks.positive(hidden, 1), Loss.MSE, pairs[0], null), pairs);
            add(activation + "_last", WorkedSample.of(Networks.positive(last, 2), Loss.MSE, triples[0], null), triples);
        }
    }

    /** A user's block with gates of every kind that a script can have, a sequence, and a network of two networks. */
    private void addModules() throws IOException {
        Linear in = Linear.of(3, 4, true, Initializer.XAVIER, 1);
        LayerNorm norm = LayerNorm.of(4, 1e-5);
        Value gate = Value.of(0.5, "gate");
        VectorModule block = new VectorModule() {
            @Override
            public List<Value> forward(List<Value> x) {
                List<Value> h = norm.forward(in.forward(x));
                Value a = h.get(0);
                Value b = h.get(1);
                Value chosen = Value.where(a.lessThan(b), a.mul(gate), b.div(gate));
                Value mixed = Value.sum(
                        a.max(b), a.min(b), a.sub(b).pow(2), Value.norm(a, b).neg());
                return List.of(
                        chosen.add(Value.softmax(h.toArray(Value[]::new))),
                        Activation.of(Op.STEP)
                                .apply(mixed.add(Value.logSumExp(h.toArray(Value[]::new))))
                                .add(a.silu()),
                        h.get(2).add(Value.constant(0.25)));
            }

            @Override
            public List<ParameterTensor> tensors() {
                return List.of(
                        in.tensors().get(0),
                        in.tensors().get(1),
                        ParameterTensor.within("inner.norm.", norm).get(0),
                        ParameterTensor.within("inner.norm.", norm).get(1),
                        new ParameterTensor("gate", List.of(), List.of(gate)));
            }
        };
        Dataset data = Dataset.classification(Networks.ROWS, new int[] {0, 1, 2}, List.of("a", "b", "c"));
        Scaling scaling = Scaling.fit(data);
        SequenceModule sequence = Sequential.of(
                Linear.of(3, 4, false, Initializer.XAVIER, 2),
                RmsNorm.of(4, 1e-6),
                Residual.of(Sequential.of(Activation.GELU, Dropout.of(0.5))),
                Mlp.builder().inputs(4).hidden(2).outputs(3).seed(3).build());
        for (SequenceModule module : List.of(block, sequence)) {
            Trainer.builder()
                    .loss(Loss.CROSS_ENTROPY)
                    .epochs(2)
                    .batchSize(2)
                    .build()
                    .train(module, scaling.apply(data));
            Predictor predictor = Predictor.builder(module, 3)
                    .loss(Loss.CROSS_ENTROPY)
                    .meaning(data)
                    .scaling(scaling)
                    .build();
            String name = module == block ? "block" : "sequence";
            // The numbers of the module itself may change: the predictor has its own.
            module.parameters().get(0).setData(7);
            add(name, predictor, WorkedSample.of(predictor, Loss.CROSS_ENTROPY, null, null), Networks.ROWS);
        }
    }

    private void addLosses() throws IOException {
        for (Loss loss : Loss.all()) {
            for (int outputs : new int[] {1, 2, 5}) {
                Mlp network = Mlp.builder()
                        .inputs(3)
                        .hidden(4)
                        .outputs(outputs)
                        .seed(outputs)
                        .build();
                if (loss != Loss.CROSS_ENTROPY || outputs > 1) {
                    add(loss.label() + outputs, WorkedSample.of(network, loss, null, null), new double[][] {{-1, 0.5, 2}
                    });
                }
            }
        }
    }

    private void add(String name, WorkedSample sample, double[][] rows) throws IOException {
        add(name, sample.predictor, sample, rows);
    }

    private void add(String name, Predictor predictor, WorkedSample sample, double[][] rows) throws IOException {
        Path script = folder.resolve(name + ".py");
        Files.writeString(script, ExportLanguage.PYTHON.source(sample, ""));
        Path model = folder.resolve(name + ".safetensors");
        predictor.save(model);
        List<Map<String, Object>> answers = new ArrayList<>();
        for (double[] row : rows) {
            Prediction prediction = predictor.predict(row);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("row", row);
            answer.put("outputs", prediction.outputs());
            if (predictor.tellsClasses()) {
                answer.put("label", prediction.label());
            }
            if (predictor.tellsProbabilities()) {
                answer.put("probabilities", prediction.probabilities().values());
            }
            answers.add(answer);
        }
        cases.add(Map.of("script", script.toString(), "model", model.toString(), "answers", answers));
    }

    /** Runs Python, and returns its exit code and output. */
    private String run(String... words) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(words));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
        return process.exitValue() + " " + Files.readString(output);
    }
}
