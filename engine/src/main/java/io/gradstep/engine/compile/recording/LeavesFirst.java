package io.gradstep.engine.compile.recording;

/**
 * Moves the arguments and constants of a recording to its beginning. The gates keep their order, and so the order in
 * which contributions to gradients are added.
 */
final class LeavesFirst {
    private LeavesFirst() {}

    static Recording of(Recording source) {
        int size = source.size();
        int[] order = new int[size];
        int next = 0;
        for (int node = 0; node < size; node++) {
            if (!source.isInterior(node)) {
                order[next++] = node;
            }
        }
        for (int node = 0; node < size; node++) {
            if (source.isInterior(node)) {
                order[next++] = node;
            }
        }
        return source.permuted(order);
    }
}
