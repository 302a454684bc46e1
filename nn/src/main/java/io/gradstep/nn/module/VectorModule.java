package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.List;

/**
 * A module that maps a vector to a vector: a layer, an activation, a normalisation. In a sequence it treats each vector
 * alike.
 */
@FunctionalInterface
public interface VectorModule extends SequenceModule {
    /**
     * Builds the graph for one vector.
     *
     * @param x as many values as the module takes
     * @return the outputs, a list that is not to be changed
     * @throws IllegalArgumentException if there are more or fewer
     */
    List<Value> forward(List<Value> x);

    /**
     * Builds the graph for one vector, as detailed as a picture wants it.
     *
     * @param x as many values as the module takes
     * @param style how detailed the graph is, and whether outputs are named; a module without a choice ignores it
     * @return the outputs, a list that is not to be changed
     * @throws IllegalArgumentException if there are more or fewer
     */
    default List<Value> forward(List<Value> x, GraphStyle style) {
        return forward(x);
    }

    /** {@return an immutable list: of no tensors, unless a module with parameters says otherwise} */
    @Override
    default List<ParameterTensor> tensors() {
        return ImmutableList.of();
    }

    @Override
    default Stream start(Masks masks) {
        return this::forward;
    }
}
