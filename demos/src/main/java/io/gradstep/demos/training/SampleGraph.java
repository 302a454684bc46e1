package io.gradstep.demos.training;

import io.gradstep.engine.Value;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Layer;
import java.util.ArrayList;
import java.util.List;

/** The graph of one sample's loss, whose neurons are known by layer and number. */
final class SampleGraph {
    private final List<List<Value>> outputs = new ArrayList<>();
    private final List<Layer> layers;
    final Value loss;

    SampleGraph(Run run, Dataset samples, int row) {
        layers = run.model.layers();
        List<Value> signals = new ArrayList<>();
        for (double input : samples.input(row)) {
            signals.add(Value.constant(input));
        }
        for (Layer layer : layers) {
            signals = layer.forward(signals, GraphStyle.NAMED);
            outputs.add(signals);
        }
        loss = run.data.loss.of(signals, samples.target(row)).named("loss");
    }

    /** The output of a neuron. */
    Value output(int layer, int neuron) {
        return outputs.get(layer).get(neuron);
    }

    /** The weighted sum of a neuron's inputs and its bias, which its activation takes. */
    Value sum(int layer, int neuron) {
        Value output = output(layer, neuron);
        return layers.get(layer).activation().op().isEmpty()
                ? output
                : output.operands().get(0);
    }
}
