package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The circuits of parts of a graph, for a page that opens them: of each neuron, its nodes for its first sample; of each
 * folded part, its nodes. Inputs from elsewhere are leaves. Ids are those of the whole graph's nodes and edges,
 * prefixed with that of the part's box.
 */
public final class PartCircuits {
    /** The largest part that has a readable circuit. */
    private static final int MAX_VALUES = 40;

    /** The most values drawn in all circuits of neurons together: each takes some 800 bytes of the page. */
    private static final int MAX_OF_NEURONS = 240;

    /** The same for folded parts, which are opened to see what they are. */
    private static final int MAX_OF_FOLDED = 600;

    private static final Pattern NODE_OR_EDGE = Pattern.compile(" id=\"([ne])(\\d+)([_\\d]*)\"");
    private static final Pattern TOOLTIP = Pattern.compile("(<g [^>]*+>\n)<title>[^<]*+</title>\n");

    /**
     * A part to be opened.
     *
     * @param box the id of its box
     * @param name of the part
     * @param head the node whose value it computes
     * @param isWithin whether a node belongs to it, apart from the head
     */
    private record Part(String box, String name, int head, IntPredicate isWithin) {}

    private final Graph graph;
    private final List<Part> parts;
    private final int limit;

    private PartCircuits(Graph graph, List<Part> parts, int limit) {
        this.graph = graph;
        this.parts = parts;
        this.limit = limit;
    }

    /**
     * {@return the circuits of the neurons of a graph}
     *
     * @param graph with the values and gradients to show
     */
    public static PartCircuits ofNeurons(Graph graph) {
        Neurons neurons = new Neurons(graph, true);
        List<Part> parts = new ArrayList<>();
        for (int g = 0; g < neurons.groups().size(); g++) {
            int group = g;
            Neurons.Group neuron = neurons.groups().get(g);
            // Another sample of the same neuron is not a part of this one.
            IntPredicate isWithin = node -> neurons.owner(node) == group && !Neurons.isHead(graph, node);
            parts.add(new Part("g" + g, neuron.name, neuron.rows.get(0), isWithin));
        }
        return new PartCircuits(graph, parts, MAX_OF_NEURONS);
    }

    /**
     * {@return the circuits of folded parts}
     *
     * @param graph with the values and gradients to show
     * @param folding its folding
     */
    public static PartCircuits of(Graph graph, Folding folding) {
        List<Part> parts = folding.parts().values().stream()
                .map(part -> new Part(
                        CircuitView.boxId(part.head()),
                        CardFormula.name(graph, part.head()),
                        part.head(),
                        node -> folding.isWithin(node, part.head())))
                .toList();
        return new PartCircuits(graph, parts, MAX_OF_FOLDED);
    }

    /** {@return a closed dialog for each part that is small enough, up to a limit on all of them} */
    public String html() {
        StringBuilder html = new StringBuilder();
        int drawn = 0;
        for (int p = 0; p < parts.size() && drawn < limit; p++) {
            SortedSet<Integer> members = members(parts.get(p));
            if (members.size() <= MAX_VALUES) {
                drawn += members.size();
                html.append(dialog(parts.get(p), members));
            }
        }
        return html.toString();
    }

    /** {@return the names of the parts that are small enough, by the ids of their boxes} */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Part part : parts) {
            if (members(part).size() <= MAX_VALUES) {
                names.put(part.box(), Text.visible(part.name()));
            }
        }
        return names;
    }

    /** {@return the closed dialog of a part that is small enough, by the id of its box; empty for any other id} */
    public Optional<String> dialog(String box) {
        return parts.stream()
                .filter(part -> part.box().equals(box) && members(part).size() <= MAX_VALUES)
                .map(part -> dialog(part, members(part)))
                .findFirst();
    }

    /** The head, with all that leads to it within the part, and the nodes that these take. */
    private SortedSet<Integer> members(Part part) {
        SortedSet<Integer> members = new TreeSet<>(List.of(part.head()));
        Deque<Integer> open = new ArrayDeque<>(members);
        while (!open.isEmpty() && members.size() <= MAX_VALUES) {
            int node = open.pop();
            for (int k = 0; k < graph.operandCount(node); k++) {
                int operand = graph.operandIndex(node, k);
                if (members.add(operand) && part.isWithin().test(operand)) {
                    open.push(operand);
                }
            }
        }
        return members;
    }

    private String dialog(Part part, SortedSet<Integer> members) {
        Svg html = new Svg();
        String name = Text.visible(part.name());
        html.add("<dialog data-neuron={} aria-label={}>\n", part.box(), "circuit of " + name);
        html.add("<h2>{}</h2>\n<div class=\"circuit\">\n", name).addRaw(circuit(part, members));
        return html.addRaw("</div>\n<button>Close</button>\n</dialog>\n").toString();
    }

    private String circuit(Part part, SortedSet<Integer> members) {
        Map<Integer, Value> copies = new HashMap<>();
        Map<Value, Integer> indices = new HashMap<>();
        for (int i : members) {
            Value copy = i == part.head() || part.isWithin().test(i) ? computed(i, copies) : given(i);
            copies.put(i, copy);
            indices.put(copy, i);
        }
        Graph alone = Graph.of(Objects.requireNonNull(copies.get(part.head())));
        alone.backward();
        String svg = TOOLTIP.matcher(new CircuitView(alone, ShownNumbers.ANSWERS).svg())
                .replaceAll("$1");
        return NODE_OR_EDGE.matcher(svg).replaceAll(id -> {
            Integer index = Objects.requireNonNull(indices.get(alone.node(Integer.parseInt(id.group(2)))));
            return " id=\"" + part.box() + "-" + id.group(1) + index + id.group(3) + "\"";
        });
    }

    private Value computed(int i, Map<Integer, Value> copies) {
        Value node = graph.node(i);
        if (node.isLeaf()) {
            return given(i);
        }
        List<Value> operands = new ArrayList<>();
        for (int k = 0; k < graph.operandCount(i); k++) {
            operands.add(Objects.requireNonNull(copies.get(graph.operandIndex(i, k))));
        }
        return node.op().apply(operands).named(CardFormula.name(graph, i));
    }

    private Value given(int i) {
        Value node = graph.node(i);
        Value copy = node.isConstant() ? Value.constant(node.data()) : Value.of(node.data());
        return graph.isNumber(i) ? copy : copy.named(CardFormula.name(graph, i));
    }
}
