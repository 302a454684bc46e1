package io.gradstep.engine.compile.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gates of a recording in their order, of which windows are compared by hash: for the distances at which the same
 * gates follow each other again.
 *
 * <p>A large recording is sampled first, because a window that occurs only once is a miss of the cache in the table of
 * all windows: a search of 8 million gates at random, for five lengths of windows, took 1.5 s without samples and takes
 * 0.23 s with them.
 */
final class GateWindows {
    /** The least share of all gates that must follow at a distance for it to be frequent, as its reciprocal. */
    static final int RARE = 16;

    /** Frequent distances for each length of windows. */
    private static final int GUESSES = 2;

    /** From here on, a table of all windows is larger than the cache. */
    private static final int SAMPLED_FROM = 1 << 17;

    /** The number of windows in a sample, and of the slots for them, few of which are taken. */
    private static final int SAMPLE = 1024;

    private static final int SLOT_BITS = 14;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    /** The signature of the output, which is like no other gate. */
    private static final int OUTPUT = -1;

    /** For each gate, from the first: what must agree between steps, operands aside. */
    private final int[] signatures;

    /** The hash of all signatures before each gate. */
    private final long[] hashes;

    /** Whether the samples of windows that were taken repeat, by length. */
    private final Map<Integer, Boolean> samples = new HashMap<>();

    GateWindows(Recording source) {
        this.signatures = new int[source.gateCount()];
        this.hashes = new long[signatures.length + 1];
        boolean[] reached = source.reachedFrom(1);
        int i = 0;
        for (int node = 0; node < reached.length; node++) {
            if (!source.isInterior(node)) {
                continue;
            }
            int flags = (source.isActive(node) ? 1 : 0) + (reached[node] ? 2 : 0);
            int gate = source.operandCount(node) * Gates.kindCount() + source.gates.kind(node);
            signatures[i] = node == source.output(0) ? OUTPUT : 4 * gate + flags;
            hashes[i + 1] = hashes[i] * BASE + signatures[i] + 1;
            i++;
        }
    }

    /** The number of gates. */
    int count() {
        return signatures.length;
    }

    /** Whether two gates, numbered from 0, agree but for their operands; the output agrees with none. */
    boolean agree(int gate, int other) {
        return signatures[gate] == signatures[other] && signatures[other] != OUTPUT;
    }

    /** Whether there may be a frequent distance for one of some lengths of windows. */
    boolean mayRepeat(int[] lengths) {
        return Arrays.stream(lengths).anyMatch(this::mayRepeat);
    }

    private boolean mayRepeat(int window) {
        return count() >= 2 * window
                && (count() < SAMPLED_FROM || samples.computeIfAbsent(window, this::sampleRepeats));
    }

    /**
     * Whether half as many windows of a sample follow at one distance as must do so for it to be frequent. A sequence
     * is one stretch, and the sample is evenly spread, so that it has its share of each; of a random sample one in
     * 100,000 would have half of it.
     */
    private boolean sampleRepeats(int window) {
        long power = power(window);
        int[] sample = sample(count() - window + 1);
        long[] keys = new long[1 << SLOT_BITS];
        for (int i : sample) {
            long key = key(i, window, power);
            keys[slot(keys, key)] = key;
        }
        int[] last = new int[keys.length];
        Arrays.fill(last, -1);
        int[] distances = new int[SAMPLE];
        int next = 0;
        for (int i = 0; next < SAMPLE; i++) {
            long key = key(i, window, power);
            int slot = slot(keys, key);
            if (keys[slot] == key) {
                for (; next < SAMPLE && sample[next] == i; next++) {
                    distances[next] = last[slot] < 0 ? 0 : i - last[slot];
                }
                last[slot] = i;
            }
        }
        return mostOften(distances) >= SAMPLE / RARE / 2;
    }

    /** Some of the numbers below a limit, in order: multiples of the golden ratio, which are spread out evenly. */
    private static int[] sample(int limit) {
        int[] sample = new int[SAMPLE];
        for (int k = 0; k < SAMPLE; k++) {
            sample[k] = (int) Math.multiplyHigh((k * BASE) >>> 1, 2L * limit);
        }
        Arrays.sort(sample);
        return sample;
    }

    /** How often the number other than 0 that occurs most often does. */
    private static int mostOften(int[] numbers) {
        Arrays.sort(numbers);
        int most = 0;
        int first = 0;
        for (int k = 0; k < numbers.length; k++) {
            first = numbers[k] == numbers[first] ? first : k;
            most = numbers[k] == 0 ? 0 : Math.max(most, k + 1 - first);
        }
        return most;
    }

    /** The slot of a key, or a free one, which holds 0. */
    private static int slot(long[] keys, long key) {
        int slot = (int) ((key * BASE) >>> (Long.SIZE - SLOT_BITS));
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    /** The hash of a window, but never 0. */
    private long key(int start, int window, long power) {
        return hash(start, window, power) | 1;
    }

    private long hash(int start, int window, long power) {
        return hashes[start + window] - hashes[start] * power;
    }

    private static long power(int window) {
        long power = 1;
        for (int i = 0; i < window; i++) {
            power *= BASE;
        }
        return power;
    }

    /**
     * The distances at which most windows of a length occur again.
     *
     * @param counts scratch, one for each gate
     */
    List<Integer> frequentDistances(int window, int[] counts) {
        List<Integer> frequent = new ArrayList<>();
        if (!mayRepeat(window)) {
            return frequent;
        }
        int gates = count();
        long power = power(window);
        int bits = 32 - Integer.numberOfLeadingZeros(gates);
        int[] last = new int[1 << bits];
        Arrays.fill(counts, 0);
        for (int i = 0; i + window <= gates; i++) {
            long hash = hash(i, window, power);
            int slot = (int) ((hash * BASE) >>> (64 - bits));
            int before = last[slot] - 1;
            if (before >= 0 && hash(before, window, power) == hash) {
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
}
