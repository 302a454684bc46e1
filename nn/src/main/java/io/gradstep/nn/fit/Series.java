package io.gradstep.nn.fit;

import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A curve with its samples, as one of those that a fit brings together. */
final class Series {
    private final Curve curve;
    private final CurveFunctions functions;
    private final int offset;
    private final double[][] inputs;
    private final double[] observed;
    private final double @Nullable [] weights;
    private final double @Nullable [][] inputErrors;

    /**
     * Puts a curve and its samples together.
     *
     * @param functions the curve as a function of all parameters of the fit
     * @param offset the number of samples of the curves before
     * @param errors the standard errors of all samples of the fit; none if all weigh the same
     * @param inputErrors those of the inputs of all samples of the fit; none if inputs are exact
     */
    Series(
            Curve curve,
            CurveFunctions functions,
            int offset,
            Dataset samples,
            double @Nullable [] errors,
            double @Nullable [][] inputErrors) {
        this.curve = curve;
        this.functions = functions;
        this.offset = offset;
        this.inputs = new double[samples.size()][];
        this.observed = new double[samples.size()];
        for (int i = 0; i < observed.length; i++) {
            inputs[i] = samples.input(i);
            observed[i] = samples.target(i, 0);
        }
        this.weights = errors == null
                ? null
                : Arrays.stream(errors, offset, offset + observed.length)
                        .map(error -> 1 / error)
                        .toArray();
        this.inputErrors =
                inputErrors == null ? null : Arrays.copyOfRange(inputErrors, offset, offset + observed.length);
    }

    Curve curve() {
        return curve;
    }

    CurveFunctions functions() {
        return functions;
    }

    int offset() {
        return offset;
    }

    int size() {
        return observed.length;
    }

    double[] input(int i) {
        return inputs[i];
    }

    double[][] inputs() {
        return inputs;
    }

    /** Returns the inputs of some samples, in order. */
    double[][] inputs(int from, int count) {
        return Arrays.copyOfRange(inputs, from, from + count);
    }

    /** Returns whether inputs have errors. */
    boolean isOrthogonal() {
        return inputErrors != null;
    }

    /** Returns the standard error of each input of a sample. */
    double[] inputErrors(int i) {
        return inputErrors == null ? new double[inputs[i].length] : inputErrors[i];
    }

    double observed(int i) {
        return observed[i];
    }

    double weight(int i) {
        return weights == null ? 1 : weights[i];
    }
}
