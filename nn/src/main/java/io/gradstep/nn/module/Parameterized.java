package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;

/**
 * Something with parameters that can be trained: a neuron, a layer, a network.
 *
 * <p>Parameters are leaves of the graphs that the module builds. They come in tensors, in the order and with the names
 * of PyTorch's {@code state_dict}.
 */
public interface Parameterized {

    /**
     * Returns the parameters, tensor by tensor.
     *
     * @return the tensors in a fixed order, with different names
     */
    ImmutableList<ParameterTensor> tensors();

    /**
     * Returns the parameters one by one, each tensor's in row-major order.
     *
     * @return the parameters in a fixed order
     */
    default ImmutableList<Value> parameters() {
        ImmutableList.Builder<Value> parameters = ImmutableList.builder();
        for (ParameterTensor tensor : tensors()) {
            parameters.addAll(tensor.values());
        }
        return parameters.build();
    }

    /**
     * Returns the number of parameters.
     *
     * @return how many numbers are trained
     */
    default int parameterCount() {
        return parameters().size();
    }

    /** Forgets the gradients of all parameters, which otherwise add up from one backward pass to the next. */
    default void zeroGrad() {
        for (Value parameter : parameters()) {
            parameter.zeroGrad();
        }
    }
}
