package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.bytecode.BytecodeMethod.Store;
import io.gradstep.engine.compile.bytecode.StraightLineCode.Kind;
import io.gradstep.engine.compile.recording.StepSequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the sweeps over one step of a sequence, chunk by chunk, so that they serve all steps: numbers of the sequence
 * are read and written at offsets from where those of the step begin.
 */
final class LoopCode extends SweepCode {
    /** The local variables of the arrays that a method stores to. */
    private final int valueArray;

    private final int gradientArray;

    private final ChunkCode outside;
    private final LoopLayout layout;
    private final StepSequence sequence;

    /** The columns of the nodes in the step that the code is written from. */
    private final Map<Integer, Integer> columns = new HashMap<>();

    /** The index in the step's row of the table for each column that takes a gradient. */
    private final int[] tableIndices;

    private final List<Integer> touchedValues = new ArrayList<>();
    private final List<Integer> touchedGradients = new ArrayList<>();

    private int from;
    private int to;

    /** Whether code is written only to find which values it reads. */
    private boolean finding;

    LoopCode(ChunkCode outside, LoopLayout layout, int[] tableIndices, int valueArray, int gradientArray) {
        super(outside);
        this.outside = outside;
        this.layout = layout;
        this.sequence = layout.sequence;
        this.tableIndices = tableIndices;
        this.valueArray = valueArray;
        this.gradientArray = gradientArray;
        for (int q = 0; q < sequence.columnCount(); q++) {
            columns.put(sequence.column(q, sequence.representative), q);
        }
    }

    /** Gives the values that the backward sweep of a chunk reads their places. */
    void findValues(int firstPosition, int lastPosition) {
        begin(firstPosition, lastPosition);
        finding = true;
        backward(from, to);
        finding = false;
        finished(new ArrayList<>());
    }

    /** Writes the values of the positions of a chunk, and returns what is stored. */
    List<Store> forwardOf(int firstPosition, int lastPosition) {
        begin(firstPosition, lastPosition);
        forward(from, to);
        List<Store> stores = new ArrayList<>();
        for (int node = from; node < to; node++) {
            int position = sequence.position(node);
            if (layout.hasValue(position)) {
                stores.add(new Store(values[node], valueArray, Kind.STEP_VALUE, layout.valueOffset(position)));
            }
            touchedValues.add(node);
        }
        return finished(stores);
    }

    /** Writes the backward sweep of the positions of a chunk, and returns what is stored. */
    List<Store> backwardOf(int firstPosition, int lastPosition) {
        begin(firstPosition, lastPosition);
        backward(from, to);
        List<Store> stores = new ArrayList<>();
        for (int node : touchedGradients) {
            Integer column = columns.get(node);
            if (sequence.has(node)) {
                if (node < from) {
                    stores.add(new Store(gradients[node], gradientArray, Kind.STEP_GRADIENT, gradientOffset(node)));
                }
            } else if (column != null) {
                stores.add(new Store(gradients[node], gradientArray, Kind.TABLE_GRADIENT, tableIndices[column]));
            } else {
                stores.add(new Store(gradients[node], gradientArray, outside.gradientSlot(node)));
            }
        }
        return finished(stores);
    }

    private void begin(int firstPosition, int lastPosition) {
        code.truncate(0);
        int step = sequence.node(sequence.representative);
        from = step + firstPosition;
        to = step + lastPosition;
    }

    private List<Store> finished(List<Store> stores) {
        for (int node : touchedValues) {
            values[node] = StraightLineCode.NONE;
        }
        for (int node : touchedGradients) {
            gradients[node] = StraightLineCode.NONE;
        }
        touchedValues.clear();
        touchedGradients.clear();
        stores.sort(Comparator.comparingInt(Store::expression));
        return stores;
    }

    private int valueOffset(int node) {
        return layout.valueOffset(sequence.position(node)) - stepsBefore(node) * layout.valueStride();
    }

    private int gradientOffset(int node) {
        return layout.gradientOffset(sequence.position(node)) - stepsBefore(node) * layout.gradientStride();
    }

    private int stepsBefore(int node) {
        return sequence.representative - sequence.step(node);
    }

    @Override
    int value(int node) {
        if (values[node] == StraightLineCode.NONE) {
            touchedValues.add(node);
            Integer column = columns.get(node);
            if (sequence.has(node)) {
                values[node] = code.ofStep(Kind.STEP_VALUE, valueOffset(node));
            } else if (column != null) {
                values[node] = code.ofStep(Kind.STEP_VALUE, layout.columnOffset(column));
            } else if (recording.isInterior(node)) {
                values[node] =
                        code.argument(recording.argumentCount() + 2 * (finding ? node : outside.valueSlot(node)));
            } else {
                values[node] = leaf(node);
            }
        }
        return values[node];
    }

    @Override
    boolean canReadOperands(int node) {
        return node >= from && node < to;
    }

    @Override
    int gradientSoFar(int node) {
        if (gradients[node] != StraightLineCode.NONE) {
            return gradients[node];
        }
        if (sequence.has(node)) {
            return layout.hasGradient(sequence.position(node))
                    ? code.ofStep(Kind.STEP_GRADIENT, gradientOffset(node))
                    : StraightLineCode.NONE;
        }
        Integer column = columns.get(node);
        return column != null
                ? code.ofStep(Kind.TABLE_GRADIENT, tableIndices[column])
                : code.argument(recording.argumentCount() + 2 * (finding ? node : outside.gradientSlot(node)) + 1);
    }

    @Override
    void setGradient(int node, int expression) {
        if (gradients[node] == StraightLineCode.NONE) {
            touchedGradients.add(node);
        }
        gradients[node] = expression;
    }
}
