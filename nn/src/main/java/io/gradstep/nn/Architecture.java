package io.gradstep.nn;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.random.RandomStream;

/** The architecture of a network, as set in a builder or read from a file. */
record Architecture(
        ImmutableList<Integer> sizes,
        Activation activation,
        Activation outputActivation,
        Initializer initializer,
        long seed) {

    /** Whether networks of another architecture are the same function of inputs and weights. */
    boolean computesLike(Architecture other) {
        return sizes.equals(other.sizes)
                && activation == other.activation
                && outputActivation == other.outputActivation;
    }

    /** The sizes of the layers and the activations, such as {@code 2 → 16 → 1, tanh}. */
    String summary() {
        String text = Joiner.on(" → ").join(sizes) + ", " + activation;
        return outputActivation == Activation.IDENTITY ? text : text + ", then " + outputActivation;
    }

    int layerCount() {
        return sizes.size() - 1;
    }

    Activation activation(int layer) {
        return layer == layerCount() - 1 ? outputActivation : activation;
    }

    /**
     * The prefix of each layer's tensors: the layer's index in an {@code nn.Sequential} in which every activation
     * except the identity has an index of its own.
     */
    ImmutableList<String> tensorPrefixes() {
        ImmutableList.Builder<String> prefixes = ImmutableList.builder();
        int index = 0;
        for (int layer = 0; layer < layerCount(); layer++) {
            prefixes.add(index + ".");
            index += activation(layer) == Activation.IDENTITY ? 1 : 2;
        }
        return prefixes.build();
    }

    /** The shape of every tensor by its name, in order. */
    ImmutableMap<String, ImmutableList<Integer>> tensorShapes() {
        ImmutableMap.Builder<String, ImmutableList<Integer>> shapes = ImmutableMap.builder();
        ImmutableList<String> prefixes = tensorPrefixes();
        for (int layer = 0; layer < layerCount(); layer++) {
            String prefix = prefixes.get(layer);
            shapes.put(prefix + "weight", ImmutableList.of(sizes.get(layer + 1), sizes.get(layer)));
            shapes.put(prefix + "bias", ImmutableList.of(sizes.get(layer + 1)));
        }
        return shapes.build();
    }

    ImmutableList<Layer> layers() {
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        ImmutableList<String> prefixes = tensorPrefixes();
        RandomStream random = new RandomStream(seed);
        for (int layer = 0; layer < layerCount(); layer++) {
            layers.add(Layer.make(
                    prefixes.get(layer),
                    "layer" + (layer + 1),
                    sizes.get(layer),
                    sizes.get(layer + 1),
                    activation(layer),
                    initializer,
                    random));
        }
        return layers.build();
    }
}
