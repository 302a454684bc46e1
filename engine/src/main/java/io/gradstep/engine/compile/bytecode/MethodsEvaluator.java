package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import io.gradstep.engine.compile.recording.Workspace;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a large recording by many generated methods, one after another. Some first evaluations are interpreted, and
 * so are the gradients of later outputs; an {@link Interpreter} gives the same bits.
 */
public final class MethodsEvaluator implements Evaluator {
    private final Recording recording;
    private final @Nullable StepSequences sequences;
    private final Interpreter interpreter;
    private final int interpretedFirst;
    private final boolean checkpointed;
    private final AtomicInteger evaluations = new AtomicInteger();

    /** Null while evaluations are interpreted. */
    private volatile @Nullable Code code;

    /** The generated code. */
    public static final class Code {
        /** The parts, in the order of the forward sweep. */
        private final MethodsPart[] parts;

        /** The index of each output in {@link Workspace#values}. */
        private final int[] outputSlots;

        /** The number of gradients, from 0 on, that are 0 before a backward sweep. */
        private final int cleared;

        /** The length that the arrays of a workspace need. */
        private final int slots;

        Code(MethodsPart[] parts, int[] outputSlots, int cleared, int slots) {
            this.parts = parts;
            this.outputSlots = outputSlots;
            this.cleared = cleared;
            this.slots = slots;
        }

        void forward(double[] parameters, double[] inputs, Workspace workspace) {
            for (MethodsPart part : parts) {
                part.forward(parameters, inputs, workspace);
            }
        }
    }

    /**
     * Creates an evaluator.
     *
     * @param recording the recording that it evaluates
     * @param interpretedFirst how many evaluations are interpreted before code is generated
     */
    public MethodsEvaluator(Recording recording, int interpretedFirst) {
        this(recording, null, interpretedFirst, false);
    }

    /**
     * Creates an evaluator with loops.
     *
     * @param sequences the sequences that become loops, and the recording that it evaluates
     * @param interpretedFirst how many evaluations are interpreted before code is generated
     */
    public MethodsEvaluator(StepSequences sequences, int interpretedFirst) {
        this(sequences.recording(), sequences, interpretedFirst, false);
    }

    private MethodsEvaluator(
            Recording recording, @Nullable StepSequences sequences, int interpretedFirst, boolean checkpointed) {
        this.recording = recording;
        this.sequences = sequences;
        this.checkpointed = checkpointed;
        this.interpreter = new Interpreter(recording);
        this.interpretedFirst = interpretedFirst;
    }

    /**
     * Finds the sequences in a recording that can become loops.
     *
     * @param recording any recording
     * @param minSteps the least number of steps of a sequence
     * @return the sequences; null if there are none, or no classes are {@linkplain GeneratedClasses defined}
     */
    public static @Nullable StepSequences sequencesIn(Recording recording, int minSteps) {
        return GeneratedClasses.obstacle() == null ? MethodsCompiler.sequencesIn(recording, minSteps) : null;
    }

    /** The sequences that become loops; null if there are none. */
    public @Nullable StepSequences sequences() {
        return sequences;
    }

    /** How many evaluations are interpreted before code is generated. */
    public int interpretedFirst() {
        return interpretedFirst;
    }

    /**
     * Creates an evaluator with loops that keep the values of few steps and compute the others anew in the backward
     * sweep, in workspaces that are as small as that allows. Gradients of later outputs need more, for a while.
     *
     * @param sequences the sequences that become loops, and the recording that it evaluates
     */
    public static MethodsEvaluator withCheckpoints(StepSequences sequences) {
        MethodsEvaluator evaluator = new MethodsEvaluator(sequences.recording(), sequences, 0, true);
        evaluator.code();
        return evaluator;
    }

    /** Whether loops keep the values of few steps. */
    public boolean checkpointed() {
        return checkpointed;
    }

    /** The code for an evaluation, which it may generate; null if this one is interpreted. */
    private @Nullable Code code() {
        Code current = code;
        if (current == null
                && evaluations.get() <= interpretedFirst
                && evaluations.getAndIncrement() == interpretedFirst) {
            current = MethodsCompiler.compile(recording, sequences, checkpointed);
            code = current;
        }
        return current;
    }

    @Override
    public Workspace workspace() {
        Code generated = code;
        return checkpointed && generated != null
                ? interpreter.workspaceOf(generated.slots)
                : interpreter.workspaceOf(recording.size() + (sequences == null ? 0 : sequences.columnElements()));
    }

    @Override
    public double value(double[] parameters, double[] inputs, Workspace workspace) {
        Code generated = code();
        if (generated == null) {
            return interpreter.value(parameters, inputs, workspace);
        }
        generated.forward(parameters, inputs, workspace);
        return workspace.values[generated.outputSlots[0]];
    }

    @Override
    public void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace) {
        Code generated = code();
        if (generated == null) {
            interpreter.evaluate(parameters, inputs, outputs, workspace);
            return;
        }
        generated.forward(parameters, inputs, workspace);
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = workspace.values[generated.outputSlots[k]];
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
        Code generated = output == 0 ? code() : null;
        if (generated == null) {
            Workspace own = checkpointed && code != null ? interpreter.workspace() : workspace;
            return interpreter.gradient(output, parameters, inputs, parameterGradient, inputGradient, own);
        }
        generated.forward(parameters, inputs, workspace);
        Arrays.fill(parameterGradient, 0);
        Arrays.fill(inputGradient, 0);
        Arrays.fill(workspace.gradients, 0, generated.cleared, 0);
        MethodsPart[] parts = generated.parts;
        for (int k = parts.length - 1; k >= 0; k--) {
            parts[k].backward(parameters, inputs, parameterGradient, inputGradient, workspace);
        }
        return workspace.values[generated.outputSlots[0]];
    }
}
