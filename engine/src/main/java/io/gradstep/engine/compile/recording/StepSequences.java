package io.gradstep.engine.compile.recording;

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

    /** The number of elements that columns take in a workspace, beyond one for each node. */
    public int columnElements() {
        return sequences.stream().mapToInt(s -> s.count * s.columnCount()).sum();
    }
}
