package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.Objects;

/**
 * A named tensor of parameters, such as the weights of a layer.
 *
 * @param name as in PyTorch's {@code state_dict}: {@code 0.weight}, {@code 0.bias}
 * @param shape the length of each dimension; empty for a single number; immutable
 * @param values the parameters in row-major order, as many as the product of the shape; immutable
 */
public record ParameterTensor(String name, List<Integer> shape, List<Value> values) {

    /**
     * Checks the shape, and keeps copies of the lists.
     *
     * @param name of the tensor
     * @param shape the length of each dimension
     * @param values as many as the product of the shape
     * @throws IllegalArgumentException if the shape does not hold as many values as there are
     */
    public ParameterTensor {
        shape = ImmutableList.copyOf(shape);
        values = ImmutableList.copyOf(values);
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != values.size()) {
            throw new IllegalArgumentException(
                    "a tensor of shape %s holds %d values, not %d".formatted(shape, size, values.size()));
        }
    }

    /** {@return a copy of the parameters' current values, in row-major order} */
    public double[] data() {
        double[] data = new double[values.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = values.get(i).data();
        }
        return data;
    }

    /**
     * Returns the tensors of a part of a module, as the module names them.
     *
     * @param prefix of the part, such as {@code attn.}
     * @param part the part
     * @return an immutable list of the same parameters under longer names
     */
    public static List<ParameterTensor> within(String prefix, Parameterized part) {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(part, "part");
        return part.tensors().stream()
                .map(tensor -> new ParameterTensor(prefix + tensor.name, tensor.shape, tensor.values))
                .collect(ImmutableList.toImmutableList());
    }
}
