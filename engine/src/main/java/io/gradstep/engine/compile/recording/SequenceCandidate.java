package io.gradstep.engine.compile.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks how the operands of steps that look alike are related, and cuts off the steps that do not fit. */
final class SequenceCandidate {
    /** The most steps at the start that are no part of the loop. */
    private static final int MAX_FIRST = 8;

    /** Numbers that no candidate has marked nodes with. */
    static final class Marks {
        private final int[] marks;
        private int next = 1;

        Marks(int nodeCount) {
            this.marks = new int[nodeCount];
        }
    }

    private final Recording source;
    private final Marks marks;
    private final int start;
    private final int period;
    private final int[] relations;

    private int count;
    private int first;
    private final List<int[]> columns = new ArrayList<>();
    private final Map<Integer, List<Integer>> columnsByHash = new HashMap<>();

    SequenceCandidate(Recording source, Marks marks, int start, int period, int count) {
        this.source = source;
        this.marks = marks;
        this.start = start;
        this.period = period;
        this.count = count;
        this.relations = new int[source.firstOperand(start + period) - source.firstOperand(start)];
    }

    /** The sequence, cut to what fits; null if too few steps are left. */
    @Nullable
    StepSequence checked(int minSteps) {
        cut();
        if (count - first < minSteps) {
            return null;
        }
        boolean[] shared = shared();
        for (int k = 0; k < relations.length; k++) {
            if (relations[k] != StepSequence.WITHIN) {
                relations[k] = shared[k] ? StepSequence.SHARED : column(k);
            }
        }
        int representative = representative();
        return representative < 0
                ? null
                : new StepSequence(
                        start, period, count, first, representative, relations, columns.toArray(int[][]::new));
    }

    private int operand(int k, int step) {
        return source.operandAt(firstOperand(step) + k);
    }

    private int firstOperand(int step) {
        return source.firstOperand(start + step * period);
    }

    /** Finds which operands are within the sequence, and from what step on; cuts off the steps from a misfit on. */
    private void cut() {
        int[] expected = new int[relations.length];
        Arrays.fill(relations, StepSequence.SHARED);
        for (int step = 0; step < count; step++) {
            int edge = firstOperand(step);
            for (int k = 0; k < relations.length; k++) {
                int operand = source.operandAt(edge + k);
                boolean within = relations[k] == StepSequence.WITHIN;
                if (within ? operand != expected[k] : operand >= start && step > MAX_FIRST) {
                    count = step;
                    return;
                }
                if (operand >= start) {
                    first = within ? first : Math.max(first, step);
                    relations[k] = StepSequence.WITHIN;
                    expected[k] = operand + period;
                }
            }
        }
    }

    /** The operands that are one node or equal constants in all steps. */
    private boolean[] shared() {
        boolean[] shared = new boolean[relations.length];
        Arrays.fill(shared, true);
        for (int step = first + 1; step < count; step++) {
            int edge = firstOperand(step);
            for (int k = 0; k < relations.length; k++) {
                if (relations[k] != StepSequence.WITHIN && shared[k]) {
                    int node = operand(k, first);
                    int other = source.operandAt(edge + k);
                    shared[k] = node == other
                            || (source.isConstant(node)
                                    && source.isConstant(other)
                                    && Double.doubleToRawLongBits(source.constant(node))
                                            == Double.doubleToRawLongBits(source.constant(other)));
                }
            }
        }
        return shared;
    }

    /** The number of the column of an operand. */
    private int column(int k) {
        int[] nodes = new int[count];
        Arrays.setAll(nodes, step -> operand(k, step));
        Arrays.fill(nodes, 0, first, operand(k, first));
        List<Integer> alike = columnsByHash.computeIfAbsent(Arrays.hashCode(nodes), hash -> new ArrayList<>());
        for (int q : alike) {
            if (Arrays.equals(columns.get(q), nodes)) {
                return q;
            }
        }
        alike.add(columns.size());
        columns.add(nodes);
        return columns.size() - 1;
    }

    /**
     * A step whose nodes can be told apart: by them the code of a step is written. −1 if there is none, or if a
     * gradient would flow into a node by two ways in any step.
     */
    private int representative() {
        int shared = marks.next;
        int firstMark = shared + 1;
        marks.next += count + 1;
        List<Integer> constants = new ArrayList<>();
        for (int k = 0; k < relations.length; k++) {
            if (relations[k] == StepSequence.SHARED) {
                marks.marks[operand(k, first)] = shared;
                if (source.isConstant(operand(k, first))) {
                    constants.add(k);
                }
            }
        }
        int representative = -1;
        for (int step = count - 1; step >= first; step--) {
            int mark = firstMark + step;
            for (int k : constants) {
                marks.marks[operand(k, step)] = mark;
            }
            boolean apart = true;
            for (int[] column : columns) {
                int node = column[step];
                boolean differs = marks.marks[node] != mark && marks.marks[node] != shared;
                if (!differs && source.isActive(node)) {
                    return -1;
                }
                apart &= differs;
                if (differs) {
                    marks.marks[node] = mark;
                }
            }
            representative = apart ? step : representative;
        }
        return representative;
    }
}
