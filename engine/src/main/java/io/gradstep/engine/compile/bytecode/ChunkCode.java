package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.recording.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

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

    private IntPredicate inLoop = node -> false;

    /** The number of gradients' slots that each belong to one node for good. */
    private int keptSlots;

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

    /** Tells which nodes loops compute, whose slots are all reserved. */
    void setLoops(IntPredicate computedInLoop) {
        inLoop = computedInLoop;
    }

    /** The slot of a node's value, which the method of its chunk stores. */
    int valueSlot(int node) {
        if (valueSlots[node] == StraightLineCode.NONE) {
            if (inLoop.test(node)) {
                throw new IllegalStateException("the value of node %d was not expected to be read".formatted(node));
            }
            valueSlots[node] = valueSlotCount++;
        }
        return valueSlots[node];
    }

    boolean hasValueSlot(int node) {
        return valueSlots[node] != StraightLineCode.NONE;
    }

    /** Reserves adjacent slots of values before any others; returns the first. */
    int reserveValues(int count) {
        valueSlotCount = Math.addExact(valueSlotCount, count);
        return valueSlotCount - count;
    }

    /** Reserves adjacent slots of gradients, which are 0 before a backward sweep; returns the first. */
    int reserveGradients(int count) {
        gradientSlotCount = Math.addExact(gradientSlotCount, count);
        keptSlots = gradientSlotCount;
        return gradientSlotCount - count;
    }

    /** The number of slots, of values or gradients, whichever are more. */
    int slots() {
        return Math.max(valueSlotCount, gradientSlotCount);
    }

    /** The number of reserved slots of gradients, from 0 on. */
    int keptSlots() {
        return keptSlots;
    }

    /** Gives a node a reserved slot for its value. */
    void setValueSlot(int node, int slot) {
        valueSlots[node] = slot;
    }

    /** Gives a node a reserved slot for its gradient, which counts as received. */
    void setGradientSlot(int node, int slot) {
        gradientSlots[node] = slot;
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
        if (gradientSlots[node] < keptSlots) {
            return;
        }
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
    boolean canReadOperands(int node) {
        return !inLoop.test(node);
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
