package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Divides a vector by the root of its mean square, x / √(mean x² + ε), and multiplies each number by a weight that
 * starts at 1, if there are weights (Zhang and Sennrich, NeurIPS 2019); as PyTorch's {@code RMSNorm}.
 */
public final class RmsNorm implements VectorModule {
    private final int size;
    private final double epsilon;
    private final @Nullable ParameterTensor weight;

    private RmsNorm(int size, double epsilon, boolean weights) {
        this.size = ArgumentChecks.positive("the size of the vector", size);
        this.epsilon = ArgumentChecks.notNegative("epsilon", epsilon);
        this.weight = weights ? Matrix.vector("weight", size, () -> 1) : null;
    }

    /**
     * Makes a normalisation with weights.
     *
     * @param size the length of the vector
     * @param epsilon what is added to the mean square, 0 or more
     * @return a new module
     * @throws IllegalArgumentException if the size is less than 1, or ε negative
     */
    public static RmsNorm of(int size, double epsilon) {
        return new RmsNorm(size, epsilon, true);
    }

    /**
     * Makes a normalisation without parameters.
     *
     * @param size the length of the vector
     * @param epsilon what is added to the mean square, 0 or more
     * @return a new module
     * @throws IllegalArgumentException if the size is less than 1, or ε negative
     */
    public static RmsNorm plain(int size, double epsilon) {
        return new RmsNorm(size, epsilon, false);
    }

    @Override
    public List<Value> forward(List<Value> x) {
        Objects.requireNonNull(x, "x");
        ArgumentChecks.inputs(x.size(), size);
        Operands shared = Operands.copyOf(x);
        Value scale = Value.dot(shared, shared).div(size).add(epsilon).sqrt().reciprocal();
        Value[] outputs = new Value[size];
        for (int i = 0; i < size; i++) {
            Value scaled = shared.get(i).mul(scale);
            outputs[i] = weight == null ? scaled : scaled.mul(weight.values().get(i));
        }
        return Operands.of(outputs);
    }

    @Override
    public List<ParameterTensor> tensors() {
        return weight == null ? ImmutableList.of() : ImmutableList.of(weight);
    }

    @Override
    public String toString() {
        return "RmsNorm(%d, %s)".formatted(size, epsilon);
    }
}
