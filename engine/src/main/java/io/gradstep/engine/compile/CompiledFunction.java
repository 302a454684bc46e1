package io.gradstep.engine.compile;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.lanes.Batches;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.Recorder;
import io.gradstep.engine.compile.recording.Recording;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph compiled to a fast function of its leaves, with exact gradients.
 *
 * <pre>{@code
 * Value x = Value.of(0, "x");
 * Value y = Value.of(0, "y");
 * CompiledFunction f = CompiledFunction.of(x.mul(x).mul(y).add(y.sin()), List.of(x, y));
 * double[] gradient = new double[2];
 * System.out.println(f.gradient(new double[] {3, 0}, gradient)); // 0.0
 * System.out.println(gradient[1]); // 10.0
 * }</pre>
 *
 * <p>The arguments are leaves of the graph, in two groups. <b>Inputs</b> differ from call to call. <b>Parameters</b>
 * are shared by many samples of inputs: the batch form computes the mean of the function over samples, and its gradient
 * with respect to the parameters, much faster than one call per sample.
 *
 * <p>Decisions of Java code during recording are fixed: an {@code if} on {@code x.data()} is compiled with the branch
 * taken then. {@code max}, {@code min}, {@code relu}, {@code abs} and {@code step} stay dynamic, because they are ops.
 * A leaf that is not an argument keeps its current value.
 *
 * <p>Immutable and thread-safe; an evaluation allocates nothing once its thread has warmed up, unless a
 * {@link io.gradstep.engine.CustomOp} does. A gradient may be written to the array that holds its arguments, at the
 * cost of a copy. The results equal those of the graph: to the last bit for a small one (some hundred gates, which
 * become one method each for value and gradient). Large graphs, batches and the gradients of outputs after the first
 * may add up the contributions of a node's uses in another order, which changes the sum of k contributions of
 * magnitudes m₁ … mₖ by at most (k − 1)·2⁻⁵²·Σmᵢ.
 *
 * <p>Serializes as its program, which is recompiled when it is read; not with a {@code CustomOp}, whose code cannot be
 * serialized. A program that is damaged, truncated or maliciously crafted is rejected with an
 * {@link InvalidObjectException}, and makes the reader allocate at most a small multiple of the bytes received. This
 * covers only the program: Java itself reads the surrounding stream, reports damage there with its own exceptions, and
 * creates objects of any class that the stream names. Read a stream from an untrusted source with a filter that accepts
 * nothing else:
 *
 * <pre>{@code
 * import java.io.*;
 *
 * Value x = Value.of(0, "x");
 * ByteArrayOutputStream bytes = new ByteArrayOutputStream();
 * try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
 *     out.writeObject(CompiledFunction.of(x.mul(x), List.of(x)));
 * }
 * try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
 *     in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(
 *             "io.gradstep.engine.compile.CompiledFunction;io.gradstep.engine.compile.SerializedFunction;"
 *                     + "maxdepth=1;maxrefs=2;maxarray=0;!*"));
 *     CompiledFunction f = (CompiledFunction) in.readObject();
 *     System.out.println(f.gradient(new double[] {3}, new double[1])); // 9.0
 * }
 * }</pre>
 */
public final class CompiledFunction implements Serializable {
    private static final long serialVersionUID = 1;

    private static final double[] NOTHING = {};

    /** With fewer samples the overhead of lanes does not pay off. */
    private static final int MIN_SAMPLES = 8;

    private final transient Recording recording;
    private final transient Signature signature;

    // Each is created when first needed.
    private final transient Supplier<SinglePoint> single;
    private final transient Supplier<ManyPoints> manyPoints;
    private final transient Supplier<Batches> batches;

    private CompiledFunction(Recording recording, Tier tier) {
        this.recording = recording;
        this.signature = new Signature(recording.parameterCount, recording.inputCount, recording.outputCount());
        this.single = Suppliers.memoize(() -> new SinglePoint(tier.evaluator(recording)));
        this.manyPoints = Suppliers.memoize(() -> tier.manyPoints(recording, single.get().evaluator));
        this.batches = Suppliers.memoize(() -> new Batches(recording));
    }

    /** Compiles a recording read from a stream. */
    static CompiledFunction of(Recording recording) {
        return new CompiledFunction(recording, Tier.AUTOMATIC);
    }

    /**
     * Compiles a function of inputs.
     *
     * @param output the output
     * @param inputs the leaves that are the function's arguments, in order
     * @return the function
     * @throws IllegalArgumentException if an input is not a leaf, or is listed twice
     */
    public static CompiledFunction of(Value output, List<Value> inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return builder(output).inputs(inputs).build();
    }

    /**
     * Starts a function with one output.
     *
     * @param output the output
     * @return a builder without arguments
     */
    public static Builder builder(Value output) {
        Objects.requireNonNull(output, "output");
        return new Builder(ImmutableList.of(output));
    }

    /**
     * Starts a function with several outputs.
     *
     * @param outputs the outputs, at least one
     * @return a builder without arguments
     * @throws IllegalArgumentException if there is no output
     */
    public static Builder builder(List<Value> outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return new Builder(ImmutableList.copyOf(outputs));
    }

    /** Builds a {@link CompiledFunction}. */
    public static final class Builder {
        private final ImmutableList<Value> outputs;
        private ImmutableList<Value> parameters = ImmutableList.of();
        private ImmutableList<Value> inputs = ImmutableList.of();
        private Tier tier = Tier.AUTOMATIC;

        private Builder(ImmutableList<Value> outputs) {
            if (outputs.isEmpty()) {
                throw new IllegalArgumentException("a function needs at least one output");
            }
            this.outputs = outputs;
        }

        /**
         * Sets the arguments that all samples of a batch share.
         *
         * @param parameters leaves
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder parameters(List<Value> parameters) {
            Objects.requireNonNull(parameters, "parameters");
            this.parameters = ImmutableList.copyOf(parameters);
            return this;
        }

        /**
         * Sets the arguments that differ between samples. A constant may be an input: no gradient flows into it, which
         * saves work.
         *
         * @param inputs leaves
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder inputs(List<Value> inputs) {
            Objects.requireNonNull(inputs, "inputs");
            this.inputs = ImmutableList.copyOf(inputs);
            return this;
        }

        @CanIgnoreReturnValue
        Builder tier(Tier tier) {
            this.tier = tier;
            return this;
        }

        /**
         * Compiles the function. Later changes to the graph do not affect it. Time and memory are linear in the size of
         * the graph.
         *
         * @return the function
         * @throws IllegalArgumentException if an argument is not a leaf, or is listed twice
         */
        public CompiledFunction build() {
            return new CompiledFunction(Recorder.record(outputs, parameters, inputs), tier);
        }
    }

    /** {@return the number of parameters, at least 0} */
    public int parameterCount() {
        return signature.parameterCount();
    }

    /** {@return the number of inputs, at least 0} */
    public int inputCount() {
        return signature.inputCount();
    }

    /** {@return the number of outputs, at least 1} */
    public int outputCount() {
        return signature.outputCount();
    }

    /**
     * Computes the first output of a function without parameters.
     *
     * @param inputs one number per input
     * @return the output
     * @throws IllegalArgumentException if there are parameters, or the number of inputs is wrong
     */
    public double value(double... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return value(NOTHING, inputs);
    }

    /**
     * Computes the first output.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @return the output
     * @throws IllegalArgumentException if the number of parameters or inputs is wrong
     */
    public double value(double[] parameters, double[] inputs) {
        signature.checkArguments(parameters.length, inputs.length);
        return single.get().value(parameters, inputs);
    }

    /**
     * Computes all outputs.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param outputs receives one number per output
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void evaluate(double[] parameters, double[] inputs, double[] outputs) {
        signature.checkArguments(parameters.length, inputs.length);
        signature.checkOutputs(outputs.length);
        single.get().evaluate(parameters, inputs, outputs);
    }

    /**
     * Computes the first output of a function without parameters, and its gradient.
     *
     * @param inputs one number per input
     * @param gradient receives ∂output/∂input for each input
     * @return the output
     * @throws IllegalArgumentException if there are parameters, or an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double gradient(double[] inputs, double[] gradient) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(gradient, "gradient");
        return gradient(0, NOTHING, inputs, NOTHING, gradient);
    }

    /**
     * Computes the first output and its gradient.
     *
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param parameterGradient receives ∂output/∂parameter for each parameter
     * @param inputGradient receives ∂output/∂input for each input
     * @return the output
     * @throws IllegalArgumentException if an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double gradient(double[] parameters, double[] inputs, double[] parameterGradient, double[] inputGradient) {
        return gradient(0, parameters, inputs, parameterGradient, inputGradient);
    }

    /**
     * Computes one output and its gradient: a row of the Jacobian.
     *
     * @param output the index of the output, from 0
     * @param parameters one number per parameter
     * @param inputs one number per input
     * @param parameterGradient receives ∂output/∂parameter for each parameter
     * @param inputGradient receives ∂output/∂input for each input
     * @return the output
     * @throws IndexOutOfBoundsException if there is no such output
     * @throws IllegalArgumentException if an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double gradient(
            int output, double[] parameters, double[] inputs, double[] parameterGradient, double[] inputGradient) {
        Objects.checkIndex(output, outputCount());
        signature.checkArguments(parameters.length, inputs.length);
        signature.checkArguments(parameterGradient.length, inputGradient.length);
        return single.get().gradient(output, parameters, inputs, parameterGradient, inputGradient);
    }

    /**
     * Computes the first output and its gradient with respect to the inputs at many points: the same as one call per
     * point, but faster for a small function.
     *
     * @param parameters one number per parameter
     * @param points a row for each point: one number per input
     * @param values receives the output at each point
     * @param gradients receives a row for each point, ∂output/∂input for each input
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public void gradients(double[] parameters, double[][] points, double[] values, double[][] gradients) {
        Objects.requireNonNull(points, "points");
        Objects.requireNonNull(gradients, "gradients");
        signature.checkPoints(parameters, points, values, gradients);
        single.get().gradients(manyPoints.get(), parameters, points, values, gradients);
    }

    /**
     * Computes the mean of the first output over samples, and its gradient with respect to the parameters.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input
     * @param gradient receives ∂mean/∂parameter for each parameter
     * @return the mean; without samples NaN, with a gradient of 0
     * @throws IllegalArgumentException if an array has the wrong length
     */
    @CanIgnoreReturnValue
    public double meanGradient(double[] parameters, double[][] samples, double[] gradient) {
        double sum = sumGradient(parameters, samples, gradient, null, 1);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= Math.max(1, samples.length);
        }
        return sum / samples.length;
    }

    /**
     * Computes the sum of the first output over samples, and its gradient with respect to the parameters.
     *
     * <p>Many samples are computed at a time. The order of the sum over samples depends only on their number, not on
     * the number of threads; it differs from the order of separate calls, so the last digits may differ too.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input
     * @param gradient receives ∂sum/∂parameter for each parameter
     * @param outputs receives a row for each sample, with one number per output; null if not needed
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @return the sum
     * @throws IllegalArgumentException if an array has the wrong length, or {@code threads} is less than 1
     */
    @CanIgnoreReturnValue
    public double sumGradient(
            double[] parameters, double[][] samples, double[] gradient, double @Nullable [][] outputs, int threads) {
        signature.checkBatch(parameters, samples, outputs, threads);
        signature.checkParameters(gradient.length);
        double[] shared = SinglePoint.apart(parameters, gradient);
        Arrays.fill(gradient, 0);
        return samples.length < MIN_SAMPLES
                ? single.get().sum(shared, samples, gradient, outputs)
                : batches.get().sum(shared, samples, gradient, outputs, threads);
    }

    /**
     * Computes all outputs for samples.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input
     * @param outputs receives a row for each sample, with one number per output
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @throws IllegalArgumentException if an array has the wrong length, or {@code threads} is less than 1
     */
    public void values(double[] parameters, double[][] samples, double[][] outputs, int threads) {
        Objects.requireNonNull(outputs, "outputs");
        signature.checkBatch(parameters, samples, outputs, threads);
        batches.get().sum(parameters, samples, null, outputs, threads);
    }

    /**
     * Stores the program, not the code compiled from it.
     *
     * @return what is written in its place
     */
    private Object writeReplace() {
        return new SerializedFunction(recording);
    }

    /**
     * Refuses what {@link #writeReplace} did not write.
     *
     * @param in the stream
     * @throws InvalidObjectException always
     */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a serialized compiled function has no program");
    }
}
