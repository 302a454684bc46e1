package io.gradstep.demos.export;

import io.gradstep.nn.Loss;
import java.util.Arrays;

/**
 * The code of a loss in other languages.
 *
 * @param value the body of a Java method of {@code output} and {@code target}
 * @param slopes the body of a Java method that fills the array {@code slopes} with the derivative for each output
 * @param torch a PyTorch expression of {@code output} and {@code target}
 */
record LossCode(String value, String slopes, String torch) {

    /** Returns the code for a loss of the library, by its name; a test checks that each has one. */
    static LossCode of(Loss loss, int outputCount) {
        return switch (loss.label()) {
            case "mse" -> MSE;
            case "mae" -> MAE;
            case "hinge" -> outputCount == 1 ? BINARY_HINGE : HINGE;
            case "binaryCrossEntropy" -> BINARY_CROSS_ENTROPY;
            case "crossEntropy" -> CROSS_ENTROPY;
            default -> throw new IllegalArgumentException("the loss %s cannot be exported".formatted(loss.label()));
        };
    }

    /** Returns a target for a loss: class 1, or 1 for every output. */
    static double[] someTarget(Loss loss, int outputCount) {
        boolean takesClass = loss == Loss.HINGE || loss == Loss.CROSS_ENTROPY;
        double[] ones = new double[takesClass ? 1 : outputCount];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Returns the number above which a single output means the second class. */
    static String border(Loss loss) {
        return loss.decide(new double[] {0.25}) == 1 ? "0" : "0.5";
    }

    private static final LossCode MSE = new LossCode("""
            double sum = 0;
            for (int i = 0; i < output.length; i++) {
                double error = output[i] - target[i];
                sum += error * error;
            }
            return sum / output.length;
            """, """
            for (int i = 0; i < output.length; i++) {
                slopes[i] = 2 * (output[i] - target[i]) / output.length;
            }
            """, "F.mse_loss(output, target)");

    private static final LossCode MAE = new LossCode("""
            double sum = 0;
            for (int i = 0; i < output.length; i++) {
                sum += Math.abs(output[i] - target[i]);
            }
            return sum / output.length;
            """, """
            for (int i = 0; i < output.length; i++) {
                slopes[i] = Math.signum(output[i] - target[i]) / output.length;
            }
            """, "F.l1_loss(output, target)");

    /** For one output and a target of -1 or 1. */
    private static final LossCode BINARY_HINGE = new LossCode("""
            return Math.max(0, 1 - target[0] * output[0]);
            """, """
            slopes[0] = target[0] * output[0] < 1 ? -target[0] : 0;
            """, "(1 - target * output).relu().sum()");

    /** For one output per class and a target of 1 for the right one, whose own margin is 0. */
    private static final LossCode HINGE =
            new LossCode("""
            double right = 0;
            for (int i = 0; i < output.length; i++) {
                right += target[i] * output[i];
            }
            double sum = 0;
            for (int i = 0; i < output.length; i++) {
                sum += Math.max(0, output[i] - right + (1 - target[i]));
            }
            return sum;
            """, """
            double right = 0;
            for (int i = 0; i < output.length; i++) {
                right += target[i] * output[i];
            }
            for (int i = 0; i < output.length; i++) {
                if (output[i] - right + (1 - target[i]) > 0) {
                    slopes[i] += 1;
                    for (int k = 0; k < output.length; k++) {
                        slopes[k] -= target[k];
                    }
                }
            }
            """, "(output - (target * output).sum() + (1 - target)).relu().sum()");

    private static final LossCode BINARY_CROSS_ENTROPY =
            new LossCode("""
            double sum = 0;
            for (int i = 0; i < output.length; i++) {
                sum += target[i] * softplus(-output[i]) + (1 - target[i]) * softplus(output[i]);
            }
            return sum / output.length;
            """, """
            for (int i = 0; i < output.length; i++) {
                double slope = (1 - target[i]) * sigmoid(output[i]) - target[i] * sigmoid(-output[i]);
                slopes[i] = slope / output.length;
            }
            """, "F.binary_cross_entropy_with_logits(output, target)");

    private static final LossCode CROSS_ENTROPY = new LossCode("""
            int right = right(target);
            int largest = 0;
            for (int i = 1; i < output.length; i++) {
                largest = output[i] > output[largest] ? i : largest;
            }
            double others = 0;
            for (int i = 0; i < output.length; i++) {
                others += i == largest ? 0 : StrictMath.exp(output[i] - output[largest]);
            }
            return (output[largest] - output[right]) + StrictMath.log1p(others);
            """, """
            int right = right(target);
            double[] shares = softmax(output);
            for (int i = 0; i < output.length; i++) {
                if (i != right) {
                    slopes[i] = shares[i];
                    slopes[right] -= shares[i];
                }
            }
            """, "F.cross_entropy(output, target)");
}
