package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;

/** The superclass of the classes that {@link LoopCompiler} generates: the code of a sequence of equal steps. */
public abstract class LoopPart extends MethodsPart {
    /**
     * What a loop needs beside its code.
     *
     * @param steps the number of steps in the loop
     * @param value the slot of the first step's first value
     * @param valueStride the distance to the next step's
     * @param gradient the slot of the first step's first gradient
     * @param gradientStride the distance to the next step's
     * @param columns what each step is given
     * @param table for each step, the slots of the gradients of what it is given and does not share
     * @param tableStride the number of those slots of a step
     * @param cleared the slots of gradients that the loop adds to, and nothing before it
     */
    record Data(
            int steps,
            int value,
            int valueStride,
            int gradient,
            int gradientStride,
            Column[] columns,
            int[] table,
            int tableStride,
            int[] cleared) {}

    /**
     * A number that each step is given.
     *
     * @param slot the slot of the first step's
     * @param sources for each step an argument, or the complement of a value's slot, or {@link #CONSTANT}
     * @param constants the numbers of the steps with that
     */
    record Column(int slot, int[] sources, double[] constants) {
        static final int CONSTANT = Integer.MIN_VALUE;

        /** The numbers of nodes outside, one for each step. */
        static Column of(Recording recording, ChunkCode outside, int slot, int... nodes) {
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
            return new Column(slot, sources, constants);
        }

        void fill(double[] parameters, double[] inputs, double[] values, int stride) {
            int to = slot;
            for (int step = 0; step < sources.length; step++) {
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

    private final Data data;

    LoopPart(Data data) {
        super(new WideGate[0]);
        this.data = data;
    }

    @Override
    final void forward(double[] parameters, double[] inputs, Workspace workspace) {
        for (Column column : data.columns) {
            column.fill(parameters, inputs, workspace.values, data.valueStride);
        }
        forwardSteps(
                parameters,
                inputs,
                workspace.values,
                workspace.gradients,
                data.table,
                data.value,
                data.gradient,
                0,
                workspace,
                data.steps);
    }

    @Override
    final void backward(
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Workspace workspace) {
        for (int slot : data.cleared) {
            workspace.gradients[slot] = 0;
        }
        int last = data.steps - 1;
        backwardSteps(
                parameters,
                inputs,
                workspace.values,
                workspace.gradients,
                data.table,
                data.value + last * data.valueStride,
                data.gradient + last * data.gradientStride,
                last * data.tableStride,
                workspace,
                data.steps);
    }

    /** Computes the values of all steps, from the first on. */
    abstract void forwardSteps(
            double[] parameters,
            double[] inputs,
            double[] values,
            double[] gradients,
            int[] table,
            int value,
            int gradient,
            int row,
            Workspace workspace,
            int steps);

    /** Propagates the gradients of all steps, from the last on. */
    abstract void backwardSteps(
            double[] parameters,
            double[] inputs,
            double[] values,
            double[] gradients,
            int[] table,
            int value,
            int gradient,
            int row,
            Workspace workspace,
            int steps);
}
