package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The graph of a recording, built again from new leaves that stand for any number: to derive other functions from. */
public final class Replay {
    private final Recording recording;
    private final Value[] arguments;
    private final Value[] nodes;

    public Replay(Recording recording) {
        this.recording = recording;
        this.arguments = new Value[recording.argumentCount()];
        Arrays.setAll(arguments, i -> Value.recorded());
        this.nodes = new Value[recording.size()];
        for (int node = 0; node < nodes.length; node++) {
            nodes[node] = rebuilt(node);
        }
    }

    private Value rebuilt(int node) {
        if (recording.isConstant(node)) {
            return Value.constant(recording.constant(node));
        }
        if (!recording.isInterior(node)) {
            return arguments[recording.argument(node)];
        }
        Gate gate = Objects.requireNonNull(recording.gates.get(node), "gate");
        List<Value> operands = new ArrayList<>(recording.operandCount(node));
        for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
            operands.add(nodes[recording.operandAt(e)]);
        }
        return gate.apply(operands);
    }

    /** All arguments: parameters first, then inputs. */
    public List<Value> arguments() {
        return Arrays.asList(arguments);
    }

    public Value output(int k) {
        return nodes[recording.output(k)];
    }

    public List<Value> outputs() {
        List<Value> outputs = new ArrayList<>(recording.outputCount());
        for (int k = 0; k < recording.outputCount(); k++) {
            outputs.add(output(k));
        }
        return outputs;
    }
}
