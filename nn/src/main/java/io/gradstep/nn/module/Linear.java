package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A linear map y = W·x or y = W·x + b, as PyTorch's {@code Linear}: one dot gate per output.
 *
 * <pre>{@code
 * Linear linear = Linear.of(3, 2, false, Initializer.XAVIER, 42);
 * System.out.println(linear.tensors().get(0).shape()); // [2, 3]
 * System.out.println(linear.forward(List.of(Value.of(1), Value.of(2), Value.of(3))).size()); // 2
 * }</pre>
 */
public final class Linear implements VectorModule {
    private final List<Operands> rows;
    private final @Nullable List<Value> biases;
    private final List<ParameterTensor> tensors;
    private final int inputCount;

    private Linear(String prefix, int inputCount, int outputCount, boolean bias, DoubleSupplier weights) {
        Matrix matrix = Matrix.of(prefix + "weight", outputCount, inputCount, weights);
        this.inputCount = inputCount;
        this.rows = matrix.rows();
        if (bias) {
            ParameterTensor shifts = Matrix.vector(prefix + "bias", outputCount, () -> 0);
            this.biases = shifts.values();
            this.tensors = ImmutableList.of(matrix.tensor(), shifts);
        } else {
            this.biases = null;
            this.tensors = ImmutableList.of(matrix.tensor());
        }
    }

    /**
     * Makes a linear map with random weights; biases start at 0.
     *
     * @param inputCount how many numbers go in
     * @param outputCount how many come out
     * @param bias whether a number of its own is added to each output
     * @param initializer the distribution of the weights
     * @param seed of the random weights
     * @return a new map
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ weights or more
     */
    public static Linear of(int inputCount, int outputCount, boolean bias, Initializer initializer, long seed) {
        Objects.requireNonNull(initializer, "initializer");
        RandomStream random = new RandomStream(seed);
        return of(inputCount, outputCount, bias, () -> initializer.sample(random, inputCount, outputCount));
    }

    /**
     * Makes a linear map with given weights; biases start at 0.
     *
     * @param inputCount how many numbers go in
     * @param outputCount how many come out
     * @param bias whether a number of its own is added to each output
     * @param weights gives the weights: those of the first output, from the first input to the last, then those of the
     *     next
     * @return a new map
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ weights or more
     */
    public static Linear of(int inputCount, int outputCount, boolean bias, DoubleSupplier weights) {
        return make("", inputCount, outputCount, bias, weights);
    }

    /** Makes a linear map whose parameters have a prefix to their names. */
    static Linear make(String prefix, int inputCount, int outputCount, boolean bias, DoubleSupplier weights) {
        Objects.requireNonNull(weights, "weights");
        ArgumentChecks.positive("inputs", inputCount);
        ArgumentChecks.positive("outputs", outputCount);
        if ((long) inputCount * outputCount > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a layer of %d inputs and %d outputs would have %d weights; the limit is 2³¹ - 1"
                            .formatted(inputCount, outputCount, (long) inputCount * outputCount));
        }
        return new Linear(prefix, inputCount, outputCount, bias, weights);
    }

    @Override
    public List<Value> forward(List<Value> x) {
        Objects.requireNonNull(x, "x");
        ArgumentChecks.inputs(x.size(), inputCount);
        Operands shared = Operands.copyOf(x);
        Value[] outputs = new Value[rows.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] =
                    biases == null ? Value.dot(rows.get(i), shared) : Value.dot(rows.get(i), shared, biases.get(i));
        }
        return Operands.of(outputs);
    }

    /** {@return the number of inputs, at least 1} */
    public int inputCount() {
        return inputCount;
    }

    /** {@return the number of outputs, at least 1} */
    public int outputCount() {
        return rows.size();
    }

    /** The weights of one output. */
    Operands row(int i) {
        return rows.get(i);
    }

    /** {@return an immutable list of {@code weight}, and {@code bias} if it has one} */
    @Override
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public String toString() {
        return "Linear(%d → %d%s)".formatted(inputCount, rows.size(), biases == null ? ", no bias" : "");
    }
}
