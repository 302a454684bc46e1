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
 * A network with one sample and Gradstep's results for it: outputs, loss, and the gradient of every parameter.
 *
 * <p>Inputs, outputs and target quantities are in the training table's units; loss and gradient are in the network's
 * units, as in training.
 */
public final class WorkedSample {
    final Predictor predictor;
    final Mlp model;
    final Loss loss;
    final double[] input;

    /** One number per output: a quantity in its own units, or the loss's encoding of a class. */
    final double[] target;

    /** The outputs as {@link Predictor#predict} returns them. */
    final double[] output;

    final double value;

    /** The gradient of the loss, one row-major array per tensor. */
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
                    "cannot compare on this sample, because the network's numbers are not finite:" + " "
                            + nonFinite.message());
        });
        graph.backward();
        this.output = predictor
                .scaling()
                .fromNetwork(outputs.stream().mapToDouble(Value::data).toArray());
        this.value = wrong.data();
        this.gradients = model.tensors().stream().map(WorkedSample::gradient).collect(ImmutableList.toImmutableList());
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
     * @throws IllegalArgumentException if there are more or fewer numbers, the target does not fit the loss, or the
     *     loss or a gradient is not finite
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

    private static double[] gradient(ParameterTensor tensor) {
        double[] gradient = tensor.values().stream().mapToDouble(Value::grad).toArray();
        for (int i = 0; i < gradient.length; i++) {
            if (!Double.isFinite(gradient[i])) {
                throw new IllegalArgumentException("cannot compare on this sample, because the gradient of %s is %s"
                        .formatted(tensor.values().get(i).name(), gradient[i]));
            }
        }
        return gradient;
    }

    /** Returns a title for the exported file, such as "2 -> 16 -> 1, tanh; loss mse". */
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
