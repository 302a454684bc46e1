package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.recording.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the sweeps over a large recording chunk by chunk, each as {@link StraightLineCode} of its own. Numbers that
 * another method needs are in slots of two arrays, one of values and one of gradients.
 *
 * <p>The chunks are written from the last to the first, the backward sweep of each before its forward sweep. So it is
 * known which of its values others need, and a value gets its slot when the first of these asks for it. The slots of
 * gradients are used again and again, which keeps them in the nearest cache.
 */
final class ChunkCode extends SweepCode {
    /** The local variables of the arrays that a method stores to. */
    record Targets(int parameterGradient, int inputGradient, int values, int gradients) {}

    /** The slot of each node's value, NONE if no method asked for it yet. */
    private final int[] valueSlots;

    /** The slot of the gradient that a node has received from later chunks, NONE if none. */
    private final int[] gradientSlots;

    private int valueSlotCount;
    private int gradientSlotCount;

    private int[] freeSlots = new int[16];
    private int freeCount;

    /** The nodes that have an expression in the current method. */
    private final List<Integer> touchedValues = new ArrayList<>();

    private final List<Integer> touchedGradients = new ArrayList<>();

    private int from;
    private int to;

    ChunkCode(Recording recording, StraightLineCode code) {
        super(recording, code);
        this.valueSlots = new int[recording.size()];
        this.gradientSlots = new int[recording.size()];
        Arrays.fill(valueSlots, StraightLineCode.NONE);
        Arrays.fill(gradientSlots, StraightLineCode.NONE);
    }

    /** The slot of a node's value, which the method of its chunk stores. */
    int valueSlot(int node) {
        if (valueSlots[node] == StraightLineCode.NONE) {
            valueSlots[node] = valueSlotCount++;
        }
        return valueSlots[node];
    }

    int valueSlotCount() {
        return valueSlotCount;
    }

    int gradientSlotCount() {
        return gradientSlotCount;
    }

    /** Whether a node has received a gradient. */
    boolean hasReceived(int node) {
        return gradientSlots[node] != StraightLineCode.NONE;
    }

    /** The slot of a node's gradient. */
    int gradientSlot(int node) {
        if (gradientSlots[node] == StraightLineCode.NONE) {
            gradientSlots[node] = freeCount > 0 ? freeSlots[--freeCount] : gradientSlotCount++;
        }
        return gradientSlots[node];
    }

    /** Makes the slot of a node's gradient free for others. */
    void freeGradientSlot(int node) {
        if (freeCount == freeSlots.length) {
            freeSlots = Arrays.copyOf(freeSlots, 2 * freeCount);
        }
        freeSlots[freeCount++] = gradientSlots[node];
        gradientSlots[node] = StraightLineCode.NONE;
    }

    /** Writes the values of a chunk, and returns what is stored. */
    List<Store> forwardOf(int firstNode, int lastNode, Targets targets) {
        begin(firstNode, lastNode);
        forward(from, to);
        List<Store> stores = new ArrayList<>();
        for (int node = from; node < to; node++) {
            if (valueSlots[node] != StraightLineCode.NONE) {
                stores.add(new Store(values[node], targets.values(), valueSlots[node]));
            }
        }
        Arrays.fill(values, from, to, StraightLineCode.NONE);
        return finished(stores);
    }

    /** Writes the backward sweep of a chunk, and returns what is stored. */
    List<Store> backwardOf(int firstNode, int lastNode, Targets targets) {
        begin(firstNode, lastNode);
        int output = recording.output(0);
        if (output >= from && output < to) {
            setGradient(output, code.constant(1));
        }
        backward(from, to);
        List<Store> stores = new ArrayList<>();
        for (int node = from; node < to; node++) {
            int argument = recording.argument(node);
            if (argument >= 0 && recording.isActive(node) && gradientSoFar(node) != StraightLineCode.NONE) {
                boolean parameter = argument < recording.parameterCount;
                stores.add(new Store(
                        code.add(gradientSoFar(node), code.constant(0)), // −0 becomes 0
                        parameter ? targets.parameterGradient() : targets.inputGradient(),
                        parameter ? argument : argument - recording.parameterCount));
            }
        }
        for (int node : touchedGradients) {
            if (node < from) {
                stores.add(new Store(gradients[node], targets.gradients(), gradientSlot(node)));
            }
            gradients[node] = StraightLineCode.NONE;
        }
        for (int node = from; node < to; node++) {
            if (hasReceived(node)) {
                freeGradientSlot(node);
            }
        }
        return finished(stores);
    }

    private void begin(int firstNode, int lastNode) {
        code.truncate(0);
        from = firstNode;
        to = lastNode;
    }

    private List<Store> finished(List<Store> stores) {
        for (int node : touchedValues) {
            values[node] = StraightLineCode.NONE;
        }
        touchedValues.clear();
        touchedGradients.clear();
        stores.sort(Comparator.comparingInt(Store::expression));
        return stores;
    }

    @Override
    int value(int node) {
        if (values[node] == StraightLineCode.NONE) {
            touchedValues.add(node);
            values[node] = recording.isInterior(node)
                    ? code.argument(recording.argumentCount() + 2 * valueSlot(node))
                    : leaf(node);
        }
        return values[node];
    }

    @Override
    int gradientSoFar(int node) {
        if (gradients[node] == StraightLineCode.NONE && hasReceived(node)) {
            return code.argument(recording.argumentCount() + 2 * gradientSlots[node] + 1);
        }
        return gradients[node];
    }

    @Override
    void setGradient(int node, int expression) {
        if (gradients[node] == StraightLineCode.NONE) {
            touchedGradients.add(node);
        }
        gradients[node] = expression;
    }
}
