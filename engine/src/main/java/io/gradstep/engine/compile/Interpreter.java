package io.gradstep.engine.compile;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;

/** Goes through a recording node by node: the tier that the others are tested against, and the cold path. */
final class Interpreter implements Evaluator {
    private final Recording recording;
    private final OperandArrays operandArrays;

    Interpreter(Recording recording) {
        this.recording = recording;
        this.operandArrays = new OperandArrays(recording);
    }

    @Override
    public Room room() {
        return room(0);
    }

    /** Makes a room with scratch rows. */
    Room room(int scratch) {
        return new Room(recording.size(), operandArrays.lengths(), scratch);
    }

    @Override
    public double value(double[] parameters, double[] inputs, Room room) {
        forward(parameters, inputs, room);
        return room.values[recording.output(0)];
    }

    @Override
    public void values(double[] parameters, double[] inputs, double[] outputs, Room room) {
        forward(parameters, inputs, room);
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = room.values[recording.output(k)];
        }
    }

    @Override
    public double gradient(
            int output,
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Room room) {
        Arrays.fill(parameterGradient, 0);
        Arrays.fill(inputGradient, 0);
        forward(parameters, inputs, room);
        clearGradients(room);
        seed(output, 1, room);
        pullBack(parameterGradient, inputGradient, room);
        return output(output, room);
    }

    void forward(double[] parameters, double[] inputs, Room room) {
        forward(0, recording.size(), parameters, inputs, room);
    }

    /** Computes the nodes from one place to before another. */
    void forward(int from, int to, double[] parameters, double[] inputs, Room room) {
        double[] v = room.values;
        for (int node = from; node < to; node++) {
            Gate gate = recording.gates[node];
            if (gate == null) {
                int argument = recording.argument(node);
                v[node] = argument < 0
                        ? recording.constant(node)
                        : argument < recording.parameterCount
                                ? parameters[argument]
                                : inputs[argument - recording.parameterCount];
            } else {
                v[node] = value(gate, node, room);
            }
        }
    }

    /** The value of an output after {@link #forward}. */
    double output(int k, Room room) {
        return room.values[recording.output(k)];
    }

    void clearGradients(Room room) {
        Arrays.fill(room.gradients, 0);
        Arrays.fill(room.reached, false);
    }

    /** Adds to the gradient of an output. */
    void seed(int output, double seed, Room room) {
        room.gradients[recording.output(output)] += seed;
        room.reached[recording.output(output)] = true;
    }

    /** Sends the gradients of the outputs back, and adds those of the arguments to two arrays. */
    void pullBack(double[] parameterGradient, double[] inputGradient, Room room) {
        pullBack(0, recording.size(), parameterGradient, inputGradient, room);
    }

    /** Sends back the gradients of the nodes from one place to before another. */
    void pullBack(int from, int to, double[] parameterGradient, double[] inputGradient, Room room) {
        for (int node = to - 1; node >= from; node--) {
            if (room.reached[node] && recording.isActive(node)) {
                Gate gate = recording.gates[node];
                int argument = recording.argument(node);
                if (gate != null) {
                    pullBack(gate, node, room);
                } else if (argument < recording.parameterCount) {
                    parameterGradient[argument] += room.gradients[node];
                } else {
                    inputGradient[argument - recording.parameterCount] += room.gradients[node];
                }
            }
        }
    }

    private double value(Gate gate, int node, Room room) {
        double[] v = room.values;
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
        if (gate instanceof Op op && !OperandArrays.wantsArray(op)) {
            double a = v[recording.operandAt(first)];
            return end - first == 1 ? op.value(a) : op.value(a, v[recording.operandAt(first + 1)]);
        }
        double[] operands = gather(first, end, room);
        return gate instanceof Op op ? op.value(operands) : gate.forward(operands);
    }

    private double[] gather(int first, int end, Room room) {
        double[] operands = room.operands[operandArrays.number(end - first)];
        for (int e = first; e < end; e++) {
            operands[e - first] = room.values[recording.operandAt(e)];
        }
        return operands;
    }

    private void pullBack(Gate gate, int node, Room room) {
        double[] v = room.values;
        double upstream = room.gradients[node];
        int first = recording.firstOperand(node);
        int end = recording.firstOperand(node + 1);
        if (gate == Op.ADD || gate == Op.SUM) {
            for (int e = first; e < end; e++) {
                accumulate(recording.operandAt(e), upstream, room);
            }
        } else if (gate == Op.MUL || gate == Op.DOT) {
            int e = first;
            for (; e + 1 < end; e += 2) {
                int a = recording.operandAt(e);
                int b = recording.operandAt(e + 1);
                accumulate(a, upstream * v[b], room);
                accumulate(b, upstream * v[a], room);
            }
            if (e < end) {
                accumulate(recording.operandAt(e), upstream, room);
            }
        } else if (gate instanceof Op op && !OperandArrays.wantsArray(op)) {
            pullBack(op, node, first, end - first, room);
        } else {
            double[] operands = gather(first, end, room);
            double[] locals = gate instanceof CustomOp op
                    ? op.derivatives(operands, v[node])
                    : ((Op) gate).partials(operands, v[node]);
            for (int e = first; e < end; e++) {
                accumulate(recording.operandAt(e), upstream * locals[e - first], room);
            }
        }
    }

    private void pullBack(Op op, int node, int first, int operands, Room room) {
        double[] v = room.values;
        double upstream = room.gradients[node];
        int a = recording.operandAt(first);
        if (operands == 1) {
            accumulate(a, upstream * op.slope(v[a], v[node]), room);
            return;
        }
        int b = recording.operandAt(first + 1);
        if (recording.isActive(a)) {
            accumulate(a, upstream * op.left(v[a], v[b], v[node]), room);
        }
        if (recording.isActive(b)) {
            accumulate(b, upstream * op.right(v[a], v[b], v[node]), room);
        }
    }

    private void accumulate(int operand, double contribution, Room room) {
        if (recording.isActive(operand)) {
            room.gradients[operand] += contribution;
            room.reached[operand] = true;
        }
    }
}
