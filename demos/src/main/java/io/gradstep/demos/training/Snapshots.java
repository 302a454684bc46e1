package io.gradstep.demos.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** States of a training at regular distances: at most so many, and so the distance grows with the training. */
final class Snapshots {
    private static final int MOST = 128;

    private final List<State> states = new ArrayList<>();
    private int distance = 1;

    /**
     * Everything that the batches to come depend on.
     *
     * @param batch the batches done
     * @param weights of the network
     * @param steps the optimizer's
     * @param rows the optimizer's state
     * @param uncleared the sum of the gradients so far, where they are never cleared
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record State(int batch, double[] weights, long steps, List<double[]> rows, double[] uncleared) {}

    void keep(State state) {
        states.add(state);
    }

    /** Keeps the state of a batch if it is due. */
    void offer(Supplier<State> state, int batch) {
        if (batch % distance != 0) {
            return;
        }
        keep(state.get());
        if (states.size() > MOST) {
            distance *= 2;
            // The first one stays: it is that of batch 0.
            states.removeIf(each -> each.batch % distance != 0);
        }
    }

    /** The last state at or before a batch. */
    State before(int batch) {
        int low = 0;
        int high = states.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (states.get(middle).batch <= batch) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return states.get(low);
    }

    void forgetAfter(int batch) {
        states.removeIf(state -> state.batch > batch);
    }

    Snapshots upTo(int batch) {
        Snapshots copy = new Snapshots();
        copy.states.addAll(states);
        copy.distance = distance;
        copy.forgetAfter(batch);
        return copy;
    }
}
