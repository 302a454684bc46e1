package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;

/**
 * Evaluates a large recording at one point: gates of the same kind are adjacent, layers are matrix–vector products,
 * activations are loops, and only the rest is interpreted node by node.
 *
 * <p>Terms of a gradient may be added in another order than in {@code Value.backward()}; values are the same bits as
 * the recording's.
 */
public final class Tape implements Evaluator {
    private final Recording recording;
    private final Interpreter interpreter;
    private final TapeStep[] steps;
    private final int scratch;

    /** The sizes of the workspace's copies of matrices: rows and columns of each. */
    private final int[] copies;

    /** The parameters and the inputs whose gradients no step overwrites: from, to, from, to, … */
    private final int[] cleared;

    private final int[] clearedInputs;

    /**
     * The nodes whose gradients are in the workspace, in the same form; to clear those of all weights too took 7 % of
     * W4.
     */
    private final int[] inWorkspace;

    /** Those of them that no step overwrites. */
    private final int[] added;

    /** The nodes that a gradient from the first output flows through. */
    private final boolean[] reached;

    /** Creates a tape, or an interpreter if no level is wide enough for a loop. */
    public static Evaluator of(Recording recording) {
        int[] levels = LevelOrder.levels(recording);
        return LevelOrder.hasWideLevel(levels, TapeCompiler.SHORTEST_RUN)
                ? new Tape(LevelOrder.sorted(recording, levels))
                : new Interpreter(recording);
    }

    /**
     * Creates a tape even if no level is wide: for a recording with many leaves or long sums, which an interpreter
     * takes one by one.
     */
    public static Tape ofManyLeaves(Recording recording) {
        return new Tape(LevelOrder.sorted(recording, LevelOrder.levels(recording)));
    }

    private Tape(Recording sorted) {
        this.recording = sorted;
        this.interpreter = new Interpreter(recording);
        this.reached = recording.reachedFrom(1);
        TapeCompiler compiler = new TapeCompiler(recording, reached, interpreter);
        this.steps = compiler.steps();
        this.scratch = compiler.scratch();
        this.copies = compiler.copies();
        this.cleared = compiler.cleared();
        this.clearedInputs = compiler.clearedInputs();
        this.inWorkspace = compiler.inWorkspace();
        this.added = compiler.added();
    }

    /** The number of operands of all gates. */
    public long operandCount() {
        return recording.operandCount();
    }

    /** The number of operands that take the time of an interpreter. */
    public long interpretedOperands() {
        long count = 0;
        for (TapeStep step : steps) {
            if (step instanceof TapeNodes nodes) {
                count += recording.costlyOperandCount(nodes.from(), nodes.to());
            }
        }
        return count;
    }

    @Override
    public Workspace workspace() {
        Workspace workspace = interpreter.workspace(scratch);
        workspace.matrices = new double[copies.length / 2][][];
        for (int k = 0; k < copies.length; k += 2) {
            workspace.matrices[k / 2] = new double[copies[k]][copies[k + 1]];
        }
        for (int node = 0; node < recording.size() && !recording.isInterior(node); node++) {
            workspace.values[node] = recording.constant(node);
        }
        return workspace;
    }

    @Override
    public double value(double[] parameters, double[] inputs, Workspace workspace) {
        forward(parameters, inputs, workspace);
        return interpreter.output(0, workspace);
    }

    @Override
    public void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace) {
        forward(parameters, inputs, workspace);
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = interpreter.output(k, workspace);
        }
    }

    private void forward(double[] parameters, double[] inputs, Workspace workspace) {
        for (TapeStep step : steps) {
            step.forward(parameters, inputs, workspace);
        }
    }

    @Override
    public double gradient(
            int output,
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Workspace workspace) {
        if (output != 0) { // the steps are compiled for the nodes that the first output reaches
            return interpreter.gradient(output, parameters, inputs, parameterGradient, inputGradient, workspace);
        }
        clear(parameterGradient, cleared);
        clear(inputGradient, clearedInputs);
        forward(parameters, inputs, workspace);
        clear(workspace.gradients, added);
        for (int i = 0; i < inWorkspace.length; i += 2) {
            System.arraycopy(
                    reached, inWorkspace[i], workspace.reached, inWorkspace[i], inWorkspace[i + 1] - inWorkspace[i]);
        }
        workspace.gradients[recording.output(0)] = 1;
        for (int s = steps.length - 1; s >= 0; s--) {
            steps[s].backward(parameters, parameterGradient, inputGradient, workspace);
        }
        return interpreter.output(0, workspace);
    }

    private static void clear(double[] gradients, int[] ranges) {
        for (int i = 0; i < ranges.length; i += 2) {
            Arrays.fill(gradients, ranges[i], ranges[i + 1], 0);
        }
    }
}
