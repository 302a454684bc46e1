package io.gradstep.nn;

import com.google.common.base.Joiner;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.module.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds neurons whose activation is flat for every sample: no gradient passes through them, so their weights never
 * change.
 */
final class DeadUnits {
    private final List<Layer> layers;
    private final Dataset data;
    private final boolean[][] reported;

    DeadUnits(List<Layer> layers, Dataset data) {
        this.layers = layers;
        this.data = data;
        this.reported = flags();
    }

    /** One sentence for each layer with neurons that have died since the last call. */
    List<String> newlyDead() {
        boolean[][] alive = survey();
        List<String> messages = new ArrayList<>();
        for (int layer = 0; layer < alive.length; layer++) {
            List<Integer> dead = new ArrayList<>();
            for (int unit = 0; unit < alive[layer].length; unit++) {
                if (!alive[layer][unit] && !reported[layer][unit]) {
                    reported[layer][unit] = true;
                    dead.add(unit + 1);
                }
            }
            if (!dead.isEmpty()) {
                messages.add(message(layer, dead));
            }
        }
        return messages;
    }

    /**
     * Goes through the samples until every neuron has shown a non-zero slope, which takes few samples in a healthy
     * network.
     */
    private boolean[][] survey() {
        boolean[][] alive = flags();
        int missing = 0;
        for (boolean[] layer : alive) {
            missing += layer.length;
        }
        for (int i = 0; i < data.size() && missing > 0; i++) {
            double[] signals = data.input(i);
            for (int layer = 0; layer < alive.length; layer++) {
                Layer neurons = layers.get(layer);
                double[] sums = neurons.sums(signals);
                for (int unit = 0; unit < sums.length; unit++) {
                    if (!alive[layer][unit] && !neurons.activation().blocks(sums[unit])) {
                        alive[layer][unit] = true;
                        missing--;
                    }
                }
                signals = neurons.activate(sums);
            }
        }
        return alive;
    }

    private String message(int layer, List<Integer> dead) {
        Layer neurons = layers.get(layer);
        return ("%d of %d neurons of layer %d are dead (%s): for all %d samples their %s is flat, so they no longer"
                        + " learn; try a smaller learning rate, He initialisation or leakyRelu")
                .formatted(
                        dead.size(),
                        neurons.outputCount(),
                        layer + 1,
                        Joiner.on(", ").join(dead),
                        data.size(),
                        neurons.activation());
    }

    private boolean[][] flags() {
        boolean[][] flags = new boolean[layers.size()][];
        for (int layer = 0; layer < flags.length; layer++) {
            flags[layer] = new boolean[layers.get(layer).outputCount()];
        }
        return flags;
    }
}
