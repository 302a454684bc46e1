package io.gradstep.engine.compile.recording;

import com.google.common.collect.Sets;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Records a graph as a {@link Recording}: numbers the nodes, folds constants, and drops unused nodes. */
public final class Recorder {
    private final Graph graph;

    /** The number of nodes considered: all, except a last one that only joins several outputs. */
    private final int size;

    private final IdentityHashMap<Value, Integer> argumentOf;

    private final Set<Value> frozen;

    /** Whether a constant is among the arguments; if not, the many of a graph need not be looked for there. */
    private final boolean constantArguments;

    // The contents of the recording.
    private final Gates gates;
    private final boolean[] active;
    private final int[] firstOperand;
    private final int[] operands;
    private final int[] outputs;

    private boolean folded;

    private Recorder(List<Value> outputs, IdentityHashMap<Value, Integer> argumentOf, List<Value> frozen) {
        this.frozen = Sets.newIdentityHashSet();
        this.frozen.addAll(frozen);
        this.argumentOf = argumentOf;
        this.constantArguments = argumentOf.keySet().stream().anyMatch(Value::isConstant);
        boolean one = outputs.size() == 1;
        this.graph = Graph.of(one ? outputs.get(0) : Value.sum(outputs));
        int last = graph.size() - 1;
        this.size = one ? graph.size() : last;
        this.gates = new Gates(size);
        this.active = new boolean[size];
        this.firstOperand = new int[size + 1];
        this.operands = new int[one ? graph.edgeCount() : graph.edgeCount() - outputs.size()];
        this.outputs = new int[outputs.size()];
        Arrays.setAll(this.outputs, k -> one ? last : graph.operandIndex(last, k));
    }

    public static Recording record(
            List<Value> outputs, List<Value> parameters, List<Value> inputs, List<Value> frozen) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a function needs at least one output");
        }
        IdentityHashMap<Value, Integer> argumentOf = new IdentityHashMap<>();
        enter("parameter", parameters, argumentOf);
        enter("input", inputs, argumentOf);
        return new Recorder(outputs, argumentOf, frozen).record(parameters.size(), inputs.size());
    }

    private static void enter(String kind, List<Value> leaves, IdentityHashMap<Value, Integer> argumentOf) {
        for (int i = 0; i < leaves.size(); i++) {
            Value leaf = leaves.get(i);
            if (!leaf.isLeaf()) {
                throw new IllegalArgumentException(
                        "%s %d, %s, is computed from other values; only leaves can be arguments"
                                .formatted(kind, i, leaf));
            }
            if (argumentOf.putIfAbsent(leaf, argumentOf.size()) != null) {
                throw new IllegalArgumentException(
                        "%s %d, %s, is listed as an argument twice; list each leaf once".formatted(kind, i, leaf));
            }
        }
    }

    public Recording record(int parameterCount, int inputCount) {
        for (int i = 0; i < size; i++) {
            firstOperand[i + 1] = firstOperand[i];
            if (graph.operandCount(i) == 0) {
                recordLeaf(i);
            } else {
                recordGate(i);
            }
        }
        Recording all = new Recording(parameterCount, inputCount, gates, active, firstOperand, operands, outputs);
        // In a graph everything is needed, until a constant takes the place of what it was computed from.
        return BranchGuards.in(folded ? Subgraph.needed(all, outputs) : all);
    }

    private void recordLeaf(int i) {
        Value leaf = graph.node(i);
        Integer argument = leaf.isConstant() && !constantArguments ? null : argumentOf.get(leaf);
        if (argument == null) {
            if (!leaf.isConstant() && !frozen.contains(leaf)) {
                throw new IllegalArgumentException(
                        ("the leaf %s takes a gradient, but is not an argument, so its number would be fixed; list it "
                                        + "among the parameters or inputs, or as frozen if that is meant")
                                .formatted(leaf));
            }
            gates.setConstant(i, leaf.data());
        } else {
            gates.setArgument(i, argument);
            active[i] = !leaf.isConstant();
        }
    }

    private void recordGate(int i) {
        Gate gate = graph.op(i);
        int count = graph.operandCount(i);
        int edge = firstOperand[i];
        boolean allConstant = true;
        for (int k = 0; k < count; k++) {
            int operand = graph.operandIndex(i, k);
            operands[edge + k] = operand;
            if (active[operand]) { // tested first, because it decides most cases
                active[i] |= Recording.passes(gate, k);
                allConstant = false;
            } else {
                allConstant &= gates.isConstant(operand);
            }
        }
        if (allConstant) {
            gates.setConstant(i, gate.forward(constantsOf(edge, count)));
            folded = true;
        } else {
            gates.set(i, gate);
            firstOperand[i + 1] = edge + count;
        }
    }

    private double[] constantsOf(int edge, int count) {
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            values[k] = gates.constant(operands[edge + k]);
        }
        return values;
    }
}
