package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.KnownNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A loss: a number of 0 or more that measures how wrong a network's outputs are for one sample.
 *
 * <p>A loss has two parts. {@link #encode} turns a sample's target in a dataset, such as class 2, into one number per
 * output, such as 0, 0, 1; {@link #of(List, List)} compares outputs with those numbers using gates only, so that the
 * graph has the same shape for every sample.
 *
 * <pre>{@code
 * List<Value> logits = List.of(Value.of(1), Value.of(2), Value.of(3));
 * Value loss = Loss.CROSS_ENTROPY.of(logits, 2);
 * System.out.println(Math.abs(loss.data() - 0.40760596444438) < 1e-14); // true
 * }</pre>
 */
@SuppressWarnings("ClassInitializationDeadlock") // users reach StandardLoss only through this interface
public interface Loss {
    /** Mean squared error over the outputs: mean (o − t)². */
    Loss MSE = StandardLoss.MSE;

    /** Mean absolute error over the outputs: mean |o − t|. */
    Loss MAE = StandardLoss.MAE;

    /**
     * The max-margin loss of support vector machines. With one output and classes 0 and 1, whose t is −1 and 1: max(0,
     * 1 − t·o). With one output per class: Σ max(0, 1 + o<sub>j</sub> − o<sub>y</sub>) over the wrong classes j (Weston
     * and Watkins 1999, as in Stanford's CS231n).
     */
    Loss HINGE = StandardLoss.HINGE;

    /**
     * Binary cross-entropy of logits, mean over the outputs: −t·log σ(o) − (1 − t)·log(1 − σ(o)), computed as
     * t·softplus(−o) + (1 − t)·softplus(o), which neither overflows nor loses small losses. Targets are in [0, 1].
     */
    Loss BINARY_CROSS_ENTROPY = StandardLoss.BINARY_CROSS_ENTROPY;

    /**
     * Cross-entropy of a softmax over logits, one per class: logSumExp(o) − o<sub>y</sub>, computed as a logSoftmax,
     * which keeps the digits of small losses and their gradients.
     */
    Loss CROSS_ENTROPY = StandardLoss.CROSS_ENTROPY;

    /** {@return the name that {@link #named} accepts for the library's losses, such as {@code crossEntropy}} */
    String label();

    /**
     * Encodes a sample's target for {@link #of(List, List)}.
     *
     * @param target a row of a dataset's targets: a class index, or numbers
     * @param outputCount the number of outputs of the network
     * @return one number per output, followed by any others that the loss needs
     * @throws IllegalArgumentException if the target does not match this loss or this number of outputs; the message
     *     says what would
     */
    double[] encode(double[] target, int outputCount);

    /**
     * Builds the loss of one sample.
     *
     * @param outputs the outputs of the network
     * @param targets the sample's target as encoded by {@link #encode}
     * @return the loss
     */
    Value of(List<Value> outputs, List<Value> targets);

    /**
     * Builds the loss of one sample from its unencoded target.
     *
     * @param outputs of the network
     * @param target a class index, or numbers
     * @return the loss
     * @throws IllegalArgumentException if the target does not match this loss or this number of outputs
     */
    default Value of(List<Value> outputs, double... target) {
        return of(outputs, Mlp.constants(encode(target, outputs.size())));
    }

    /**
     * {@return the index of the class that a network trained with this loss predicts}
     *
     * @param outputs one per class, or a single one for two classes
     */
    int decide(double[] outputs);

    /**
     * {@return this loss with a weight per class, so that rare classes count more: the loss of a sample times the
     * weight of its class} A batch's loss is the mean of those, as in Keras, and not their sum divided by the sum of
     * the weights, as in PyTorch.
     *
     * @param weights a number above 0 for each class
     * @throws IllegalArgumentException if a weight is not a finite number above 0, or there are less than two
     */
    default Loss weighted(double... weights) {
        return new WeightedLoss(this, weights);
    }

    /**
     * {@return the library's loss of that name}
     *
     * @param label {@code mse}, {@code mae}, {@code hinge}, {@code binaryCrossEntropy} or {@code crossEntropy}
     * @throws IllegalArgumentException if no loss has that name; the message lists the known names
     */
    static Loss named(String label) {
        Objects.requireNonNull(label, "label");
        List<String> known = new ArrayList<>();
        for (StandardLoss loss : StandardLoss.values()) {
            if (loss.label().equals(label)) {
                return loss;
            }
            known.add(loss.label());
        }
        throw KnownNames.unknown("loss", label, known);
    }

    /** {@return an immutable list of all losses of this library, in the order of the constants} */
    static List<Loss> all() {
        return ImmutableList.copyOf(StandardLoss.values());
    }
}
