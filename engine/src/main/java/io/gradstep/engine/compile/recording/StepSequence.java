package io.gradstep.engine.compile.recording;

/**
 * A part of a recording that repeats itself, such as the time steps of a recurrence: {@link #count} steps of
 * {@link #period} nodes each, one after another. The k-th operands of the nodes at one position of all steps are in one
 * of three relations:
 *
 * <ul>
 *   <li>{@link #WITHIN}: nodes of the sequence, in the same step or a fixed number of steps before it: carried state;
 *   <li>{@link #SHARED}: one node before the sequence, or constants with the same bits;
 *   <li>a <b>column</b>, numbered from 0: nodes before the sequence that differ between steps, such as inputs.
 * </ul>
 *
 * <p>Whether a gradient flows into a node is the same in all steps. The steps before {@link #first} have operands
 * before the sequence in place of carried state; {@link #first} is the first step of which all the above is true.
 */
public final class StepSequence {
    /** The relation of operands in the sequence. */
    public static final int WITHIN = -1;

    /** The relation of operands that all steps share. */
    public static final int SHARED = -2;

    /** The first node of the first step. */
    public final int start;

    /** The number of nodes of a step. */
    public final int period;

    /** The number of steps. */
    public final int count;

    /** The first step whose carried state is in the sequence. */
    public final int first;

    /** A step in which the nodes of all columns differ from each other and from all shared nodes. */
    public final int representative;

    /** The relation of each operand of a step, in the order of the recording. */
    private final int[] relations;

    /** The nodes of each column by step. */
    private final int[][] columns;

    StepSequence(int start, int period, int count, int first, int representative, int[] relations, int[][] columns) {
        this.start = start;
        this.period = period;
        this.count = count;
        this.first = first;
        this.representative = representative;
        this.relations = relations;
        this.columns = columns;
    }

    /** The first node of a step. */
    public int node(int step) {
        return start + step * period;
    }

    /** The node after the last one. */
    public int end() {
        return node(count);
    }

    /** Whether a node is in the sequence. */
    public boolean has(int node) {
        return node >= start && node < end();
    }

    /** The step of a node of the sequence. */
    public int step(int node) {
        return (node - start) / period;
    }

    /** The position in its step of a node of the sequence. */
    public int position(int node) {
        return (node - start) % period;
    }

    /** The number of nodes that need no code of their own. */
    public int spared() {
        return (count - first - 1) * period;
    }

    public int columnCount() {
        return columns.length;
    }

    /** The node of a column in a step. */
    public int column(int q, int step) {
        return columns[q][step];
    }

    /** The relation of an operand of a step, by its number among those of the step. */
    public int relation(int k) {
        return relations[k];
    }

    @Override
    public String toString() {
        return "%d steps of %d nodes from %d, looped from step %d, %d columns"
                .formatted(count, period, start, first, columns.length);
    }
}
