package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;

/**
 * Shifts a vector to mean 0 and scales it to variance 1, then applies a weight and a bias to each number:
 * w·(x − mean)/√(variance + ε) + b (Ba, Kiros and Hinton, 2016); as PyTorch's {@code LayerNorm}. Weights start at 1 and
 * biases at 0; the variance divides by the number of numbers.
 */
public final class LayerNorm implements VectorModule {
    private final int size;
    private final double epsilon;
    private final ParameterTensor weight;
    private final ParameterTensor bias;

    private LayerNorm(int size, double epsilon) {
        this.size = ArgumentChecks.positive("the size of the vector", size);
        this.epsilon = ArgumentChecks.notNegative("epsilon", epsilon);
        this.weight = Matrix.vector("weight", size, () -> 1);
        this.bias = Matrix.vector("bias", size, () -> 0);
    }

    /**
     * Makes a normalisation.
     *
     * @param size the length of the vector
     * @param epsilon what is added to the variance, 0 or more; PyTorch's default is 1e-5
     * @return a new module
     * @throws IllegalArgumentException if the size is less than 1, or ε negative
     */
    public static LayerNorm of(int size, double epsilon) {
        return new LayerNorm(size, epsilon);
    }

    @Override
    public List<Value> forward(List<Value> x) {
        Objects.requireNonNull(x, "x");
        ArgumentChecks.inputs(x.size(), size);
        Value mean = Value.mean(x);
        Value[] centred = new Value[size];
        for (int i = 0; i < size; i++) {
            centred[i] = x.get(i).sub(mean);
        }
        Operands shared = Operands.of(centred);
        Value scale = Value.dot(shared, shared).div(size).add(epsilon).sqrt().reciprocal();
        Value[] outputs = new Value[size];
        for (int i = 0; i < size; i++) {
            outputs[i] = centred[i]
                    .mul(scale)
                    .mul(weight.values().get(i))
                    .add(bias.values().get(i));
        }
        return Operands.of(outputs);
    }

    /** {@return an immutable list of {@code weight} and {@code bias}} */
    @Override
    public List<ParameterTensor> tensors() {
        return ImmutableList.of(weight, bias);
    }

    @Override
    public String toString() {
        return "LayerNorm(%d, %s)".formatted(size, epsilon);
    }
}
