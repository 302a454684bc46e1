package io.gradstep.demos.export;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.nn.Activation;
import io.gradstep.nn.Mlp;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Networks to export. */
final class Networks {
    private Networks() {}

    static List<Activation> activations() {
        return Stream.concat(
                        Stream.of(Activation.IDENTITY),
                        Arrays.stream(Op.values())
                                .filter(op -> op.arity() == Arity.UNARY)
                                .map(Activation::of))
                .toList();
    }

    /**
     * Fills a network with small positive numbers, so that between 0 and 1 every activation has a finite value and slope,
     * log and acos too, and sums do not cancel.
     */
    static Mlp positive(Mlp network, long seed) {
        Random random = new Random(seed);
        for (Value parameter : network.parameters()) {
            parameter.setData(0.05 + 0.2 * random.nextDouble());
        }
        return network;
    }

    /** A network of one neuron that computes nothing but its activation. */
    static Mlp gate(Activation activation) {
        Mlp network =
                Mlp.builder().inputs(1).outputs(1).outputActivation(activation).build();
        network.parameters().get(0).setData(1);
        network.parameters().get(1).setData(0);
        return network;
    }
}
