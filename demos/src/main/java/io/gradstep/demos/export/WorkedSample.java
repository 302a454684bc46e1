package io.gradstep.demos.export;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.Masks;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.SequenceModule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network or another module with one sample and Gradstep's results for it: outputs, loss, and the gradient of every
 * parameter.
 *
 * <p>Inputs, outputs and target quantities are in the training table's units; loss and gradient are in the network's
 * units, as in training.
 */
public final class WorkedSample {
    final Predictor predictor;

    /** A copy of the network; null for any other module. */
    final @Nullable Mlp mlp;

    final Loss loss;
    final double[] input;

    /** The parameters' tensors, whose values may have other numbers than {@link #parameters}. */
    final ImmutableList<ParameterTensor> tensors;

    /** The numbers of the parameters, one row-major array per tensor. */
    final ImmutableList<double[]> parameters;

    /** The graph: the inputs in the network's units, and the outputs. */
    final List<Value> inputs;

    final List<Value> outputs;

    /** One number per output: a quantity in its own units, or the loss's encoding of a class. */
    final double[] target;

    /** The outputs as {@link Predictor#predict} returns them. */
    final double[] output;

    final double value;

    /** The gradient of the loss, one row-major array per tensor. */
    final ImmutableList<double[]> gradients;

    private WorkedSample(Predictor predictor, Loss loss, double[] input, double[] target, double[] encoded) {
        this.predictor = predictor;
        this.loss = loss;
        this.input = input;
        this.target = target;
        SequenceModule module = module(predictor);
        this.mlp = module instanceof Mlp ? predictor.model() : null;
        SequenceModule used = mlp == null ? module : mlp;
        this.tensors = ImmutableList.copyOf(used.tensors());
        double[] weights = predictor.weights();
        this.parameters = perTensor(weights);
        this.inputs = constants(predictor.scaling().toNetwork(input));
        this.outputs = used.start(Masks.NONE).next(inputs);
        Value wrong = loss.of(outputs, constants(encoded));
        double[] gradient = new double[weights.length];
        double[] results;
        if (mlp == null) {
            // The module's own numbers may have changed since the predictor was built.
            CompiledFunction compiled = CompiledFunction.builder(ImmutableList.<Value>builder()
                            .add(wrong)
                            .addAll(outputs)
                            .build())
                    .parameters(used.parameters())
                    .build();
            results = new double[1 + outputs.size()];
            compiled.evaluate(weights, new double[0], results);
            compiled.gradient(weights, new double[0], gradient, new double[0]);
        } else {
            Graph graph = Graph.of(wrong);
            graph.firstNonFinite().ifPresent(nonFinite -> {
                throw notFinite("the network's numbers are not finite: " + nonFinite.message());
            });
            graph.backward();
            Arrays.setAll(gradient, i -> used.parameters().get(i).grad());
            results = Stream.concat(Stream.of(wrong), outputs.stream())
                    .mapToDouble(Value::data)
                    .toArray();
        }
        this.value = results[0];
        this.output = predictor.scaling().fromNetwork(Arrays.copyOfRange(results, 1, results.length));
        this.gradients = perTensor(gradient);
        requireFinite();
    }

    private static SequenceModule module(Predictor predictor) {
        return predictor
                .module()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a predictor that was built from a function cannot be exported: build it from a module"));
    }

    private void requireFinite() {
        if (!Double.isFinite(value)) {
            throw notFinite("the loss is " + value);
        }
        for (int k = 0; k < tensors.size(); k++) {
            double[] gradient = gradients.get(k);
            for (int i = 0; i < gradient.length; i++) {
                if (!Double.isFinite(gradient[i])) {
                    throw notFinite("the gradient of %s is %s"
                            .formatted(tensors.get(k).values().get(i).name(), gradient[i]));
                }
            }
        }
    }

    private static IllegalArgumentException notFinite(String reason) {
        return new IllegalArgumentException("cannot compare on this sample, because " + reason);
    }

    /** Splits numbers into those of each tensor. */
    private ImmutableList<double[]> perTensor(double[] numbers) {
        ImmutableList.Builder<double[]> parts = ImmutableList.builder();
        int next = 0;
        for (ParameterTensor tensor : tensors) {
            int size = tensor.values().size();
            parts.add(Arrays.copyOfRange(numbers, next, next + size));
            next += size;
        }
        return parts.build();
    }

    /** The number of outputs. */
    int outputCount() {
        return outputs.size();
    }

    /**
     * The network, for a language that has no other module.
     *
     * @throws IllegalArgumentException if it is no {@link Mlp}
     */
    Mlp requireMlp() {
        if (mlp == null) {
            throw new IllegalArgumentException(
                    "only an Mlp can be exported as a Java class; a PyTorch script takes any module");
        }
        return mlp;
    }

    /** Creates a sample without scaling; the target has one number per output, as the loss compares them. */
    WorkedSample(Mlp model, Loss loss, double[] input, double[] encoded) {
        this(Predictor.builder(model).loss(loss).build(), loss, input, encoded, encoded);
    }

    /**
     * Computes the loss of a sample and its gradient for a network without scaling.
     *
     * @param model the network
     * @param loss one of this library's losses
     * @param input a finite number for each input; null for a default
     * @param target a class, or numbers, as the loss needs them; null for class 1, or 1 for every output
     * @return the results
     * @throws IllegalArgumentException as {@link #of(Predictor, Loss, double[], double[])}
     */
    public static WorkedSample of(Mlp model, Loss loss, double @Nullable [] input, double @Nullable [] target) {
        return of(Predictor.builder(model).loss(loss).build(), loss, input, target);
    }

    /**
     * Computes the loss of a sample and its gradient.
     *
     * @param predictor the network
     * @param loss one of this library's losses
     * @param input a finite number for each input, in the table's units; null for a default
     * @param target a class by its number, or quantities in the table's units; null for class 1, or 1 for every output
     *     in the network's units
     * @return the results
     * @throws IllegalArgumentException if there are more or fewer numbers, the target does not fit the loss, the loss
     *     or a gradient is not finite, or the predictor was not built from a module
     */
    public static WorkedSample of(
            Predictor predictor, Loss loss, double @Nullable [] input, double @Nullable [] target) {
        int inputCount = predictor.inputNames().size();
        int outputCount = predictor.outputCount();
        Scaling scaling = predictor.scaling();
        if (input != null && input.length != inputCount) {
            throw new IllegalArgumentException("the network takes %s, but the sample has %s"
                    .formatted(counted(inputCount, "input"), counted(input.length, "number")));
        }
        double[] row = input != null
                ? input.clone()
                : scaling.inputs()
                        .map(scale -> scale.invert(someInputs(inputCount)))
                        .orElseGet(() -> someInputs(inputCount));
        double[] given = target != null ? target : scaling.fromNetwork(LossCode.someTarget(loss, outputCount));
        double[] encoded = loss.encode(scaling.targetToNetwork(given), outputCount);
        return new WorkedSample(
                predictor, loss, row, scaling.targets().isPresent() ? given.clone() : encoded.clone(), encoded);
    }

    /** Returns 0.5, -0.25, 0.75, -0.5, repeated: small enough for a network not to saturate. */
    private static double[] someInputs(int count) {
        double[] few = {0.5, -0.25, 0.75, -0.5};
        double[] inputs = new double[count];
        Arrays.setAll(inputs, i -> few[i % few.length]);
        return inputs;
    }

    /** Returns "1 input", "2 inputs". */
    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static List<Value> constants(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Value::constant).toList();
    }

    /** Returns a title for the exported file, such as "2 -> 16 -> 1, tanh; loss mse". */
    String title() {
        return (mlp == null ? "%d -> %d".formatted(inputs.size(), outputs.size()) : layers(mlp)) + "; loss "
                + loss.label();
    }

    private static String layers(Mlp model) {
        StringBuilder title = new StringBuilder().append(model.inputCount());
        for (Layer layer : model.layers()) {
            title.append(" -> ").append(layer.outputCount());
        }
        if (model.layers().size() > 1) {
            title.append(", ").append(model.activation());
        }
        if (model.outputActivation() != Activation.IDENTITY) {
            title.append(", then ").append(model.outputActivation());
        }
        return title.toString();
    }
}
