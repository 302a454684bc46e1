package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.tape.Tape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a function with isomorphic parts: all occurrences of a part at once in lanes, the rest by a tape.
 *
 * <p>Gradients are added over the lanes in another order than in {@code Value.backward()}.
 */
public final class IsomorphicEvaluator implements Evaluator {
    private final IsomorphicParts parts;
    private final LaneProgram program;

    /** The number of lanes computed at a time. */
    private final int block;

    /** The numbers that the lanes get from outside. */
    private final SharedNumbers outside;

    private final int outsideCount;

    /** The index in {@link #outside} of each parameter of the lanes. */
    private final int[] shared;

    /** The index in {@link #outside} of each input, lane by lane; null for one of {@link #constants}. */
    private final int[] @Nullable [] given;

    /** The rows of each input, block by block, that is a constant in all lanes; null for others. */
    private final double[][] @Nullable [] constants;

    private final Tape after;
    private final int outputCount;

    public IsomorphicEvaluator(IsomorphicParts parts) {
        this.parts = parts;
        Recording lane = CommonSubexpressions.mergedIn(parts.lane);
        this.program = LaneCompiler.compile(lane, lane.outputCount());
        this.block = Math.min(parts.laneCount, Batches.laneCount(program.rowCount()));
        int[] nodes = parts.outsideNodes();
        this.outsideCount = nodes.length;
        boolean[] reached = parts.source.reachedFrom(1);
        boolean[] active = new boolean[reached.length];
        int[] numberOf = new int[parts.source.size()];
        for (int i = 0; i < nodes.length; i++) {
            active[nodes[i]] = reached[nodes[i]];
            numberOf[nodes[i]] = i;
        }
        this.outside = SharedNumbers.of(parts.source.ofParametersOnly(), nodes, active);
        this.shared =
                Arrays.stream(parts.sharedNodes).map(node -> numberOf[node]).toArray();
        int inputCount = parts.givenNodes.length;
        this.given = new int[inputCount] @Nullable [];
        this.constants = new double[inputCount][] @Nullable [];
        for (int k = 0; k < inputCount; k++) {
            if (parts.areConstants(k)) {
                constants[k] = blocks(parts.givenNodes[k]);
            } else {
                given[k] = Arrays.stream(parts.givenNodes[k])
                        .map(node -> numberOf[node])
                        .toArray();
            }
        }
        this.after = Tape.ofManyLeaves(CommonSubexpressions.mergedIn(parts.after));
        this.outputCount = lane.outputCount();
    }

    private double[][] blocks(int[] nodes) {
        double[][] blocks = new double[(nodes.length + block - 1) / block][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = Arrays.stream(nodes, b * block, Math.min(nodes.length, (b + 1) * block))
                    .mapToDouble(parts.source::constant)
                    .toArray();
        }
        return blocks;
    }

    /** The number of occurrences of the part. */
    public int occurrences() {
        return parts.laneCount;
    }

    /** The number of gates of the part. */
    public int gatesOfPart() {
        return parts.lane.gateCount();
    }

    /** The number of operands of all gates. */
    public long operandCount() {
        return parts.after.operandCount() + (long) parts.laneCount * parts.lane.operandCount();
    }

    /** The number of operands that take the time of an interpreter. */
    public long interpretedOperands() {
        return after.interpretedOperands();
    }

    /** The memory of one evaluation. */
    private final class LanesWorkspace extends Workspace {
        final LaneWorkspace lanes = new LaneWorkspace(program, block);
        final @Nullable Workspace outsideWorkspace = outside.workspace();
        final Workspace afterWorkspace = after.workspace();

        /** The arguments one after another, and their gradients. */
        final double[] arguments = new double[parts.source.argumentCount()];

        final double[] argumentGradients = new double[parts.source.argumentCount()];
        final double[] outsideValues = new double[outsideCount];
        final double[] outsideGradients = new double[outsideCount];

        /** The parameters of the lanes, and their gradients. */
        final double[] parameters = new double[shared.length];

        final double[] parameterGradients = new double[shared.length];

        /** The inputs of the rest, and their gradients: first the function's own, then what the lanes compute. */
        final double[] afterInputs = new double[parts.source.inputCount + parts.laneCount * outputCount];

        final double[] afterGradients = new double[parts.source.inputCount + parts.laneCount * outputCount];

        LanesWorkspace() {
            super(0, new int[0], 0);
        }
    }

    @Override
    public Workspace workspace() {
        return new LanesWorkspace();
    }

    @Override
    public double value(double[] parameters, double[] inputs, Workspace workspace) {
        LanesWorkspace r = (LanesWorkspace) workspace;
        computeLanes(parameters, inputs, r);
        return after.value(parameters, r.afterInputs, r.afterWorkspace);
    }

    @Override
    public void evaluate(double[] parameters, double[] inputs, double[] results, Workspace workspace) {
        LanesWorkspace r = (LanesWorkspace) workspace;
        computeLanes(parameters, inputs, r);
        after.evaluate(parameters, r.afterInputs, results, r.afterWorkspace);
    }

    private void computeLanes(double[] parameters, double[] inputs, LanesWorkspace r) {
        System.arraycopy(parameters, 0, r.arguments, 0, parameters.length);
        System.arraycopy(inputs, 0, r.arguments, parameters.length, inputs.length);
        System.arraycopy(inputs, 0, r.afterInputs, 0, inputs.length);
        outside.compute(r.arguments, r.outsideValues, r.outsideWorkspace);
        for (int k = 0; k < shared.length; k++) {
            r.parameters[k] = r.outsideValues[shared[k]];
        }
        program.prepare(r.parameters, r.lanes);
        for (int from = 0; from < parts.laneCount; from += block) {
            int n = forward(from, r);
            for (int k = 0; k < outputCount; k++) {
                System.arraycopy(program.output(k, r.lanes), 0, r.afterInputs, index(k, from), n);
            }
        }
    }

    /** The index of a lane's output among the inputs of the rest. */
    private int index(int output, int lane) {
        return parts.source.inputCount + output * parts.laneCount + lane;
    }

    /** Computes a block of lanes, and returns how many it has. */
    private int forward(int from, LanesWorkspace r) {
        int n = Math.min(block, parts.laneCount - from);
        for (int k = 0; k < given.length; k++) {
            double[][] rows = constants[k];
            if (rows != null) {
                program.setInput(k, rows[from / block], r.lanes);
            } else {
                load(given[k], from, n, program.input(k, r.lanes), r.outsideValues);
            }
        }
        program.forward(r.lanes, n);
        return n;
    }

    private static void load(
            int @Nullable [] numbers, int from, int n, double @Nullable [] row, double[] outsideValues) {
        if (numbers != null && row != null) {
            for (int l = 0; l < n; l++) {
                row[l] = outsideValues[numbers[from + l]];
            }
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
        LanesWorkspace r = (LanesWorkspace) workspace;
        computeLanes(parameters, inputs, r);
        double value = after.gradient(
                output, parameters, r.afterInputs, parameterGradient, r.afterGradients, r.afterWorkspace);
        System.arraycopy(r.afterGradients, 0, inputGradient, 0, inputGradient.length);
        Arrays.fill(r.outsideGradients, 0);
        Arrays.fill(r.parameterGradients, 0);
        for (int from = 0; from < parts.laneCount; from += block) {
            int n = block == parts.laneCount ? block : forward(from, r); // a block overwrites the one before it
            backward(from, n, r);
        }
        program.flush(r.lanes, r.parameterGradients);
        for (int k = 0; k < shared.length; k++) {
            r.outsideGradients[shared[k]] += r.parameterGradients[k];
        }
        Arrays.fill(r.argumentGradients, 0);
        outside.pullBack(r.outsideGradients, r.argumentGradients, r.outsideWorkspace);
        for (int k = 0; k < parameterGradient.length; k++) {
            parameterGradient[k] += r.argumentGradients[k];
        }
        for (int k = 0; k < inputGradient.length; k++) {
            inputGradient[k] += r.argumentGradients[parameterGradient.length + k];
        }
        return value;
    }

    private void backward(int from, int n, LanesWorkspace r) {
        program.clearGradients(r.lanes, n);
        for (int k = 0; k < outputCount; k++) {
            double[] gradient = program.outputGradient(k, r.lanes);
            int index = index(k, from);
            if (gradient != null) {
                for (int l = 0; l < n; l++) {
                    gradient[l] += r.afterGradients[index + l];
                }
            }
        }
        program.backward(r.lanes, n);
        for (int k = 0; k < given.length; k++) {
            int[] numbers = given[k];
            double[] gradient = program.inputGradient(k, r.lanes);
            if (numbers != null && gradient != null) {
                for (int l = 0; l < n; l++) {
                    r.outsideGradients[numbers[from + l]] += gradient[l];
                }
            }
        }
    }
}
