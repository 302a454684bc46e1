package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Numbers the lengths of the operand arrays that the gates of a recording take; see {@link Workspace#operands}. */
public final class OperandArrays {
    private final int[] lengths;

    public OperandArrays(Recording recording) {
        this.lengths = recording.gates.useArrays() ? lengths(recording) : new int[0];
    }

    private static int[] lengths(Recording recording) {
        return IntStream.range(0, recording.size())
                .filter(node -> wantsArray(recording.gates.get(node)))
                .map(recording::operandCount)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Whether a gate is computed from an array: an n-ary one, but for sums and dots, which every tier spells out. */
    public static boolean wantsArray(@Nullable Gate gate) {
        if (gate == null || gate == Op.SUM || gate == Op.DOT) {
            return false;
        }
        return !(gate instanceof Op op) || op.arity() == Arity.NARY;
    }

    /** The index of the array of {@link Workspace#operands} with a length that some gate takes. */
    public int number(int length) {
        return Arrays.binarySearch(lengths, length);
    }

    public int[] lengths() {
        return lengths.clone();
    }
}
