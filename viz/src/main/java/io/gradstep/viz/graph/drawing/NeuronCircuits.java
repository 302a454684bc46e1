package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The circuit of each neuron by itself, for a page that opens it: the neuron's nodes for its first sample, with inputs
 * from elsewhere as leaves. Ids are those of the whole graph's nodes and edges, prefixed with the neuron's own.
 */
public final class NeuronCircuits {
    /** The largest neuron that has a readable circuit. */
    private static final int MAX_VALUES = 40;

    /** The most values drawn in all circuits together: each takes some 800 bytes of the page. */
    private static final int MAX_TOGETHER = 240;

    private static final Pattern NODE_OR_EDGE = Pattern.compile(" id=\"([ne])(\\d+)([_\\d]*)\"");
    private static final Pattern TOOLTIP = Pattern.compile("(<g [^>]*>\n)<title>[^<]*</title>\n");

    private final Graph graph;
    private final Neurons neurons;

    /**
     * Finds the neurons of a graph.
     *
     * @param graph with the values and gradients to show
     */
    public NeuronCircuits(Graph graph) {
        this.graph = graph;
        this.neurons = new Neurons(graph, true);
    }

    /** {@return a closed dialog for each neuron that is small enough, up to a limit on all of them} */
    public String html() {
        Svg html = new Svg();
        int drawn = 0;
        List<Neurons.Group> groups = neurons.groups();
        for (int g = 0; g < groups.size() && drawn < MAX_TOGETHER; g++) {
            SortedSet<Integer> members = members(g);
            if (members.size() <= MAX_VALUES) {
                drawn += members.size();
                addDialog(html, g, members);
            }
        }
        return html.toString();
    }

    /** A neuron's first named node, with all that leads to it within the neuron, and the nodes that these take. */
    private SortedSet<Integer> members(int group) {
        SortedSet<Integer> members = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        int head = neurons.groups().get(group).rows.get(0);
        open.push(head);
        members.add(head);
        while (!open.isEmpty() && members.size() <= MAX_VALUES) {
            int node = open.pop();
            for (int k = 0; k < graph.operandCount(node); k++) {
                int operand = graph.operandIndex(node, k);
                if (members.add(operand) && isWithin(operand, group)) {
                    open.push(operand);
                }
            }
        }
        return members;
    }

    /** Another sample of the same neuron is not a part of this one. */
    private boolean isWithin(int node, int group) {
        return neurons.owner(node) == group && !Neurons.isHead(graph, node);
    }

    private void addDialog(Svg html, int group, SortedSet<Integer> members) {
        String name = Text.visible(neurons.groups().get(group).name);
        html.add("<dialog data-neuron={} aria-label={}>\n", "g" + group, "circuit of " + name);
        html.add("<h2>{}</h2>\n<div class=\"circuit\">\n", name).addRaw(circuit(group, members));
        html.addRaw("</div>\n<button>Close</button>\n</dialog>\n");
    }

    private String circuit(int group, SortedSet<Integer> members) {
        Map<Integer, Value> copies = new HashMap<>();
        Map<Value, Integer> indices = new HashMap<>();
        int head = neurons.groups().get(group).rows.get(0);
        for (int i : members) {
            Value copy = i == head || isWithin(i, group) ? computed(i, copies) : given(i);
            copies.put(i, copy);
            indices.put(copy, i);
        }
        Graph part = Graph.of(Objects.requireNonNull(copies.get(head)));
        part.backward();
        String svg = TOOLTIP.matcher(new CircuitView(part, ShownNumbers.ANSWERS).svg())
                .replaceAll("$1");
        return NODE_OR_EDGE.matcher(svg).replaceAll(id -> {
            Integer index = Objects.requireNonNull(indices.get(part.node(Integer.parseInt(id.group(2)))));
            return " id=\"g" + group + "-" + id.group(1) + index + id.group(3) + "\"";
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
