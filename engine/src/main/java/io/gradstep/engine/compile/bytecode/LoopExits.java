package io.gradstep.engine.compile.bytecode;

import java.util.Arrays;

/**
 * The numbers of a loop with checkpoints that are also used outside it, in slots of their own: a window that is used
 * again and again holds the loop's. They are listed by step.
 *
 * @param steps the step of each
 * @param values the offset of its value in a step
 * @param valueSlots the slot of its value
 * @param gradients the offset of its gradient in a step, {@link StraightLineCode#NONE} if it receives none
 * @param gradientSlots the slot of its gradient
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoopExits(int[] steps, int[] values, int[] valueSlots, int[] gradients, int[] gradientSlots) {
    /** The first of a step or of later ones. */
    private int from(int step) {
        int found = Arrays.binarySearch(steps, step);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && steps[found - 1] == step) {
            found--;
        }
        return found;
    }

    /**
     * Copies the values of some steps out of a window, or into it.
     *
     * @param from the first step
     * @param to after the last one
     * @param array the values
     * @param window the slot of the first step's first value
     * @param stride the distance to the next step's
     * @param out whether they are copied out of the window
     */
    void copyValues(int from, int to, double[] array, int window, int stride, boolean out) {
        for (int k = from(from); k < steps.length && steps[k] < to; k++) {
            int inWindow = window + (steps[k] - from) * stride + values[k];
            array[out ? valueSlots[k] : inWindow] = array[out ? inWindow : valueSlots[k]];
        }
    }

    /** The same for gradients. */
    void copyGradients(int from, int to, double[] array, int window, int stride, boolean out) {
        for (int k = from(from); k < steps.length && steps[k] < to; k++) {
            if (gradients[k] != StraightLineCode.NONE) {
                int inWindow = window + (steps[k] - from) * stride + gradients[k];
                array[out ? gradientSlots[k] : inWindow] = array[out ? inWindow : gradientSlots[k]];
            }
        }
    }
}
