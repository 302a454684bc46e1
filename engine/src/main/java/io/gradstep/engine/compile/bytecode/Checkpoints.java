package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;

/**
 * Runs a loop with the memory of √n steps for n of them: a window holds the numbers of one segment of steps, and for
 * each segment the numbers of the steps before it, on which it depends, are kept. The backward sweep computes a
 * segment's values anew from these.
 *
 * <p>The order in which contributions are added to a gradient stays the same: those from outside the loop come first,
 * then those of later steps.
 *
 * @param steps the number of steps in the loop
 * @param carried the number of steps before a step that it reads
 * @param length the number of steps of a segment
 * @param values the slot of the window's first value: that of the steps before the segment
 * @param valueStride the distance between the values of two steps
 * @param gradients the slot of the window's first gradient
 * @param gradientStride the distance between the gradients of two steps
 * @param kept the slot of what is kept for the first segment
 * @param exits the numbers used outside the loop, by step from the first one that the loop reads
 */
record Checkpoints(
        int steps,
        int carried,
        int length,
        int values,
        int valueStride,
        int gradients,
        int gradientStride,
        int kept,
        LoopExits exits) {

    /** The length of segments, and nearly their number. */
    static int lengthFor(int steps) {
        return (int) Math.ceil(Math.sqrt(steps));
    }

    static int segmentsOf(int steps) {
        return (steps + lengthFor(steps) - 1) / lengthFor(steps);
    }

    private int carriedSize() {
        return carried * valueStride;
    }

    private int stepsIn(int segment) {
        return Math.min(length, steps - segment * length);
    }

    void forward(LoopPart loop, double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        exits.copyValues(0, carried, v, values, valueStride, false);
        int segments = segmentsOf(steps);
        for (int segment = 0; segment < segments; segment++) {
            System.arraycopy(v, values, v, kept + segment * carriedSize(), carriedSize());
            int first = segment * length;
            int count = stepsIn(segment);
            loop.runForward(first, count, values + carriedSize(), parameters, inputs, workspace);
            exits.copyValues(first + carried, first + carried + count, v, values + carriedSize(), valueStride, true);
            if (segment + 1 < segments) {
                System.arraycopy(v, values + count * valueStride, v, values, carriedSize());
            }
        }
    }

    void backward(LoopPart loop, double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        double[] g = workspace.gradients;
        int last = segmentsOf(steps) - 1;
        for (int segment = last; segment >= 0; segment--) {
            int first = segment * length;
            int count = stepsIn(segment);
            int later = gradients + count * gradientStride;
            if (segment == last) {
                Arrays.fill(g, later, later + carried * gradientStride, 0);
                exits.copyGradients(first + count, first + count + carried, g, later, gradientStride, false);
            } else {
                System.arraycopy(v, kept + segment * carriedSize(), v, values, carriedSize());
                loop.runForward(first, count, values + carriedSize(), parameters, inputs, workspace);
                System.arraycopy(g, gradients, g, later, carried * gradientStride);
            }
            Arrays.fill(g, gradients, later, 0);
            exits.copyGradients(first, first + count, g, gradients, gradientStride, false);
            loop.runBackward(
                    first,
                    count,
                    values + carriedSize(),
                    gradients + carried * gradientStride,
                    parameters,
                    inputs,
                    workspace);
        }
        exits.copyGradients(0, carried, g, gradients, gradientStride, true);
    }
}
