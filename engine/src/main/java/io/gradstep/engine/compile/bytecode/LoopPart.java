package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Workspace;
import org.jspecify.annotations.Nullable;

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
     * @param checkpoints what is kept of the steps; null if all is
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Data(
            int steps,
            int value,
            int valueStride,
            int gradient,
            int gradientStride,
            LoopColumn[] columns,
            int[] table,
            int tableStride,
            int[] cleared,
            @Nullable Checkpoints checkpoints) {}

    private final Data data;

    LoopPart(Data data) {
        super(new WideGate[0]);
        this.data = data;
    }

    @Override
    final void forward(double[] parameters, double[] inputs, Workspace workspace) {
        if (data.checkpoints == null) {
            runForward(0, data.steps, data.value, parameters, inputs, workspace);
        } else {
            data.checkpoints.forward(this, parameters, inputs, workspace);
        }
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
        if (data.checkpoints == null) {
            runBackward(0, data.steps, data.value, data.gradient, parameters, inputs, workspace);
        } else {
            data.checkpoints.backward(this, parameters, inputs, workspace);
        }
    }

    /**
     * Computes the values of some steps.
     *
     * @param first the first step
     * @param count the number of steps
     * @param value the slot of the first step's first value
     */
    final void runForward(int first, int count, int value, double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        for (LoopColumn column : data.columns) {
            column.fill(first, count, value, data.valueStride, parameters, inputs, v);
        }
        forwardSteps(parameters, inputs, v, workspace.gradients, data.table, value, 0, 0, workspace, count);
    }

    /**
     * Propagates the gradients of some steps.
     *
     * @param first the first step
     * @param count the number of steps
     * @param value the slot of the first step's first value
     * @param gradient the slot of the first step's first gradient
     */
    final void runBackward(
            int first, int count, int value, int gradient, double[] parameters, double[] inputs, Workspace workspace) {
        backwardSteps(
                parameters,
                inputs,
                workspace.values,
                workspace.gradients,
                data.table,
                value + (count - 1) * data.valueStride,
                gradient + (count - 1) * data.gradientStride,
                (first + count - 1) * data.tableStride,
                workspace,
                count);
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
