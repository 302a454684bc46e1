package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repeated parts of a graph, each to be drawn as one box: a neuron, a step of a loop.
 *
 * <p>A part is a gate with all that leads to it and to nothing else; parts are alike if they have the same gates,
 * joined in the same way. The gates at which parts end are the named ones or, where that folds more, gates that look
 * alike for some levels down, found by colour refinement (Weisfeiler and Leman, 1968). A fixed number of choices is
 * tried, each in time linear in the size of the graph.
 */
public final class Folding {
    /** Larger circuits are folded. */
    public static final int MAX_GATES = 60;

    /** A folding must save at least this share of the gates. */
    private static final double LEAST_SAVED = 0.4;

    private static final int LARGEST = 50_000;
    private static final int LEVELS = 6;
    private static final int COLOURS_TRIED = 8;
    private static final int MIN_GATES = 2;

    /**
     * A repeated part.
     *
     * @param head the gate whose value is the part's
     * @param inputs what comes from elsewhere, each once, in reading order
     * @param gates how many gates it has
     * @param alike how many such parts there are
     */
    public record Part(int head, List<Integer> inputs, int gates, int alike) {}

    private final Map<Integer, Part> parts = new LinkedHashMap<>();
    private final int[] owner;
    private final int shownGates;
    private final int shownWires;

    private Folding(Graph graph, FoldingRegions regions) {
        this.owner = new int[graph.size()];
        Arrays.fill(owner, FoldingRegions.NONE);
        int gates = 0;
        int wires = 0;
        Map<List<Integer>, Integer> counts = regions.counts();
        for (FoldingRegions.Region region : regions.regions()) {
            int alike = counts.getOrDefault(region.shape(), 0);
            boolean folds = region.gates() >= MIN_GATES && alike > 1;
            gates += folds ? 1 : region.gates();
            wires += folds ? region.inputs().size() : region.wires();
            if (folds) {
                parts.put(region.head(), new Part(region.head(), region.inputs(), region.gates(), alike));
            }
        }
        for (int i = 0; i < owner.length; i++) {
            owner[i] = parts.containsKey(regions.of(i)) ? regions.of(i) : FoldingRegions.NONE;
        }
        this.shownGates = gates;
        this.shownWires = wires;
    }

    /** {@return the folding of a graph that is too large for a circuit, if it has enough repeated parts} */
    public static Optional<Folding> of(Graph graph) {
        int gates = 0;
        for (int i = 0; i < graph.size(); i++) {
            gates += graph.node(i).isLeaf() ? 0 : 1;
        }
        if (gates <= MAX_GATES || graph.size() > LARGEST) {
            return Optional.empty();
        }
        Folding best = null;
        for (boolean[] heads : choices(graph)) {
            Folding folding = new Folding(graph, new FoldingRegions(graph, heads));
            if (best == null || folding.shownGates < best.shownGates) {
                best = folding;
            }
        }
        return best == null || best.shownGates > (1 - LEAST_SAVED) * gates ? Optional.empty() : Optional.of(best);
    }

    private static List<boolean[]> choices(Graph graph) {
        List<boolean[]> choices = new ArrayList<>();
        boolean[] named = new boolean[graph.size()];
        for (int i = 0; i < named.length; i++) {
            named[i] = !graph.node(i).isLeaf() && graph.node(i).name() != null;
        }
        choices.add(named);
        long[] colours = new long[graph.size()];
        for (int level = 0; level < LEVELS; level++) {
            colours = refined(graph, colours);
            choices.addAll(byColour(graph, colours));
        }
        return choices;
    }

    /** Each gate's colour: its operation, and the colours of its operands. */
    private static long[] refined(Graph graph, long[] colours) {
        long[] refined = new long[colours.length];
        for (int i = 0; i < colours.length; i++) {
            long colour =
                    graph.node(i).isLeaf() ? 1 : graph.op(i).functionName().hashCode();
            for (int k = 0; k < graph.operandCount(i); k++) {
                colour = (colour + colours[graph.operandIndex(i, k)]) * 0x9E3779B97F4A7C15L;
                colour ^= colour >>> 29;
            }
            refined[i] = colour;
        }
        return refined;
    }

    /** The gates of each of the most frequent colours. */
    private static List<boolean[]> byColour(Graph graph, long[] colours) {
        Map<Long, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < colours.length; i++) {
            if (!graph.node(i).isLeaf()) {
                counts.merge(colours[i], 1, Integer::sum);
            }
        }
        List<boolean[]> choices = new ArrayList<>();
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS_TRIED)
                .forEach(entry -> {
                    boolean[] heads = new boolean[colours.length];
                    for (int i = 0; i < heads.length; i++) {
                        heads[i] = !graph.node(i).isLeaf() && colours[i] == entry.getKey();
                    }
                    choices.add(heads);
                });
        return choices;
    }

    /** {@return the parts, by their heads} */
    public Map<Integer, Part> parts() {
        return parts;
    }

    /** The part that a node is the head of, if it is one. */
    @Nullable
    Part part(int node) {
        return parts.get(node);
    }

    /** Whether a node is within a part, and not its head. */
    boolean hides(int node) {
        return owner[node] != FoldingRegions.NONE && owner[node] != node;
    }

    /** Whether a node belongs to the part of a head. */
    boolean isWithin(int node, int head) {
        return owner[node] == head;
    }

    /** {@return the head of the part that a node belongs to; negative for a node in no part} */
    public int head(int node) {
        return owner[node];
    }

    /** {@return how many gates and boxes remain} */
    public int shownGates() {
        return shownGates;
    }

    /** {@return how many wires remain} */
    public int shownWires() {
        return shownWires;
    }
}
