package io.gradstep.demos.export;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.nn.Activation;
import io.gradstep.nn.Layer;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.ParameterTensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network with one sample, and what Gradstep computes for it: outputs, loss, and the gradient of every parameter. */
public final class WorkedSample {
    final Mlp model;
    final Loss loss;
    final double[] input;

    /** One number an output, as the loss compares them. */
    final double[] target;

    final double[] output;
    final double value;

    /** Of the loss, one array a tensor in row-major order. */
    final ImmutableList<double[]> gradients;

    /** The target is one number an output. */
    WorkedSample(Mlp model, Loss loss, double[] input, double[] target) {
        this.model = model;
        this.loss = loss;
        this.input = input;
        this.target = target;
        List<Value> outputs = model.forward(constants(input));
        Value wrong = loss.of(outputs, constants(target));
        Graph graph = Graph.of(wrong);
        graph.firstNonFinite().ifPresent(place -> {
            throw new IllegalArgumentException(
                    "for this sample the network is not finite, and nothing could be compared: " + place.message());
        });
        model.zeroGrad();
        graph.backward();
        this.output = outputs.stream().mapToDouble(Value::data).toArray();
        this.value = wrong.data();
        this.gradients = model.tensors().stream().map(WorkedSample::gradient).collect(ImmutableList.toImmutableList());
        model.zeroGrad();
    }

    /**
     * Computes the loss of a sample and its gradient.
     *
     * @param model the network; its gradients are cleared
     * @param loss one of this library's
     * @param input as many finite numbers as the network has inputs; null for some
     * @param target a class, or numbers, as the loss wants them; null for class 1, or 1 for every output
     * @return what was computed
     * @throws IllegalArgumentException if there are more or fewer numbers, or the target does not go with the loss, or
     *     the loss or a gradient is not finite
     */
    public static WorkedSample of(Mlp model, Loss loss, double @Nullable [] input, double @Nullable [] target) {
        double[] given = target == null ? LossCode.someTarget(loss, model.outputs()) : target;
        double[] encoded = loss.encode(given, model.outputs());
        if (input == null) {
            return new WorkedSample(model, loss, someInputs(model.inputs()), encoded.clone());
        }
        if (input.length != model.inputs()) {
            throw new IllegalArgumentException("the network takes %s, but the sample has %s"
                    .formatted(counted(model.inputs(), "input"), counted(input.length, "number")));
        }
        return new WorkedSample(model, loss, input.clone(), encoded.clone());
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
        StringBuilder title = new StringBuilder().append(model.inputs());
        for (Layer layer : model.layers()) {
            title.append(" -> ").append(layer.outputs());
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
