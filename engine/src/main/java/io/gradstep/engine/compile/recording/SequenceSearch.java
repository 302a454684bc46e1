package io.gradstep.engine.compile.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a recording that repeat themselves, in time and memory linear in its size.
 *
 * <p>The distances at which the same gates follow each other again are guessed by hashes of windows: small windows find
 * short steps, and large ones see past repetitions within a step. For a few guesses, nodes are then compared one by
 * one, see {@link SequenceCandidate}.
 */
public final class SequenceSearch {
    /**
     * The lengths of the windows, the ones that serve most functions first; a guess that spares most nodes ends the
     * search.
     */
    private static final int[] WINDOWS = {256, 2048, 32, 4, 16_384};

    /** The share of nodes that is most of them. */
    private static final double MOST = 0.9;

    /** Times that what is left is searched with another distance. */
    private static final int ROUNDS = 3;

    /** With more sequences, it is repetitions within steps that were found. */
    private static final int MAX_SEQUENCES = 16;

    /** The most comparisons for each node. */
    private static final long MAX_COMPARISONS = 50;

    private final Recording source;
    private final int minSteps;
    private final GateWindows windows;
    private final int leaves;
    private final SequenceCandidate.Marks marks;

    /** Comparisons of nodes that are left: runs of nodes may look alike again and again without being sequences. */
    private long comparisons;

    private SequenceSearch(Recording source, int minSteps, GateWindows windows) {
        this.source = source;
        this.minSteps = minSteps;
        this.windows = windows;
        this.leaves = source.size() - windows.count();
        this.marks = new SequenceCandidate.Marks(source.size());
        this.comparisons = MAX_COMPARISONS * source.size();
    }

    /**
     * Finds sequences.
     *
     * @param recording any recording
     * @param minSteps the least number of steps of a sequence
     * @return the sequences that were found; null if there are none
     */
    public static @Nullable StepSequences find(Recording recording, int minSteps) {
        if (recording.gateCount() < 2 * minSteps || !recording.isInterior(recording.output(0))) {
            return null;
        }
        GateWindows windows = new GateWindows(recording);
        if (!windows.mayRepeat(WINDOWS)) {
            return null;
        }
        Recording source = recording.leavesFirst();
        SequenceSearch search = new SequenceSearch(source, minSteps, windows);
        List<StepSequence> sequences = search.find();
        return sequences.isEmpty() ? null : new StepSequences(source, search.leaves, sequences);
    }

    private List<StepSequence> find() {
        List<Integer> periods = new ArrayList<>();
        List<StepSequence> best = List.of();
        int most = 0;
        int[] counts = new int[windows.count()];
        for (int window : WINDOWS) {
            for (int period : windows.frequentDistances(window, counts)) {
                if (periods.contains(period)) {
                    continue;
                }
                periods.add(period);
                List<StepSequence> sequences = in(leaves, source.size(), period);
                int spared = spared(sequences);
                if (spared > most && sequences.size() <= MAX_SEQUENCES) {
                    best = sequences;
                    most = spared;
                }
                if (most > MOST * windows.count()) {
                    return best;
                }
            }
        }
        return withThoseBetween(best, periods);
    }

    /** Adds sequences with other periods before, between and after the given ones. */
    private List<StepSequence> withThoseBetween(List<StepSequence> found, List<Integer> periods) {
        List<StepSequence> all = new ArrayList<>(found);
        for (int round = 0; round < ROUNDS && !all.isEmpty(); round++) {
            List<StepSequence> best = List.of();
            for (int period : periods) {
                List<StepSequence> more = new ArrayList<>();
                int from = leaves;
                for (StepSequence sequence : all) {
                    more.addAll(in(from, sequence.start, period));
                    from = sequence.end();
                }
                more.addAll(in(from, source.size(), period));
                best = spared(more) > spared(best) ? more : best;
            }
            if (spared(best) < windows.count() / GateWindows.RARE || all.size() + best.size() > MAX_SEQUENCES) {
                break;
            }
            all.addAll(best);
            all.sort(Comparator.comparingInt(s -> s.start));
        }
        return all;
    }

    private static int spared(List<StepSequence> sequences) {
        return sequences.stream().mapToInt(StepSequence::spared).sum();
    }

    /** The sequences with a period in an index range, {@code to} exclusive. */
    private List<StepSequence> in(int from, int to, int period) {
        List<StepSequence> sequences = new ArrayList<>();
        int start = from;
        int node = from;
        while (start + (long) minSteps * period <= to && comparisons > 0) {
            int before = node;
            while (node + period < to && matches(node, node + period, start)) {
                node++;
            }
            comparisons -= node - before + 1;
            int count = (node - start) / period + 1;
            StepSequence sequence = count < minSteps
                    ? null
                    : new SequenceCandidate(source, marks, start, period, count).checked(minSteps);
            if (sequence == null) {
                node++;
                start = node;
            } else {
                sequences.add(sequence);
                start = sequence.end();
                node = start;
            }
        }
        return sequences;
    }

    /** Whether two nodes may be at the same position of steps of a sequence with a start. */
    private boolean matches(int node, int next, int start) {
        if (!windows.agree(node - leaves, next - leaves) || !source.gates.areSame(node, next)) {
            return false;
        }
        int e = source.firstOperand(node);
        int f = source.firstOperand(next);
        for (; e < source.firstOperand(node + 1); e++, f++) {
            int a = source.operandAt(e);
            int b = source.operandAt(f);
            if (a != b
                    && (source.isActive(a) != source.isActive(b)
                            || source.isInterior(a) != source.isInterior(b)
                            || (b - a != next - node && (a >= start || b >= start)))) {
                return false;
            }
        }
        return true;
    }
}
