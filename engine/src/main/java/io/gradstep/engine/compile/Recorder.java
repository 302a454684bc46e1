package io.gradstep.engine.compile;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Recording} of a graph: numbers the nodes, folds constants, and leaves out what nothing needs. */
final class Recorder {
    private final Graph graph;

    /** The nodes of the graph that are looked at: all, but for a last one that only ties several outputs together. */
    private final int size;

    private final List<Value> outputs;
    private final IdentityHashMap<Value, Integer> argumentOf;
    private final boolean[] constant;
    private final double[] constants;

    private Recorder(List<Value> outputs, IdentityHashMap<Value, Integer> argumentOf) {
        this.outputs = outputs;
        this.argumentOf = argumentOf;
        boolean one = outputs.size() == 1;
        this.graph = Graph.of(one ? outputs.get(0) : Value.sum(outputs));
        this.size = one ? graph.size() : graph.size() - 1;
        this.constant = new boolean[size];
        this.constants = new double[size];
    }

    static Recording record(List<Value> outputs, List<Value> parameters, List<Value> inputs) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a function needs at least one output");
        }
        IdentityHashMap<Value, Integer> argumentOf = new IdentityHashMap<>();
        enter("parameter", parameters, argumentOf);
        enter("input", inputs, argumentOf);
        return new Recorder(outputs, argumentOf).record(parameters.size(), inputs.size());
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
                        "%s %d, %s, is listed as an argument twice; each leaf is one argument"
                                .formatted(kind, i, leaf));
            }
        }
    }

    private Recording record(int parameterCount, int inputCount) {
        int[] argument = findArguments();
        foldConstants(argument);
        int[] outputPlaces = outputPlaces();
        int[] newPlace = newPlaces(outputPlaces);
        return compact(parameterCount, inputCount, argument, outputPlaces, newPlace);
    }

    private int[] findArguments() {
        int[] argument = new int[size];
        Arrays.fill(argument, Recording.NO_ARGUMENT);
        for (int i = 0; i < size; i++) {
            if (graph.operandCount(i) == 0) {
                Integer number = argumentOf.get(graph.node(i));
                if (number != null) {
                    argument[i] = number;
                }
            }
        }
        return argument;
    }

    private void foldConstants(int[] argument) {
        for (int i = 0; i < size; i++) {
            int operands = graph.operandCount(i);
            if (operands == 0) {
                constant[i] = argument[i] == Recording.NO_ARGUMENT;
                constants[i] = constant[i] ? graph.node(i).data() : 0;
            } else if (allConstant(i, operands)) {
                constant[i] = true;
                double[] values = new double[operands];
                for (int k = 0; k < operands; k++) {
                    values[k] = constants[graph.operandIndex(i, k)];
                }
                constants[i] = graph.node(i).op().forward(values);
            }
        }
    }

    private boolean allConstant(int i, int operands) {
        for (int k = 0; k < operands; k++) {
            if (!constant[graph.operandIndex(i, k)]) {
                return false;
            }
        }
        return true;
    }

    private int[] outputPlaces() {
        int last = graph.size() - 1;
        if (outputs.size() == 1) {
            return new int[] {last};
        }
        int[] places = new int[outputs.size()];
        for (int k = 0; k < places.length; k++) {
            places[k] = graph.operandIndex(last, k);
        }
        return places;
    }

    /** The places that the nodes will have when the ones that no output needs are gone; −1 for those. */
    private int[] newPlaces(int[] outputPlaces) {
        boolean[] needed = new boolean[size];
        for (int output : outputPlaces) {
            needed[output] = true;
        }
        for (int i = size - 1; i >= 0; i--) {
            if (needed[i] && !constant[i]) {
                int operands = graph.operandCount(i);
                for (int k = 0; k < operands; k++) {
                    needed[graph.operandIndex(i, k)] = true;
                }
            }
        }
        int[] places = new int[size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            places[i] = needed[i] ? next++ : -1;
        }
        return places;
    }

    private Recording compact(int parameterCount, int inputCount, int[] argument, int[] outputPlaces, int[] newPlace) {
        int kept = 0;
        int edges = 0;
        for (int i = 0; i < size; i++) {
            if (newPlace[i] >= 0) {
                kept++;
                edges += constant[i] ? 0 : graph.operandCount(i);
            }
        }
        @Nullable Gate[] gates = new @Nullable Gate[kept];
        int[] arguments = new int[kept];
        double[] values = new double[kept];
        boolean[] active = new boolean[kept];
        int[] firstOperand = new int[kept + 1];
        int[] operands = new int[edges];
        int edge = 0;
        for (int i = 0; i < size; i++) {
            int place = newPlace[i];
            if (place < 0) {
                continue;
            }
            arguments[place] = argument[i];
            values[place] = constants[i];
            int count = constant[i] ? 0 : graph.operandCount(i);
            if (count == 0) {
                active[place] = !constant[i] && !graph.node(i).isConstant();
            } else {
                gates[place] = graph.node(i).op();
                for (int k = 0; k < count; k++) {
                    int operand = newPlace[graph.operandIndex(i, k)];
                    operands[edge++] = operand;
                    active[place] |= active[operand];
                }
            }
            firstOperand[place + 1] = edge;
        }
        int[] outputs = new int[outputPlaces.length];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = newPlace[outputPlaces[k]];
        }
        return new Recording(
                parameterCount, inputCount, gates, arguments, values, active, firstOperand, operands, outputs);
    }
}
