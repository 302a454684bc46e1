package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.Gate;
import io.gradstep.engine.compile.recording.Gates;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Subgraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a part of a function that occurs many times over different numbers, as the loss of each sample does in a loss
 * that was recorded over all samples.
 *
 * <p>Nodes are coloured from the leaves up: arguments each have a colour of their own, constants share one, and a
 * gate's follows from its op and its operands' colours. If a gate sums up many operands of one colour, these are the
 * roots of lanes. From the roots down, nodes in the same position of every lane form a tuple: if they are gates of the
 * same kind, each only in its own lane, they belong to the lanes; otherwise the lanes get their values from outside.
 */
public final class IsomorphicSearch {
    private static final int MIN_LANES = 8;

    /** The minimum number of nodes in all lanes. */
    private static final int MIN_NODES = 256;

    private static final int NONE = -1;

    private final Recording source;
    private final long[] colours;

    /** The roots of the lanes, null if there are few; the rest is only needed if there are some. */
    private final int @Nullable [] roots;

    /** The lane that each node belongs to, or {@link #NONE}. */
    private final int[] laneOf;

    /** The tuples of nodes that the lanes compute, from the roots down; the nodes of each by lane. */
    private final List<int[]> inside = new ArrayList<>();

    /** The tuples that the lanes are given, of different nodes and of the same one. */
    private final List<int[]> given = new ArrayList<>();

    private final List<Integer> shared = new ArrayList<>();

    /** The tuple that begins with each node, if there is one. */
    private final int[] @Nullable [] tupleOf;

    private IsomorphicSearch(Recording source) {
        this.source = source;
        this.colours = colours();
        this.roots = roots();
        int size = roots == null ? 0 : source.size();
        this.laneOf = new int[size];
        Arrays.fill(laneOf, NONE);
        this.tupleOf = new int[size][];
    }

    /** Finds the lanes of a recording; null if there are not enough. */
    public static @Nullable IsomorphicParts find(Recording source) {
        if (source.outputCount() > 1) {
            return null; // a gradient must not be multiplied where it does not flow
        }
        if (!hasGateOfLanes(source)) {
            return null;
        }
        IsomorphicSearch search = new IsomorphicSearch(source);
        int[] roots = search.roots;
        if (roots == null || !search.follow(roots)) {
            return null;
        }
        return search.inside.size() * roots.length < MIN_NODES ? null : search.cut(roots.length);
    }

    /** Whether any gate has enough operands of one kind to sum up lanes. */
    private static boolean hasGateOfLanes(Recording source) {
        int[] counts = new int[Gates.kindCount()];
        for (int node = 0; node < source.size(); node++) {
            if (source.operandCount(node) >= MIN_LANES) {
                Arrays.fill(counts, 0);
                for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                    int operand = source.operandAt(e);
                    if (source.isInterior(operand) && ++counts[source.gates.kind(operand)] == MIN_LANES) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A hash for each node; {@link #follow} checks that lanes really match. */
    private long[] colours() {
        long[] colours = new long[source.size()];
        for (int node = 0; node < colours.length; node++) {
            Gate gate = source.gates.get(node);
            if (gate != null) {
                long hash = System.identityHashCode(gate);
                for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                    hash = mix(hash + colours[source.operandAt(e)]);
                }
                colours[node] = hash;
            } else if (!source.isConstant(node)) {
                colours[node] = mix(node + 1);
            }
        }
        return colours;
    }

    private static long mix(long hash) {
        long h = hash * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 32);
    }

    /** The operands of one colour that some gate has most of; null if there are few. */
    private int @Nullable [] roots() {
        int[] best = null;
        int fewest = MIN_LANES;
        for (int node = 0; node < source.size(); node++) {
            if (source.operandCount(node) >= fewest) {
                long[] operandColours = operandColours(node);
                int longest = longestRun(operandColours);
                if (longest >= fewest) {
                    int[] roots = operandsOfColour(node, commonest(operandColours, longest));
                    if (roots.length >= fewest) {
                        best = roots;
                        fewest = roots.length + 1;
                    }
                }
            }
        }
        return best;
    }

    /** The colours of the interior operands, sorted. */
    private long[] operandColours(int node) {
        long[] operandColours = new long[source.operandCount(node)];
        int count = 0;
        for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
            int operand = source.operandAt(e);
            if (source.isInterior(operand)) {
                operandColours[count++] = colours[operand];
            }
        }
        long[] sorted = Arrays.copyOf(operandColours, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int longestRun(long[] sorted) {
        int longest = 0;
        int start = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != sorted[start]) {
                start = i;
            }
            longest = Math.max(longest, i + 1 - start);
        }
        return longest;
    }

    private static long commonest(long[] sorted, int run) {
        for (int i = run - 1; ; i++) {
            if (sorted[i] == sorted[i + 1 - run]) {
                return sorted[i];
            }
        }
    }

    /** The different interior operands of a colour, in order. */
    private int[] operandsOfColour(int node, long colour) {
        return Arrays.stream(source.operandsOf(node))
                .filter(operand -> source.isInterior(operand) && colours[operand] == colour)
                .distinct()
                .toArray();
    }

    /** Goes from the roots down through all lanes at once. Returns false if the lanes depend on one another. */
    private boolean follow(int[] roots) {
        List<int[]> stack = new ArrayList<>();
        stack.add(roots);
        while (!stack.isEmpty()) {
            int[] tuple = stack.remove(stack.size() - 1);
            int[] known = tupleOf[tuple[0]];
            if (known != null) {
                if (!Arrays.equals(known, tuple)) {
                    return false;
                }
                continue;
            }
            tupleOf[tuple[0]] = tuple;
            if (Arrays.stream(tuple).allMatch(node -> node == tuple[0])) {
                shared.add(tuple[0]);
            } else if (!belongsToLanes(tuple)) {
                if (!isOneConstant(tuple)) {
                    given.add(tuple);
                }
            } else {
                for (int lane = 0; lane < tuple.length; lane++) {
                    laneOf[tuple[lane]] = lane;
                }
                inside.add(tuple);
                for (int k = 0; k < source.operandCount(tuple[0]); k++) {
                    int[] operands = new int[tuple.length];
                    for (int lane = 0; lane < operands.length; lane++) {
                        operands[lane] = source.operand(tuple[lane], k);
                    }
                    stack.add(operands);
                }
            }
        }
        return areIndependent();
    }

    /** Whether the nodes are constants with the same bits. */
    private boolean isOneConstant(int[] tuple) {
        long bits = Double.doubleToRawLongBits(source.constant(tuple[0]));
        return Arrays.stream(tuple)
                .allMatch(node -> source.isConstant(node) && Double.doubleToRawLongBits(source.constant(node)) == bits);
    }

    /** Whether the nodes are different gates of a kind that are in no lane yet. */
    private boolean belongsToLanes(int[] tuple) {
        int first = tuple[0];
        int[] sorted = tuple.clone();
        Arrays.sort(sorted);
        for (int lane = 0; lane < tuple.length; lane++) {
            int node = tuple[lane];
            if (!source.isInterior(node)
                    || !source.gates.areSame(node, first)
                    || source.operandCount(node) != source.operandCount(first)
                    || laneOf[node] != NONE
                    || (lane > 0 && sorted[lane] == sorted[lane - 1])) {
                return false;
            }
        }
        return true;
    }

    /** Whether no number that the lanes get depends on one that they compute. */
    private boolean areIndependent() {
        boolean[] depends = new boolean[source.size()];
        for (int node = 0; node < depends.length; node++) {
            depends[node] = laneOf[node] != NONE;
            for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                depends[node] |= depends[source.operandAt(e)];
            }
        }
        return shared.stream().noneMatch(node -> depends[node])
                && given.stream().allMatch(tuple -> Arrays.stream(tuple).noneMatch(node -> depends[node]));
    }

    private @Nullable IsomorphicParts cut(int laneCount) {
        int[] cutLane = new int[source.size()];
        Arrays.fill(cutLane, Recording.NO_ARGUMENT);
        for (int k = 0; k < shared.size(); k++) {
            cutLane[shared.get(k)] = k;
        }
        for (int k = 0; k < given.size(); k++) {
            cutLane[given.get(k)[0]] = shared.size() + k;
        }
        List<int[]> outputs = outputs();
        boolean[] reached = source.reachedFrom(1);
        if (!outputs.stream().flatMapToInt(Arrays::stream).allMatch(node -> reached[node])) {
            return null; // as above: only a condition uses this output
        }
        Recording lane = new Subgraph(source, cutLane)
                .of(outputs.stream().mapToInt(tuple -> tuple[0]).toArray(), shared.size(), given.size());

        int[] cutAfter = new int[source.size()];
        Arrays.setAll(cutAfter, source::argument);
        int next = source.argumentCount();
        for (int[] tuple : outputs) {
            for (int node : tuple) {
                cutAfter[node] = next++;
            }
        }
        int[] after = new int[source.outputCount()];
        Arrays.setAll(after, source::output);
        return new IsomorphicParts(
                source,
                laneCount,
                lane,
                shared.stream().mapToInt(Integer::intValue).toArray(),
                given,
                new Subgraph(source, cutAfter)
                        .of(after, source.parameterCount, source.inputCount + laneCount * outputs.size()));
    }

    /** The tuples with a node that something outside the lanes uses. */
    private List<int[]> outputs() {
        boolean[] used = new boolean[source.size()];
        for (int k = 0; k < source.outputCount(); k++) {
            used[source.output(k)] = true;
        }
        for (int node = 0; node < used.length; node++) {
            for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
                int operand = source.operandAt(e);
                used[operand] |= laneOf[operand] != laneOf[node];
            }
        }
        return inside.stream()
                .filter(tuple -> Arrays.stream(tuple).anyMatch(node -> used[node]))
                .toList();
    }
}
