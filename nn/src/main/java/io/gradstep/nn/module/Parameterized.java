package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.List;

/**
 * A module with trainable parameters: a neuron, a layer, a network.
 *
 * <p>Parameters are leaves of the graphs that the module builds. They come in tensors, in the order and with the names
 * of PyTorch's {@code state_dict}.
 */
public interface Parameterized {

    /** {@return an immutable list of the parameter tensors in a fixed order, with different names} */
    List<ParameterTensor> tensors();

    /** {@return an immutable list of the parameters in a fixed order: tensor by tensor, each in row-major order} */
    default List<Value> parameters() {
        ImmutableList.Builder<Value> parameters = ImmutableList.builder();
        for (ParameterTensor tensor : tensors()) {
            parameters.addAll(tensor.values());
        }
        return parameters.build();
    }

    /** {@return the number of parameters} */
    default int parameterCount() {
        int count = 0;
        for (ParameterTensor tensor : tensors()) {
            count += tensor.values().size();
        }
        return count;
    }

    /** Clears the gradients of all parameters, which otherwise accumulate over backward passes. */
    default void zeroGrad() {
        for (Value parameter : parameters()) {
            parameter.zeroGrad();
        }
    }
}
