package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph in regions that each end at one gate, for {@link Folding}: a node belongs to the region in which all that use
 * it are; a gate that several regions use, and a given head, ends a region of its own.
 */
final class FoldingRegions {
    static final int NONE = -1;
    private static final int SHARED = -2;

    // The codes of operands in a shape; those from INPUT on are followed by a number.
    private static final int CONSTANT = -1;
    private static final int INPUT = -2;
    private static final int LEAF = -3;
    private static final int GATE = -4;

    /**
     * A region.
     *
     * @param shape equal for regions that have the same gates, joined in the same way
     * @param inputs what comes from elsewhere, each once, in reading order
     * @param gates the number of its gates
     * @param wires the number of wires into all its gates
     */
    record Region(int head, List<Integer> shape, List<Integer> inputs, int gates, int wires) {}

    private final Graph graph;
    private final int[] regionOf;
    private final List<Region> regions = new ArrayList<>();
    private final Map<Gate, Integer> numbersOfOps = new HashMap<>();

    FoldingRegions(Graph graph, boolean[] heads) {
        this.graph = graph;
        int n = graph.size();
        this.regionOf = new int[n];
        int[] users = new int[n];
        Arrays.fill(users, NONE);
        for (int i = n - 1; i >= 0; i--) {
            boolean leaf = graph.node(i).isLeaf();
            boolean head = heads[i] || users[i] < 0;
            regionOf[i] = leaf ? Math.max(NONE, users[i]) : head ? i : users[i];
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                boolean agrees = users[operand] == NONE || users[operand] == regionOf[i];
                users[operand] = agrees ? regionOf[i] : SHARED;
            }
        }
        int[] numbers = new int[n];
        Arrays.fill(numbers, NONE);
        for (int i = 0; i < n; i++) {
            if (regionOf[i] == i) {
                regions.add(region(i, numbers));
            }
        }
    }

    /** Walks a region from its head, level by level. */
    private Region region(int head, int[] numbers) {
        List<Integer> shape = new ArrayList<>();
        Map<Integer, Integer> inputs = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(head));
        int gates = 0;
        int wires = 0;
        int met = 0;
        while (!open.isEmpty()) {
            int node = open.remove();
            gates++;
            wires += graph.operandCount(node);
            shape.add(numbersOfOps.computeIfAbsent(graph.node(node).op(), unseen -> numbersOfOps.size()));
            for (int k = 0; k < graph.operandCount(node); k++) {
                int operand = graph.operandIndex(node, k);
                boolean leaf = graph.node(operand).isLeaf();
                if (regionOf[operand] != head) {
                    shape.add(INPUT);
                    shape.add(inputs.computeIfAbsent(operand, unseen -> inputs.size()));
                } else if (graph.node(operand).isConstant()) {
                    shape.add(CONSTANT);
                } else {
                    if (numbers[operand] == NONE) {
                        numbers[operand] = met++;
                        if (!leaf) {
                            open.add(operand);
                        }
                    }
                    shape.add(leaf ? LEAF : GATE);
                    shape.add(numbers[operand]);
                }
            }
        }
        return new Region(head, shape, inReadingOrder(head), gates, wires);
    }

    /** A region's inputs as they follow each other in its formula. */
    private List<Integer> inReadingOrder(int head) {
        Set<Integer> seen = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(head));
        while (!open.isEmpty()) {
            int node = open.pop();
            if (seen.add(node) && regionOf[node] == head) {
                for (int k = graph.operandCount(node) - 1; k >= 0; k--) {
                    open.push(graph.operandIndex(node, k));
                }
            }
        }
        seen.removeIf(node -> regionOf[node] == head);
        return List.copyOf(seen);
    }

    /** All regions, each before those that use it. */
    List<Region> regions() {
        return regions;
    }

    /** How many regions have each shape. */
    Map<List<Integer>, Integer> counts() {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        regions.forEach(region -> counts.merge(region.shape(), 1, Integer::sum));
        return counts;
    }

    /** The head of the region that a node belongs to, or {@link #NONE} for a leaf that several use. */
    int of(int node) {
        return regionOf[node];
    }
}
