package io.gradstep.demos.training;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Layer;
import java.util.List;

/**
 * Where a parameter is in a network.
 *
 * @param layer the number of the layer, from 0
 * @param neuron the number in the layer, from 0
 * @param input the number of the neuron's input, from 0, or {@link #BIAS}
 */
record Place(int layer, int neuron, int input) {
    static final int BIAS = -1;

    /** Finds a parameter, in the order of the network's. */
    static Place of(List<Layer> layers, int parameter) {
        int rest = parameter;
        for (int layer = 0; layer < layers.size(); layer++) {
            int inputs = layers.get(layer).inputCount();
            int neurons = layers.get(layer).outputCount();
            if (rest < inputs * neurons) {
                return new Place(layer, rest / inputs, rest % inputs);
            }
            rest -= inputs * neurons;
            if (rest < neurons) {
                return new Place(layer, rest, BIAS);
            }
            rest -= neurons;
        }
        throw new IllegalArgumentException("there is no parameter " + parameter);
    }

    /** The number of a neuron's bias among the parameters. */
    static int bias(List<Layer> layers, int layer, int neuron) {
        int before = 0;
        for (int i = 0; i < layer; i++) {
            before += (layers.get(i).inputCount() + 1) * layers.get(i).outputCount();
        }
        return before + layers.get(layer).inputCount() * layers.get(layer).outputCount() + neuron;
    }

    /** A neuron's name on the page: h2.3 is the third of the second hidden layer, out.red the output for a class. */
    static String name(List<Layer> layers, Dataset data, int layer, int neuron) {
        if (layer < layers.size() - 1) {
            return "h" + (layer + 1) + "." + (neuron + 1);
        }
        int outputs = layers.get(layer).outputCount();
        List<String> names = data.classes().isPresent() ? data.classNames() : data.targetNames();
        return outputs == 1 ? "out" : "out." + (names.size() == outputs ? names.get(neuron) : neuron + 1);
    }

    /** The name of what the parameter is multiplied by: an input's, or a neuron's of the layer before; 1 for a bias. */
    String source(List<Layer> layers, Dataset data) {
        if (input == BIAS) {
            return "1";
        }
        return layer == 0 ? data.inputNames().get(input) : name(layers, data, layer - 1, input);
    }
}
