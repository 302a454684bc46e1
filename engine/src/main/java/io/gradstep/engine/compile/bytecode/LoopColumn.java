package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Recording;

/**
 * A number that each step of a loop is given.
 *
 * @param offset where it is in the values of a step
 * @param sources for each step an argument, or the complement of a value's slot, or {@link #CONSTANT}
 * @param constants the numbers of the steps with that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoopColumn(int offset, int[] sources, double[] constants) {
    private static final int CONSTANT = Integer.MIN_VALUE;

    /** The numbers of nodes outside, one for each step. */
    static LoopColumn of(Recording recording, ChunkCode outside, int offset, int... nodes) {
        int[] sources = new int[nodes.length];
        double[] constants = new double[0];
        for (int step = 0; step < nodes.length; step++) {
            int node = nodes[step];
            if (recording.isInterior(node)) {
                sources[step] = ~outside.valueSlot(node);
            } else if (recording.isConstant(node)) {
                sources[step] = CONSTANT;
                constants = constants.length == 0 ? new double[nodes.length] : constants;
                constants[step] = recording.constant(node);
            } else {
                sources[step] = recording.argument(node);
            }
        }
        return new LoopColumn(offset, sources, constants);
    }

    /**
     * Gives some steps their numbers.
     *
     * @param first the first step
     * @param count the number of steps
     * @param slot the slot of the first step's first value
     * @param stride the distance to the next step's
     */
    void fill(int first, int count, int slot, int stride, double[] parameters, double[] inputs, double[] values) {
        int to = slot + offset;
        for (int step = first; step < first + count; step++) {
            int source = sources[step];
            if (source >= 0) {
                values[to] = source < parameters.length ? parameters[source] : inputs[source - parameters.length];
            } else {
                values[to] = source == CONSTANT ? constants[step] : values[~source];
            }
            to += stride;
        }
    }
}
