package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A recording that repeats itself in parts.
 *
 * @param recording the recording, with its arguments and constants before all gates
 * @param leafCount the number of arguments and constants
 * @param sequences the parts, from the first to the last
 */
public record StepSequences(Recording recording, int leafCount, List<StepSequence> sequences) {
    /** Those of the sequences that are wanted; null if none is. */
    public @Nullable StepSequences where(Predicate<StepSequence> wanted) {
        List<StepSequence> chosen = sequences.stream().filter(wanted).toList();
        return chosen.isEmpty() ? null : new StepSequences(recording, leafCount, chosen);
    }

    /** The number of gates. */
    public int gates() {
        return recording.size() - leafCount;
    }

    /** The number of gates that need code of their own. */
    public int gatesOfCode() {
        return gates() - sequences.stream().mapToInt(StepSequence::spared).sum();
    }

    /** The number of operands of those gates. */
    public int operandsOfCode() {
        return recording.operandCount()
                - sequences.stream()
                        .mapToInt(s -> s.spared()
                                / s.period
                                * (recording.firstOperand(s.node(1)) - recording.firstOperand(s.start)))
                        .sum();
    }

    /**
     * The share of a sequence's operands that belong to gates that do not depend on carried state, so that those of all
     * steps could be computed side by side.
     */
    public double shareSideBySide(StepSequence sequence) {
        boolean[] carried = carried(sequence);
        int sideBySide = 0;
        int all = 0;
        for (int position = 0; position < sequence.period; position++) {
            int count = recording.operandCount(sequence.node(sequence.representative) + position);
            all += count;
            sideBySide += carried[position] ? 0 : count;
        }
        return (double) sideBySide / all;
    }

    /**
     * Whether steps carry nothing but a sum, a difference, a maximum or a minimum of which only the last is used: then
     * the terms are better computed side by side, and the chain over them is one gate or one loop of a tape.
     */
    public boolean onlyReduces(StepSequence sequence) {
        boolean[] carried = carried(sequence);
        int first = sequence.node(sequence.representative);
        for (int position = 0; position < sequence.period; position++) {
            Gate gate = recording.gates.get(first + position);
            boolean reduces = gate == Op.ADD || gate == Op.SUB || gate == Op.MAX || gate == Op.MIN;
            if (carried[position] && !reduces) {
                return false;
            }
        }
        int[] uses = recording.useCounts(); // of all nodes, so they are counted only if nothing else decides
        for (int position = 0; position < sequence.period; position++) {
            if (carried[position] && uses[first + position] != 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether each gate of a step depends on the step before. */
    private boolean[] carried(StepSequence sequence) {
        boolean[] carried = new boolean[sequence.period];
        int base = recording.firstOperand(sequence.node(sequence.representative));
        for (int position = 0; position < sequence.period; position++) {
            int node = sequence.node(sequence.representative) + position;
            for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
                int operand = recording.operandAt(e);
                carried[position] |= sequence.relation(e - base) == StepSequence.WITHIN
                        && (sequence.step(operand) < sequence.representative || carried[sequence.position(operand)]);
            }
        }
        return carried;
    }

    /** The number of elements that columns take in a workspace, beyond one for each node. */
    public int columnElements() {
        return sequences.stream().mapToInt(s -> s.count * s.columnCount()).sum();
    }
}
