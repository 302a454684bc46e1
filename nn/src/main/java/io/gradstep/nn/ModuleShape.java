package io.gradstep.nn;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.SequenceModule;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a module, besides its numbers, that a file keeps.
 *
 * @param tensors the shape of every tensor by its name, in order
 * @param architecture of an {@link Mlp}, which can be built from it; null for any other module
 */
record ModuleShape(
        ImmutableMap<String, ImmutableList<Integer>> tensors,
        @Nullable Architecture architecture) {
    static ModuleShape of(Architecture architecture) {
        return new ModuleShape(architecture.tensorShapes(), architecture);
    }

    static ModuleShape of(SequenceModule module) {
        if (module instanceof Mlp mlp) {
            return of(mlp.architecture());
        }
        return new ModuleShape(
                module.tensors().stream()
                        .collect(toImmutableMap(ParameterTensor::name, tensor -> ImmutableList.copyOf(tensor.shape()))),
                null);
    }

    /** Whether a module of another shape takes the same numbers and, for two networks, computes the same with them. */
    boolean fits(ModuleShape other) {
        if (architecture == null || other.architecture == null) {
            return tensors.equals(other.tensors)
                    && tensors.keySet().asList().equals(other.tensors.keySet().asList());
        }
        return architecture.computesLike(other.architecture);
    }

    /**
     * Builds a network with given weights.
     *
     * @throws UnsupportedOperationException if it is not the shape of an {@link Mlp}
     */
    Mlp build(double[] weights, int epoch, @Nullable String scaledBy) {
        if (architecture == null) {
            throw new UnsupportedOperationException(
                    "only an Mlp can be built from a file; this is another module with the tensors %s"
                            .formatted(tensors.keySet()));
        }
        Mlp model = new Mlp(architecture);
        model.weights(weights);
        model.epoch(epoch);
        model.scaledBy(scaledBy);
        return model;
    }
}
