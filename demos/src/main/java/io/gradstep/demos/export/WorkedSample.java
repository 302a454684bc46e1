package io.gradstep.demos.export;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.ParameterTensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with one sample, and what Gradstep computes for it: outputs, loss, and the gradient of every parameter.
 *
 * <p>Inputs, outputs and quantities to be learned are in the units of the training's table; loss and gradient are of the
 * numbers that the network itself sees, as in training.
 */
public final class WorkedSample {
    final Predictor predictor;
    final Mlp model;
    final Loss loss;
    final double[] input;

    /** One number an output: quantities in their own units, or what the loss makes of a class. */
    final double[] target;

    /** As {@link Predictor#predict} gives them. */
    final double[] output;

    final double value;

    /** Of the loss, one array a tensor in row-major order. */
    final ImmutableList<double[]> gradients;

    private WorkedSample(Predictor predictor, Loss loss, double[] input, double[] target, double[] encoded) {
        this.predictor = predictor;
        this.model = predictor.model();
        this.loss = loss;
        this.input = input;
        this.target = target;
        List<Value> outputs = model.forward(constants(predictor.scaling().toNetwork(input)));
        Value wrong = loss.of(outputs, constants(encoded));
        Graph graph = Graph.of(wrong);
        graph.firstNonFinite().ifPresent(nonFinite -> {
            throw new IllegalArgumentException(
                    "for this sample the network is not finite, and nothing could be compared: " + nonFinite.message());
        });
        graph.backward();
        this.output = predictor
                .scaling()
                .fromNetwork(outputs.stream().mapToDouble(Value::data).toArray());
        this.value = wrong.data();
        this.gradients = model.tensors().stream().map(WorkedSample::gradient).collect(ImmutableList.toImmutableList());
    }

    /** The network takes plain numbers; the target is one number an output, as the loss compares them. */
    WorkedSample(Mlp model, Loss loss, double[] input, double[] encoded) {
        this(Predictor.builder(model).loss(loss).build(), loss, input, encoded, encoded);
    }

    /**
     * Computes the loss of a sample and its gradient for a network that takes and gives plain numbers.
     *
     * @param model the network
     * @param loss one of this library's
     * @param input as many finite numbers as the network has inputs; null for some
     * @param target a class, or numbers, as the loss wants them; null for class 1, or 1 for every output
     * @return what was computed
     * @throws IllegalArgumentException as {@link #of(Predictor, Loss, double[], double[])}
     */
    public static WorkedSample of(Mlp model, Loss loss, double @Nullable [] input, double @Nullable [] target) {
        return of(Predictor.builder(model).loss(loss).build(), loss, input, target);
    }

    /**
     * Computes the loss of a sample and its gradient.
     *
     * @param predictor the network
     * @param loss one of this library's
     * @param input a finite number for each input, in the units of the table; null for some
     * @param target a class by its number, or quantities in the units of the table; null for class 1, or 1 for every
     *     output in the network's units
     * @return what was computed
     * @throws IllegalArgumentException if there are more or fewer numbers, or the target does not go with the loss, or
     *     the loss or a gradient is not finite
     */
    public static WorkedSample of(
            Predictor predictor, Loss loss, double @Nullable [] input, double @Nullable [] target) {
        int inputCount = predictor.inputNames().size();
        int outputCount = predictor.model().outputCount();
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

    /** 0.5, -0.25, 0.75, -0.5, and again: neither so small nor so large that a network is flat there. */
    private static double[] someInputs(int count) {
        double[] few = {0.5, -0.25, 0.75, -0.5};
        double[] inputs = new double[count];
        Arrays.setAll(inputs, i -> few[i % few.length]);
        return inputs;
    }

    /** "1 input", "2 inputs". */
    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static List<Value> constants(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Value::constant).toList();
    }

    private static double[] gradient(ParameterTensor tensor) {
        double[] gradient = tensor.values().stream().mapToDouble(Value::grad).toArray();
        for (int i = 0; i < gradient.length; i++) {
            if (!Double.isFinite(gradient[i])) {
                throw new IllegalArgumentException(
                        "for this sample the gradient of %s is %s, and nothing could be compared"
                                .formatted(tensor.values().get(i).name(), gradient[i]));
            }
        }
        return gradient;
    }

    /** "2 -> 16 -> 1, tanh; loss mse": what a reader of the file wants to know first. */
    String title() {
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
        return title.append("; loss ").append(loss.label()).toString();
    }
}
