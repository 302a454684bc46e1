package io.gradstep.engine.compile.recording;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;

/** Evaluates a recording node by node: the reference that other tiers are tested against, and the cold path. */
public final class Interpreter implements Evaluator {
    private final Recording recording;
    private final OperandArrays operandArrays;

    public Interpreter(Recording recording) {
        this.recording = recording;
        this.operandArrays = new OperandArrays(recording);
    }

    @Override
    public Workspace workspace() {
        return workspace(0);
    }

    /** Creates a workspace with scratch rows. */
    public Workspace workspace(int scratch) {
        return workspace(recording.size(), scratch);
    }

    /** Creates a workspace for another evaluator, with a number of elements of its choice. */
    public Workspace workspaceOf(int elements) {
        return workspace(elements, 0);
    }

    private Workspace workspace(int elements, int scratch) {
        return new Workspace(elements, operandArrays.lengths(), scratch);
    }

    @Override
    public double value(double[] parameters, double[] inputs, Workspace workspace) {
        forward(parameters, inputs, workspace);
        return workspace.values[recording.output(0)];
    }

    @Override
    public void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace) {
        forward(parameters, inputs, workspace);
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = workspace.values[recording.output(k)];
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
        Arrays.fill(parameterGradient, 0);
        Arrays.fill(inputGradient, 0);
        forward(parameters, inputs, workspace);
        clearGradients(workspace);
        seed(output, 1, workspace);
        pullBack(parameterGradient, inputGradient, workspace);
        return output(output, workspace);
    }

    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        forward(0, recording.size(), parameters, inputs, workspace);
    }

    /** Computes the nodes of an index range, {@code to} exclusive. */
    public void forward(int from, int to, double[] parameters, double[] inputs, Workspace workspace) {
        double[] v = workspace.values;
        for (int node = from; node < to; node++) {
            Gate gate = recording.gates.get(node);
            if (gate == null) {
                int argument = recording.argument(node);
                v[node] = argument < 0
                        ? recording.constant(node)
                        : argument < recording.parameterCount
                                ? parameters[argument]
                                : inputs[argument - recording.parameterCount];
            } else {
                v[node] = value(gate, node, workspace);
            }
        }
    }

    /** The value of an output after {@link #forward}. */
    public double output(int k, Workspace workspace) {
        return workspace.values[recording.output(k)];
    }

    public void clearGradients(Workspace workspace) {
        Arrays.fill(workspace.gradients, 0);
        Arrays.fill(workspace.reached, false);
    }

    /** Adds to the gradient of an output. */
    public void seed(int output, double seed, Workspace workspace) {
        workspace.gradients[recording.output(output)] += seed;
        workspace.reached[recording.output(output)] = true;
    }

    /** Propagates the gradients of the outputs, and adds those of the arguments to two arrays. */
    public void pullBack(double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        pullBack(0, recording.size(), parameterGradient, inputGradient, workspace);
    }

    /** Propagates the gradients of the nodes of an index range, {@code to} exclusive. */
    public void pullBack(int from, int to, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        for (int node = to - 1; node >= from; node--) {
            if (workspace.reached[node] && recording.isActive(node)) {
                Gate gate = recording.gates.get(node);
                int argument = recording.argument(node);
                if (gate != null) {
                    pullBack(gate, node, workspace);
                } else if (argument < recording.parameterCount) {
                    parameterGradient[argument] += workspace.gradients[node];
                } else {
                    inputGradient[argument - recording.parameterCount] += workspace.gradients[node];
                }
            }
        }
    }

    private double value(Gate gate, int node, Workspace workspace) {
        double[] v = workspace.values;
        int first = recording.firstOperand(node);
        if (gate == Op.ADD) {
            return v[recording.operandAt(first)] + v[recording.operandAt(first + 1)];
        }
        if (gate == Op.MUL) {
            return v[recording.operandAt(first)] * v[recording.operandAt(first + 1)];
        }
        int end = recording.firstOperand(node + 1);
        if (gate == Op.SUM) {
            double sum = v[recording.operandAt(first)];
            for (int e = first + 1; e < end; e++) {
                sum += v[recording.operandAt(e)];
            }
            return sum;
        }
        if (gate == Op.DOT) {
            double sum = v[recording.operandAt(first)] * v[recording.operandAt(first + 1)];
            int e = first + 2;
            for (; e + 1 < end; e += 2) {
                sum += v[recording.operandAt(e)] * v[recording.operandAt(e + 1)];
            }
            return e < end ? sum + v[recording.operandAt(e)] : sum;
        }
        if (gate == Op.WHERE) {
            return Op.WHERE.value(
                    v[recording.operandAt(first)],
                    v[recording.operandAt(first + 1)],
                    v[recording.operandAt(first + 2)]);
        }
        if (gate instanceof Op op && !OperandArrays.wantsArray(op)) {
            double a = v[recording.operandAt(first)];
            return end - first == 1 ? op.value(a) : op.value(a, v[recording.operandAt(first + 1)]);
        }
        double[] operands = gather(first, end, workspace);
        return gate instanceof Op op ? op.value(operands) : gate.forward(operands);
    }

    double[] gather(int first, int end, Workspace workspace) {
        double[] operands = workspace.operands[operandArrays.number(end - first)];
        for (int e = first; e < end; e++) {
            operands[e - first] = workspace.values[recording.operandAt(e)];
        }
        return operands;
    }

    public void pullBack(Gate gate, int node, Workspace workspace) {
        double[] v = workspace.values;
        double upstream = workspace.gradients[node];
        int first = recording.firstOperand(node);
        int end = recording.firstOperand(node + 1);
        if (gate == Op.ADD || gate == Op.SUM) {
            for (int e = first; e < end; e++) {
                accumulate(recording.operandAt(e), upstream, workspace);
            }
        } else if (gate == Op.MUL || gate == Op.DOT) {
            int e = first;
            for (; e + 1 < end; e += 2) {
                int a = recording.operandAt(e);
                int b = recording.operandAt(e + 1);
                accumulate(a, upstream * v[b], workspace);
                accumulate(b, upstream * v[a], workspace);
            }
            if (e < end) {
                accumulate(recording.operandAt(e), upstream, workspace);
            }
        } else if (gate == Op.WHERE) {
            double condition = v[recording.operandAt(first)];
            if (condition != 0) {
                accumulate(recording.operandAt(first + 1), Op.WHERE.value(condition, upstream, 0), workspace);
            }
            if (condition == 0 || Double.isNaN(condition)) {
                accumulate(recording.operandAt(first + 2), Op.WHERE.value(condition, 0, upstream), workspace);
            }
        } else if (gate instanceof Op op && !OperandArrays.wantsArray(op)) {
            pullBack(op, node, first, end - first, workspace);
        } else {
            double[] operands = gather(first, end, workspace);
            double[] locals = gate instanceof CustomOp op
                    ? op.derivatives(operands, v[node])
                    : ((Op) gate).partials(operands, v[node]);
            for (int e = first; e < end; e++) {
                accumulate(recording.operandAt(e), upstream * locals[e - first], workspace);
            }
        }
    }

    public void pullBack(Op op, int node, int first, int operandCount, Workspace workspace) {
        double[] v = workspace.values;
        double upstream = workspace.gradients[node];
        int a = recording.operandAt(first);
        if (operandCount == 1) {
            accumulate(a, upstream * op.slope(v[a], v[node]), workspace);
            return;
        }
        int b = recording.operandAt(first + 1);
        if (recording.isActive(a)) {
            accumulate(a, upstream * op.left(v[a], v[b], v[node]), workspace);
        }
        if (recording.isActive(b)) {
            accumulate(b, upstream * op.right(v[a], v[b], v[node]), workspace);
        }
    }

    private void accumulate(int operand, double contribution, Workspace workspace) {
        if (recording.isActive(operand)) {
            workspace.gradients[operand] += contribution;
            workspace.reached[operand] = true;
        }
    }
}
