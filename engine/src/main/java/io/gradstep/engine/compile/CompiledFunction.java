package io.gradstep.engine.compile;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.bytecode.GeneratedClasses;
import io.gradstep.engine.compile.lanes.Batches;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.Recording;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph compiled to a fast function of its leaves, with exact gradients.
 *
 * <p>{@link #record} compiles Java code for all inputs, or says where the code decides by a number. {@link #of} and
 * {@link #builder} compile a graph that exists: they cannot know about an {@code if} on {@code x.data()} that it was
 * built by, whose decision is fixed. {@code Value.where}, {@code max}, {@code relu} and the like are always dynamic.
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
 * <p>Immutable and thread-safe; an evaluation allocates nothing once its thread has warmed up, unless a
 * {@link io.gradstep.engine.CustomOp} does. A gradient may be written to the array that holds its arguments, at the
 * cost of a copy. The results equal those of the graph: to the last bit for a small one (some hundred gates). Large
 * graphs, batches and the gradients of outputs after the first may add up the contributions of a node's uses in another
 * order, which changes the sum of k contributions of magnitudes m₁ … mₖ by at most (k − 1)·2⁻⁵²·Σmᵢ.
 *
 * <p>Serializes as its program, which is recompiled when it is read; not with a {@code CustomOp}, whose code cannot be
 * serialized. A program that is damaged, truncated or maliciously crafted is rejected with an
 * {@link InvalidObjectException}, and makes the reader allocate at most a small multiple of the bytes received. How
 * to read one from a stream that is not trusted is told with the {@linkplain io.gradstep.engine.compile package}.
 */
public final class CompiledFunction implements Serializable {
    private static final long serialVersionUID = 1;

    private static final double[] NOTHING = {};

    private final transient Recording recording;
    private final transient Signature signature;

    private final transient SinglePoint single;

    // Each is created when first needed.
    private final transient Supplier<ManyPoints> manyPoints;
    private final transient Supplier<Batches> batches;
    private final transient Supplier<CompiledDerivatives> byParameters;
    private final transient Supplier<CompiledDerivatives> byInputs;

    CompiledFunction(Recording recording, Tier tier) {
        GeneratedClasses.checkSetting();
        this.recording = recording;
        this.signature = new Signature(recording.parameterCount, recording.inputCount, recording.outputCount());
        this.single = new SinglePoint(() -> tier.evaluator(recording));
        this.manyPoints = Suppliers.memoize(() -> tier.manyPoints(recording, single.evaluator()));
        this.batches = Suppliers.memoize(() -> new Batches(recording));
        this.byParameters = Suppliers.memoize(() -> new CompiledDerivatives(recording, signature, true, tier));
        this.byInputs = Suppliers.memoize(() -> new CompiledDerivatives(recording, signature, false, tier));
    }

    /**
     * Compiles a graph that exists, as a function of inputs. Java code whose decisions depend on numbers has made them
     * when it built the graph: use {@link #record}, which refuses such code.
     *
     * @param output the output
     * @param inputs the leaves that are the function's arguments, in order
     * @return the function
     * @throws IllegalArgumentException if an input is not a leaf, or is listed twice, or if a leaf that takes a
     *     gradient is not listed
     */
    public static CompiledFunction of(Value output, List<Value> inputs) {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(inputs, "inputs");
        return builder(output).inputs(inputs).build();
    }

    /**
     * Compiles a graph that exists, like {@link #of(Value, List)}.
     *
     * @param output the output
     * @param inputs the leaves that are the function's arguments, in order
     * @return the function
     * @throws IllegalArgumentException if an input is not a leaf, or is listed twice, or if a leaf that takes a
     *     gradient is not listed
     */
    public static CompiledFunction of(Value output, Value... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return of(output, Arrays.asList(inputs));
    }

    /**
     * Runs code once with inputs that stand for any number, and compiles what it computes.
     *
     * <pre>{@code
     * CompiledFunction f = CompiledFunction.record(1, x ->
     *         Value.where(x[0].greaterThan(0), x[0].mul(x[0].log()), Value.constant(0)));
     * System.out.println(f.value(0)); // 0.0
     * }</pre>
     *
     * @param inputCount the number of inputs
     * @param code the function, from inputs to the output
     * @return the function
     * @throws IllegalStateException from within the code if it asks for the number of a value that depends on an input
     *     ({@code data()} and the like): a decision by that number would be fixed. Use {@code Value.where} or
     *     {@code max} instead
     * @throws IllegalArgumentException if {@code inputCount} is negative, or the code uses a leaf from outside that
     *     takes a gradient
     */
    public static CompiledFunction record(int inputCount, Function<? super Value[], Value> code) {
        Objects.requireNonNull(code, "code");
        if (inputCount < 0) {
            throw new IllegalArgumentException("the number of inputs must be at least 0, not " + inputCount);
        }
        Value[] inputs = new Value[inputCount];
        Arrays.setAll(inputs, i -> Value.recorded());
        Value output = Objects.requireNonNull(code.apply(inputs.clone()), "the result of the code");
        return of(output, Arrays.asList(inputs));
    }

    /**
     * Starts a function with one output.
     *
     * @param output the output
     * @return a builder without arguments
     */
    public static FunctionBuilder builder(Value output) {
        Objects.requireNonNull(output, "output");
        return new FunctionBuilder(ImmutableList.of(output));
    }

    /**
     * Starts a function with several outputs.
     *
     * @param outputs the outputs, at least one
     * @return a builder without arguments
     * @throws IllegalArgumentException if there is no output
     */
    public static FunctionBuilder builder(List<Value> outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return new FunctionBuilder(ImmutableList.copyOf(outputs));
    }

    /** {@return the numbers of arguments, outputs and gates in one line; {@link #explain} has more} */
    @Override
    public String toString() {
        return Explanation.line(recording);
    }

    /**
     * {@return a few lines about how this is evaluated: its size, the tier that serves one point and the one that
     * serves batches, and why} Compiles the function for one point, if that has not happened.
     */
    public String explain() {
        return Explanation.of(recording, single.evaluator());
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
        return single.value(parameters, inputs);
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
        single.evaluate(parameters, inputs, outputs);
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
        return single.gradient(output, parameters, inputs, parameterGradient, inputGradient);
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
        single.gradients(manyPoints.get(), parameters, points, values, gradients);
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
        if (samples.length > 1) { // divisions take a fifth of one sample's time
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= samples.length;
            }
        }
        return sum / samples.length;
    }

    /**
     * Computes the sum of the first output over samples, and its gradient with respect to the parameters.
     *
     * <p>Many samples are computed at a time, in the order of a {@link NumberedSum}: the result is the same for any
     * number of threads. It may differ in the last digits from sums of {@link #gradient}, which may add up the
     * contributions of a parameter's uses in another order.
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
        return batches.get().sum(parameters, samples, gradient, outputs, threads);
    }

    /**
     * Adds the first output and its gradient with respect to the parameters, for some more numbered rows, to a sum: for
     * more samples than should be in memory at a time.
     *
     * @param parameters one number per parameter
     * @param samples a row for each sample: one number per input; all but the last call for a sum must have a multiple
     *     of {@link NumberedSum#CHUNK}
     * @param sum of the rows before these
     * @param outputs receives a row for each sample, with one number per output; null if not needed
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @throws IllegalArgumentException if an array or the sum has the wrong length, or {@code threads} is less than 1
     * @throws IllegalStateException if an earlier call for this sum ended within a chunk
     */
    public void addGradient(
            double[] parameters, double[][] samples, NumberedSum sum, double @Nullable [][] outputs, int threads) {
        Objects.requireNonNull(sum, "sum");
        signature.checkBatch(parameters, samples, outputs, threads);
        signature.checkParameters(sum.parameterCount());
        batches.get().add(parameters, samples, sum.forNext(samples.length), outputs, threads);
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
        batches.get().values(parameters, samples, outputs, threads);
    }

    /** {@return Jacobians, Hessians and more with respect to the inputs; the parameters are held fixed} */
    public CompiledDerivatives byInputs() {
        return byInputs.get();
    }

    /** {@return Jacobians, Hessians and more with respect to the parameters; the inputs are held fixed} */
    public CompiledDerivatives byParameters() {
        return byParameters.get();
    }

    /** {@return the program alone, from which a reader compiles code of its own} */
    private Object writeReplace() {
        return new SerializedFunction(recording);
    }

    /**
     * Refuses what {@link #writeReplace} did not write.
     *
     * @param in a stream
     * @throws InvalidObjectException always
     */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a serialized compiled function has no program");
    }
}
