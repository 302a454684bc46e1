package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a recording as bytes, for {@link RecordingReader}.
 *
 * <p>All numbers are at least 0 and have seven bits per byte, the lowest first; the eighth bit means that more follow.
 *
 * <pre>
 * program   number of parameters, number of inputs, an argument each;
 *           number of ops, an op each; number of nodes, a node each; number of outputs, the index of each
 * argument  0 if no node is this argument; else 2·(its index + 1), plus 1 if it takes a gradient
 * op        length of its function name, and that in ASCII
 * node      0 and eight bytes, the highest first: a constant
 *           1: an argument
 *           2 + k: the op number k; the number of operands for an n-ary one; for each operand, how many places before
 * </pre>
 */
public final class RecordingWriter {
    static final int CONSTANT = 0;
    static final int ARGUMENT = 1;
    static final int FIRST_OP = 2;

    private final Recording recording;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RecordingWriter(Recording recording) {
        this.recording = recording;
    }

    public static byte[] write(Recording recording) throws NotSerializableException {
        return new RecordingWriter(recording).write();
    }

    public byte[] write() throws NotSerializableException {
        writeArguments();
        Map<Op, Integer> ops = writeOps();
        writeNumber(recording.size());
        for (int node = 0; node < recording.size(); node++) {
            writeNode(node, ops);
        }
        writeNumber(recording.outputCount());
        for (int k = 0; k < recording.outputCount(); k++) {
            writeNumber(recording.output(k));
        }
        return out.toByteArray();
    }

    private void writeArguments() {
        writeNumber(recording.parameterCount);
        writeNumber(recording.inputCount);
        int[] arguments = new int[recording.argumentCount()];
        for (int node = 0; node < recording.size(); node++) {
            if (recording.argument(node) != Recording.NO_ARGUMENT) {
                arguments[recording.argument(node)] = 2 * (node + 1) + (recording.isActive(node) ? 1 : 0);
            }
        }
        for (int argument : arguments) {
            writeNumber(argument);
        }
    }

    private Map<Op, Integer> writeOps() throws NotSerializableException {
        Map<Op, Integer> ops = new LinkedHashMap<>();
        List<String> customOps = new ArrayList<>();
        for (int node = 0; node < recording.size(); node++) {
            Gate gate = recording.gates.get(node);
            if (gate instanceof Op op) {
                ops.putIfAbsent(op, ops.size());
            } else if (gate != null && !customOps.contains(gate.functionName())) {
                customOps.add(gate.functionName());
            }
        }
        if (!customOps.isEmpty()) {
            throw new NotSerializableException("a compiled function with custom ops, whose code cannot be serialized: "
                    + String.join(", ", customOps));
        }
        writeNumber(ops.size());
        for (Op op : ops.keySet()) {
            byte[] name = op.functionName().getBytes(StandardCharsets.US_ASCII);
            writeNumber(name.length);
            out.writeBytes(name);
        }
        return ops;
    }

    private void writeNode(int node, Map<Op, Integer> ops) {
        if (recording.isConstant(node)) {
            writeNumber(CONSTANT);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                    .putDouble(recording.constant(node))
                    .array());
        } else if (recording.gates.get(node) instanceof Op op) {
            writeNumber(FIRST_OP + Objects.requireNonNull(ops.get(op)));
            if (op.arity() == Arity.NARY) {
                writeNumber(recording.operandCount(node));
            }
            Arrays.stream(recording.operandsOf(node)).forEach(operand -> writeNumber(node - operand));
        } else {
            writeNumber(ARGUMENT);
        }
    }

    private void writeNumber(int number) {
        int rest = number;
        while (rest >= 0x80 || rest < 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
