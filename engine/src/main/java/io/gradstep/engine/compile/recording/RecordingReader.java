package io.gradstep.engine.compile.recording;

import com.google.errorprone.annotations.FormatMethod;
import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the format of {@link RecordingWriter} and rejects everything else: the result satisfies all invariants of
 * {@link Recording}, even if the bytes are malicious.
 *
 * <p>Every counted item takes at least a byte, so no count can exceed the number of bytes left.
 */
public final class RecordingReader {
    private final ByteBuffer in;

    private int[] argumentOf = {};
    private Gates gates = new Gates(0);
    private boolean[] active = {};
    private int[] firstOperand = {};
    private int[] operands = {};

    private RecordingReader(byte[] program) {
        this.in = ByteBuffer.wrap(program);
    }

    public static Recording read(byte[] program) throws InvalidObjectException {
        return new RecordingReader(program).read();
    }

    public Recording read() throws InvalidObjectException {
        int parameterCount = readCount("parameters");
        int inputCount = readCount("inputs");
        if ((long) parameterCount + inputCount > in.remaining()) {
            throw invalid("it has %d parameters and %d inputs, but ends before them", parameterCount, inputCount);
        }
        int[] arguments = new int[parameterCount + inputCount];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = readNumber();
        }
        List<Op> ops = readOps();
        allocate(readCount("nodes"));
        setArguments(arguments);
        readNodes(ops);
        int[] outputs = readOutputs();
        if (in.hasRemaining()) {
            throw invalid("%d bytes follow after its end", in.remaining());
        }
        checkNeeded(outputs);
        return new Recording(parameterCount, inputCount, gates, active, firstOperand, operands, outputs);
    }

    private List<Op> readOps() throws InvalidObjectException {
        int count = readCount("ops");
        List<Op> ops = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            byte[] name = new byte[readCount("letters of a name")];
            in.get(name);
            ops.add(opNamed(new String(name, StandardCharsets.US_ASCII)));
        }
        return ops;
    }

    private static Op opNamed(String name) throws InvalidObjectException {
        for (Op op : Op.values()) {
            if (op.functionName().equals(name)) {
                return op;
            }
        }
        throw invalid("there is no op '%s'", name);
    }

    private void allocate(int nodes) {
        gates = new Gates(nodes);
        argumentOf = new int[nodes];
        Arrays.fill(argumentOf, Recording.NO_ARGUMENT);
        active = new boolean[nodes];
        firstOperand = new int[nodes + 1];
        operands = new int[in.remaining()];
    }

    private void setArguments(int[] arguments) throws InvalidObjectException {
        for (int i = 0; i < arguments.length; i++) {
            int node = arguments[i] / 2 - 1;
            if (arguments[i] == 0) {
                continue;
            }
            if (node < 0 || node >= gates.nodeCount()) {
                throw invalid("argument %d is node %d of %d", i, node, gates.nodeCount());
            }
            if (argumentOf[node] != Recording.NO_ARGUMENT) {
                throw invalid("node %d is two arguments, %d and %d", node, argumentOf[node], i);
            }
            argumentOf[node] = i;
            active[node] = arguments[i] % 2 == 1;
        }
    }

    private void readNodes(List<Op> ops) throws InvalidObjectException {
        int edges = 0;
        for (int node = 0; node < gates.nodeCount(); node++) {
            int kind = readNumber();
            if ((kind == RecordingWriter.ARGUMENT) != (argumentOf[node] != Recording.NO_ARGUMENT)) {
                throw invalid("node %d is and is not an argument", node);
            }
            if (kind == RecordingWriter.CONSTANT) {
                if (in.remaining() < Double.BYTES) {
                    throw invalid("it ends within the constant at node %d", node);
                }
                gates.setConstant(node, in.getDouble());
            } else if (kind >= RecordingWriter.FIRST_OP) {
                int op = kind - RecordingWriter.FIRST_OP;
                if (op >= ops.size()) {
                    throw invalid("node %d has op %d of %d", node, op, ops.size());
                }
                edges = readGate(node, ops.get(op), edges);
            } else {
                gates.setArgument(node, argumentOf[node]);
            }
            firstOperand[node + 1] = edges;
        }
        operands = Arrays.copyOf(operands, edges);
    }

    private int readGate(int node, Op op, int firstEdge) throws InvalidObjectException {
        gates.set(node, op);
        int count = op.arity() == Arity.NARY ? readCount("operands") : op.minOperands();
        if (!op.accepts(count)) {
            throw invalid("node %d, %s, has %d operands", node, op.functionName(), count);
        }
        boolean constant = true;
        int edge = firstEdge;
        for (int k = 0; k < count; k++) {
            int distance = readNumber();
            if (distance < 1 || distance > node) {
                throw invalid(
                        "operand %d of node %d, %s, is %d places before it", k, node, op.functionName(), distance);
            }
            int operand = node - distance;
            operands[edge++] = operand;
            active[node] |= active[operand] && Recording.passes(op, k);
            constant &= gates.isConstant(operand);
        }
        if (constant) {
            throw invalid("node %d, %s, is made of constants alone", node, op.functionName());
        }
        return edge;
    }

    private int[] readOutputs() throws InvalidObjectException {
        int[] outputs = new int[readCount("outputs")];
        if (outputs.length == 0) {
            throw invalid("it has no output");
        }
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = readNumber();
            if (outputs[k] >= gates.nodeCount()) {
                throw invalid("output %d is node %d of %d", k, outputs[k], gates.nodeCount());
            }
        }
        return outputs;
    }

    private void checkNeeded(int[] outputs) throws InvalidObjectException {
        boolean[] needed = new boolean[gates.nodeCount()];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int node = gates.nodeCount() - 1; node >= 0; node--) {
            if (!needed[node]) {
                throw invalid("no output needs node %d", node);
            }
            for (int edge = firstOperand[node]; edge < firstOperand[node + 1]; edge++) {
                needed[operands[edge]] = true;
            }
        }
    }

    /** Reads the number of items that follow. */
    private int readCount(String what) throws InvalidObjectException {
        int count = readNumber();
        if (count > in.remaining()) {
            throw invalid("it declares %d %s, but only %d bytes follow", count, what, in.remaining());
        }
        return count;
    }

    private int readNumber() throws InvalidObjectException {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (!in.hasRemaining()) {
                throw invalid("it ends within a number");
            }
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0 && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw invalid("a number in it is too large");
    }

    @FormatMethod
    private static InvalidObjectException invalid(String what, Object... numbers) {
        return new InvalidObjectException("the program of a compiled function is wrong: " + what.formatted(numbers));
    }
}
