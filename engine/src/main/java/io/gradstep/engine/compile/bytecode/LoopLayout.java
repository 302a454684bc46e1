package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.StepSequence;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places of a sequence's numbers in the arrays of a workspace: the values of each step stand side by side, and so
 * do the steps; likewise gradients. Only numbers that are read outside the method that computes them have a place.
 */
final class LoopLayout {
    final StepSequence sequence;

    /** The offset of each position's value in its step, {@link StraightLineCode#NONE} if it has no place. */
    private final int[] values;

    private final int[] gradients;
    private int valueCount;
    private int gradientCount;
    private boolean placed;

    /** The slots of the first step. */
    private int firstValue;

    private int firstGradient;

    /** Whether most values are computed anew in the backward sweep. */
    private final boolean checkpointed;

    /** The nodes of the loop that are used outside it, and whether they receive a gradient. */
    private final SortedMap<Integer, Boolean> exits = new TreeMap<>();

    private @Nullable Checkpoints checkpoints;

    LoopLayout(StepSequence sequence, boolean checkpointed) {
        this.sequence = sequence;
        this.checkpointed = checkpointed;
        this.values = new int[sequence.period];
        this.gradients = new int[sequence.period];
        Arrays.fill(values, StraightLineCode.NONE);
        Arrays.fill(gradients, StraightLineCode.NONE);
    }

    /** The offset of a position's value, which gets one if it has none. */
    int valueOffset(int position) {
        if (values[position] == StraightLineCode.NONE) {
            checkOpen(position);
            values[position] = valueCount++;
        }
        return values[position];
    }

    /** The offset of a position's gradient, which gets one if it has none. */
    int gradientOffset(int position) {
        if (gradients[position] == StraightLineCode.NONE) {
            checkOpen(position);
            gradients[position] = gradientCount++;
        }
        return gradients[position];
    }

    private void checkOpen(int position) {
        if (placed) {
            throw new IllegalStateException("position %d was not expected to need a place".formatted(position));
        }
    }

    boolean hasValue(int position) {
        return values[position] != StraightLineCode.NONE;
    }

    boolean hasGradient(int position) {
        return gradients[position] != StraightLineCode.NONE;
    }

    /** The offset of the value of a column, after those of all positions. */
    int columnOffset(int q) {
        return valueCount + q;
    }

    /** The distance between the values of a step and those of the next one. */
    int valueStride() {
        return valueCount + sequence.columnCount();
    }

    int gradientStride() {
        return gradientCount;
    }

    /** Remembers that a node of the loop is used outside it. */
    void addExit(int node, boolean gradient) {
        if (checkpointed) {
            exits.merge(node, gradient, Boolean::logicalOr);
        }
    }

    /** Gives the nodes their slots, once it is known which positions have any. */
    void place(ChunkCode chunks) {
        placed = true;
        if (checkpointed) {
            placeWindow(chunks);
            return;
        }
        firstValue = chunks.reserveValues(Math.multiplyExact(sequence.count, valueStride()));
        firstGradient = chunks.reserveGradients(Math.multiplyExact(sequence.count, gradientCount));
        for (int step = 0; step < sequence.count; step++) {
            for (int position = 0; position < sequence.period; position++) {
                int node = sequence.node(step) + position;
                if (hasValue(position)) {
                    chunks.setValueSlot(node, valueSlot(step) + values[position]);
                }
                if (hasGradient(position)) {
                    chunks.setGradientSlot(node, gradientSlot(step) + gradients[position]);
                }
            }
        }
    }

    /** Slots for a segment of the steps and those before it; what is used outside has slots of its own. */
    private void placeWindow(ChunkCode chunks) {
        int steps = sequence.count - sequence.first;
        int inWindow = Checkpoints.lengthFor(steps) + sequence.first;
        firstValue = chunks.reserveValues(inWindow * valueStride());
        firstGradient = chunks.reserveGradients(inWindow * gradientCount);
        int kept = chunks.reserveValues(Checkpoints.segmentsOf(steps) * sequence.first * valueStride());
        for (int node = sequence.start; node < sequence.node(sequence.first); node++) {
            if (hasValue(sequence.position(node))) {
                exits.put(node, hasGradient(sequence.position(node)));
            }
        }
        int count = exits.size();
        LoopExits outside =
                new LoopExits(new int[count], new int[count], new int[count], new int[count], new int[count]);
        int k = 0;
        for (Map.Entry<Integer, Boolean> exit : exits.entrySet()) {
            int node = exit.getKey();
            outside.steps()[k] = sequence.step(node);
            outside.values()[k] = values[sequence.position(node)];
            outside.valueSlots()[k] = chunks.reserveValues(1);
            chunks.setValueSlot(node, outside.valueSlots()[k]);
            outside.gradients()[k] = StraightLineCode.NONE;
            if (exit.getValue()) {
                outside.gradients()[k] = gradients[sequence.position(node)];
                outside.gradientSlots()[k] = chunks.reserveGradients(1);
                chunks.setGradientSlot(node, outside.gradientSlots()[k]);
            }
            k++;
        }
        checkpoints = new Checkpoints(
                steps,
                sequence.first,
                Checkpoints.lengthFor(steps),
                firstValue,
                valueStride(),
                firstGradient,
                gradientCount,
                kept,
                outside);
    }

    /** What is kept of the steps, if not all is; call after {@link #place}. */
    @Nullable
    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** The slot of the first value of a step. */
    int valueSlot(int step) {
        return firstValue + step * valueStride();
    }

    /** The slot of the first gradient of a step. */
    int gradientSlot(int step) {
        return firstGradient + step * gradientCount;
    }
}
