package io.gradstep.engine.compile;

import io.gradstep.engine.compile.bytecode.BytecodeCompiler;
import io.gradstep.engine.compile.bytecode.GeneratedClasses;
import io.gradstep.engine.compile.bytecode.MethodsEvaluator;
import io.gradstep.engine.compile.lanes.IsomorphicEvaluator;
import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import io.gradstep.engine.compile.tape.Tape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the tier of a function by its size and shape alone, never by timing it.
 *
 * <p>The constants were measured once, on gradients of the method of Runge and Kutta, of a classifier and of random
 * functions: Java 17 and 25, x86-64.
 */
final class TierChoice {
    /**
     * From here on many methods are faster than one that would be below HotSpot's limit: at 200 nodes 0.91 ns a node
     * against 1.27, at 140 nodes 0.98 against 1.15.
     */
    static final int MAX_NODES_OF_ONE_METHOD = 160;

    /**
     * Above, HotSpot needs too long to compile the methods: 1 s for 8,000 nodes, 4 s for 25,000, 18 s for 80,000, in
     * which an evaluation takes three times as long as interpreted. The machine code of 80,000 nodes takes 6 MB.
     */
    static final int MAX_NODES_OF_METHODS = 100_000;

    /**
     * Evaluations that are interpreted before methods are generated: a fifth of what HotSpot's optimising compiler asks
     * for, so that a function that is evaluated only some hundred times is spared the code.
     */
    static final int INTERPRETED_FIRST = 1000;

    /**
     * The least number of steps of a loop. Loops of small steps need 0.4 ns an operand, those of dot products with many
     * weights 1.2, which is 0.3 to 0.8 of what a tape, lanes or methods take for the same functions.
     */
    static final int MIN_STEPS = 6;

    /** The share of gates that must be spared code by loops, as its reciprocal. */
    private static final int SPARED = 2;

    /** With more operands in the code of loops and around them, HotSpot compiles it for more than a second. */
    private static final int MAX_OPERANDS_OF_LOOPS = 25_000;

    /**
     * The share of operands that do not depend on carried state, up to which a loop is chosen: 0.7 of random paths
     * (loop 9 µs, tape 19 µs), nearly all of a loss that is added up over samples.
     */
    private static final double MOST_SIDE_BY_SIDE = 0.8;

    /** The time that an operand takes in methods, with its share of both sweeps, in ns. */
    private static final double METHODS = 0.8;

    /** The time that an operand of an interpreted gate takes. */
    private static final double INTERPRETED = 9;

    /** The time that an operand takes in the loops of a tape or in lanes. */
    private static final double LOOPED = 0.2;

    /** Larger functions are not searched for equal gates once more. */
    private static final int MAX_NODES_BEFORE_MERGING = 10 * MAX_NODES_OF_METHODS;

    /** How much faster methods must be than lanes or a tape, which are fast from the first evaluations on. */
    private static final double ADVANTAGE = 2;

    /** The share of operands that must be left once equal gates are merged, for the bits of the graph to be kept. */
    private static final double LEAST_LEFT = 0.75;

    private TierChoice() {}

    static Evaluator evaluator(Recording recording) {
        // Of several outputs, generated methods differentiate the first one.
        StepSequences sequences = recording.outputCount() == 1 ? sequences(recording) : null;
        return sequences == null
                ? withoutLoops(recording)
                : new MethodsEvaluator(sequences, interpretedFirst(sequences));
    }

    /** The evaluator of a recording whose steps do not repeat themselves. */
    static Evaluator withoutLoops(Recording recording) {
        boolean generating = GeneratedClasses.obstacle() == null;
        if (generating
                && recording.size() > MAX_NODES_OF_ONE_METHOD
                && recording.outputCount() == 1
                && BytecodeCompiler.fits(recording)) {
            return new MethodsEvaluator(recording, INTERPRETED_FIRST);
        }
        Optional<Evaluator> small = BytecodeCompiler.compile(recording);
        if (small.isPresent()) {
            return small.get();
        }
        Evaluator looped = Tier.TAPE.evaluator(recording);
        if (!generating || recording.size() > MAX_NODES_BEFORE_MERGING) {
            return looped;
        }
        Recording source = CommonSubexpressions.mergedIn(recording, LEAST_LEFT);
        return source.size() <= MAX_NODES_OF_METHODS
                        && ADVANTAGE * METHODS * source.operandCount() < time(looped, source)
                ? new MethodsEvaluator(source, INTERPRETED_FIRST)
                : looped;
    }

    /** The sequences that spare most of a recording code, in it or once its equal gates are merged; null if none do. */
    static @Nullable StepSequences sequences(Recording recording) {
        StepSequences sequences = recording.size() > MAX_NODES_OF_ONE_METHOD ? recurrences(recording) : null;
        if (sequences == null || !areWorthIt(sequences)) {
            return null;
        }
        Recording merged = CommonSubexpressions.mergedIn(recording, LEAST_LEFT);
        if (merged != recording) {
            sequences = recurrences(merged);
        }
        return sequences != null && areWorthIt(sequences) ? sequences : null;
    }

    /** The sequences that carry state from step to step; others are better computed side by side. */
    private static @Nullable StepSequences recurrences(Recording recording) {
        StepSequences sequences = MethodsEvaluator.sequencesIn(recording, MIN_STEPS);
        if (sequences == null) {
            return null;
        }
        return sequences.where(sequence -> sequence.first > 0
                && sequences.shareSideBySide(sequence) < MOST_SIDE_BY_SIDE
                && !sequences.onlyReduces(sequence));
    }

    private static boolean areWorthIt(StepSequences sequences) {
        return SPARED * (long) sequences.gatesOfCode() <= sequences.gates()
                && sequences.operandsOfCode() <= MAX_OPERANDS_OF_LOOPS;
    }

    /** Evaluations that are interpreted before loops are generated: in the time that generating takes. */
    private static int interpretedFirst(StepSequences sequences) {
        return (int) ((long) INTERPRETED_FIRST * sequences.gatesOfCode() / sequences.gates());
    }

    /** The time of a gradient by a tape, lanes or an interpreter, in ns. */
    private static double time(Evaluator looped, Recording source) {
        if (looped instanceof Tape tape) {
            return time(tape.interpretedOperands(), tape.operandCount());
        }
        return looped instanceof IsomorphicEvaluator lanes
                ? time(lanes.interpretedOperands(), lanes.operandCount())
                : INTERPRETED * source.costlyOperandCount(0, source.size());
    }

    private static double time(long interpreted, long all) {
        return INTERPRETED * interpreted + LOOPED * (all - interpreted);
    }
}
