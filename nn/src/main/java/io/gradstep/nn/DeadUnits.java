package io.gradstep.nn;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds dead neurons, whose activation is flat for every sample: no gradient passes through them, so their weights
 * never change. A training warns of them as they die.
 */
public final class DeadUnits {
    private final RowModule model;
    private final List<Layer> layers;
    private final RowSource data;
    private final boolean[][] reported;

    DeadUnits(RowModule model, RowSource data) {
        this.model = model;
        this.layers = model.layers();
        this.data = data;
        this.reported = flags(layers);
    }

    /**
     * Finds the neurons that are dead now.
     *
     * @param model the network
     * @param data the samples that it is trained on
     * @return their names as in graphs of the network, such as {@code layer1.neuron3}; immutable
     */
    public static List<String> of(Mlp model, RowSource data) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(data, "data");
        boolean[][] alive = new DeadUnits(RowModule.of(model, data.inputCount()), data).survey();
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (int layer = 0; layer < alive.length; layer++) {
            for (int unit = 0; unit < alive[layer].length; unit++) {
                if (!alive[layer][unit]) {
                    names.add("layer%d.neuron%d".formatted(layer + 1, unit + 1));
                }
            }
        }
        return names.build();
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
     * Goes through the samples until every neuron has shown a non-zero slope, which the first ones of a healthy network
     * do.
     */
    private boolean[][] survey() {
        int few = (int) Math.min(RowPass.ROWS, data.rowCount());
        double[][] inputs = new double[few][data.inputCount()];
        data.read(0, few, inputs, new double[few][data.outputCount()]);
        Survey survey = new Survey(model);
        boolean[][] alive = survey.of(0, inputs, new double[0][]);
        return Survey.missing(alive) == 0 || few == data.rowCount() ? alive : data.reduce(survey);
    }

    /** Finds the neurons that have a slope at one row at least. */
    private record Survey(RowModule model) implements RowPass<boolean[][]> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean[][] of(long first, double[][] inputs, double[][] targets) {
            List<Layer> layers = model.layers();
            boolean[][] alive = flags(layers);
            int missing = missing(alive);
            for (int i = 0; i < inputs.length && missing > 0; i++) {
                double[] signals = inputs[i];
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

        static int missing(boolean[][] alive) {
            int missing = 0;
            for (boolean[] layer : alive) {
                for (boolean unit : layer) {
                    missing += unit ? 0 : 1;
                }
            }
            return missing;
        }

        @Override
        public boolean[][] merge(boolean[][] left, boolean[][] right) {
            for (int layer = 0; layer < left.length; layer++) {
                for (int unit = 0; unit < left[layer].length; unit++) {
                    left[layer][unit] |= right[layer][unit];
                }
            }
            return left;
        }
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
                        data.rowCount(),
                        neurons.activation());
    }

    private static boolean[][] flags(List<Layer> layers) {
        boolean[][] flags = new boolean[layers.size()][];
        for (int layer = 0; layer < flags.length; layer++) {
            flags[layer] = new boolean[layers.get(layer).outputCount()];
        }
        return flags;
    }
}
