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

    /** Times that operands are looked through after steps have been cut off. */
    private static final int MAX_CUTS = 4;

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
        int before = -1;
        for (int cuts = 0; before != count && cuts < MAX_CUTS; cuts++) {
            before = count;
            for (int k = 0; k < relations.length && count >= minSteps; k++) {
                cut(k);
            }
        }
        if (before != count || count - first < minSteps || first > MAX_FIRST) {
            return null;
        }
        for (int k = 0; k < relations.length; k++) {
            if (relations[k] != StepSequence.WITHIN) {
                relations[k] = isShared(k) ? StepSequence.SHARED : column(k);
            }
        }
        int representative = representative();
        return representative < 0
                ? null
                : new StepSequence(
                        start, period, count, first, representative, relations, columns.toArray(int[][]::new));
    }

    private int operand(int k, int step) {
        return source.operandAt(source.firstOperand(start + step * period) + k);
    }

    /** Finds whether an operand is within the sequence, and cuts off the steps from the first that differs. */
    private void cut(int k) {
        if (operand(k, count - 1) < start) {
            relations[k] = StepSequence.SHARED;
            int step = 0;
            while (step < count && operand(k, step) < start) {
                step++;
            }
            count = step;
            return;
        }
        relations[k] = StepSequence.WITHIN;
        int step = 0;
        while (operand(k, step) < start) {
            step++;
        }
        first = Math.max(first, step);
        int operand = operand(k, step);
        while (step < count && operand(k, step) == operand) {
            step++;
            operand += period;
        }
        count = step;
    }

    private boolean isShared(int k) {
        int node = operand(k, first);
        boolean same = true;
        boolean equal = source.isConstant(node);
        for (int step = first + 1; step < count && (same || equal); step++) {
            int other = operand(k, step);
            same &= other == node;
            equal &= source.isConstant(other)
                    && Double.doubleToRawLongBits(source.constant(other))
                            == Double.doubleToRawLongBits(source.constant(node));
        }
        return same || equal;
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
