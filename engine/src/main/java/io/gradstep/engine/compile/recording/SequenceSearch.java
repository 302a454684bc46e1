package io.gradstep.engine.compile.recording;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** Distances tried for each length of windows. */
    private static final int GUESSES = 2;

    /** The least share of all gates that must follow at a distance for it to be tried, as its reciprocal. */
    private static final int RARE = 16;

    /** Times that what is left is searched with another distance. */
    private static final int ROUNDS = 3;

    /** With more sequences, it is repetitions within steps that were found. */
    private static final int MAX_SEQUENCES = 16;

    /** The most comparisons for each node. */
    private static final long MAX_COMPARISONS = 50;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final Recording source;
    private final int minSteps;
    private final int leaves;

    private final SequenceCandidate.Marks marks;

    /** Comparisons of nodes that are left: runs of nodes may look alike again and again without being sequences. */
    private long comparisons;

    /** For each gate, from the first: what must agree between steps, operands aside. */
    private final int[] signatures;

    /** The hash of all signatures before each gate. */
    private final long[] hashes;

    private SequenceSearch(Recording source, int minSteps) {
        this.source = source;
        this.minSteps = minSteps;
        int first = 0;
        while (first < source.size() && !source.isInterior(first)) {
            first++;
        }
        this.leaves = first;
        this.marks = new SequenceCandidate.Marks(source.size());
        this.comparisons = MAX_COMPARISONS * source.size();
        this.signatures = new int[source.size() - leaves];
        this.hashes = new long[signatures.length + 1];
        boolean[] reached = source.reachedFrom(1);
        for (int i = 0; i < signatures.length; i++) {
            int node = leaves + i;
            int flags = (source.isActive(node) ? 1 : 0) + (reached[node] ? 2 : 0);
            int gate = source.operandCount(node) * Gates.kindCount() + source.gates.kind(node);
            signatures[i] = node == source.output(0) ? -1 : 4 * gate + flags;
            hashes[i + 1] = hashes[i] * BASE + signatures[i] + 1;
        }
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
        Recording source = LeavesFirst.of(recording);
        SequenceSearch search = new SequenceSearch(source, minSteps);
        List<StepSequence> sequences = search.find();
        return sequences.isEmpty() ? null : new StepSequences(source, search.leaves, sequences);
    }

    private List<StepSequence> find() {
        List<Integer> periods = new ArrayList<>();
        List<StepSequence> best = List.of();
        int most = 0;
        int[] counts = new int[signatures.length];
        for (int window : WINDOWS) {
            for (int period : frequentDistances(window, counts)) {
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
                if (most > MOST * signatures.length) {
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
            if (spared(best) < signatures.length / RARE || all.size() + best.size() > MAX_SEQUENCES) {
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

    /** The distances at which most windows of a length occur again. */
    private List<Integer> frequentDistances(int window, int[] counts) {
        List<Integer> frequent = new ArrayList<>();
        int gates = signatures.length;
        if (gates < 2 * window) {
            return frequent;
        }
        long power = 1;
        for (int i = 0; i < window; i++) {
            power *= BASE;
        }
        int bits = 32 - Integer.numberOfLeadingZeros(gates);
        int[] last = new int[1 << bits];
        Arrays.fill(counts, 0);
        for (int i = 0; i + window <= gates; i++) {
            long hash = hashes[i + window] - hashes[i] * power;
            int slot = (int) ((hash * BASE) >>> (64 - bits));
            int before = last[slot] - 1;
            if (before >= 0 && hashes[before + window] - hashes[before] * power == hash) {
                counts[i - before]++;
            }
            last[slot] = i + 1;
        }
        for (int k = 0; k < GUESSES; k++) {
            int most = 0;
            for (int distance = 1; distance < gates; distance++) {
                most = counts[distance] > counts[most] ? distance : most;
            }
            if (most == 0 || counts[most] < gates / RARE) {
                break;
            }
            frequent.add(most);
            counts[most] = 0;
        }
        return frequent;
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
        if (signatures[node - leaves] != signatures[next - leaves]
                || signatures[next - leaves] == -1
                || !source.gates.areSame(node, next)) {
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
