package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.Connector;
import io.gradstep.viz.graph.drawing.NeuronCard;
import io.gradstep.viz.graph.drawing.Neurons;
import io.gradstep.viz.graph.drawing.NeuronsView;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.TracedGraph;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The network of a film: the numbers of each frame, and one layout for all of them. */
final class FilmNetwork {
    /** Larger networks cannot be taken in at a glance. */
    static final int MAX_CARDS = 64;

    private final Graph graph;
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Graph last;

    /**
     * The numbers that change from frame to frame.
     *
     * @param values by node, of those that have a row in a card
     * @param gradients by node; none of constants
     * @param connections always the same, in the same order, but for their gradients
     */
    private record Frame(
            Map<Integer, Double> values, Map<Integer, Double> gradients, List<Neurons.Connection> connections) {
        double width(int node) {
            return Math.max(width(values.get(node)), width(gradients.get(node)));
        }

        private static double width(@Nullable Double number) {
            return number == null ? 0 : Text.width(Numbers.format(number), NeuronCard.NUMBER_SIZE);
        }
    }

    FilmNetwork(Graph graph) {
        this.graph = graph;
    }

    /** Records the current values, and the gradients that belong to them. */
    void add() {
        Graph copy = TracedGraph.of(Trace.of(graph));
        Neurons neurons = new Neurons(copy, true);
        List<Integer> nodes = new ArrayList<>(neurons.inputs());
        neurons.groups().forEach(group -> nodes.addAll(group.rows));
        Map<Integer, Double> values = new HashMap<>();
        Map<Integer, Double> gradients = new HashMap<>();
        for (int i : nodes) {
            Value node = copy.node(i);
            values.put(i, node.data());
            if (!node.isConstant()) {
                gradients.put(i, node.grad());
            }
        }
        frames.add(new Frame(values, gradients, neurons.connections()));
        last = copy;
    }

    private NeuronsView view() {
        return NeuronsView.changing(
                Objects.requireNonNull(last),
                node -> frames.stream()
                        .mapToDouble(frame -> frame.width(node))
                        .max()
                        .orElse(0));
    }

    /** The last frame. */
    String svg() {
        return view().svg();
    }

    void write(Json json) {
        NeuronsView view = view();
        List<Integer> nodes = view.cards().values().stream()
                .flatMap(card -> card.rows().stream())
                .map(NeuronCard.Row::node)
                .sorted()
                .toList();
        List<Neurons.Connection> all = frames.get(frames.size() - 1).connections();
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            numbers.put(Connector.id(all.get(i)), i);
        }
        List<String> drawn = view.connections().stream().map(Connector::id).toList();
        int[] shown = drawn.stream().mapToInt(numbers::get).toArray();
        json.beginObject();
        json.name("nodes").beginArray();
        nodes.forEach(json::number);
        json.endArray();
        json.name("edges").beginArray();
        drawn.forEach(json::string);
        json.endArray();
        json.name("frames").beginArray();
        frames.forEach(frame -> write(json, frame, nodes, shown));
        json.endArray().endObject();
    }

    private static void write(Json json, Frame frame, List<Integer> nodes, int[] shown) {
        json.beginObject();
        json.name("values").beginArray();
        nodes.forEach(node -> number(json, frame.values().get(node)));
        json.endArray();
        json.name("gradients").beginArray();
        nodes.forEach(node -> number(json, frame.gradients().get(node)));
        json.endArray();
        json.name("edges").beginArray();
        for (int i : shown) {
            Neurons.Connection connection = frame.connections().get(i);
            number(json, connection.known() ? Double.valueOf(connection.gradient()) : null);
        }
        json.endArray().endObject();
    }

    private static void number(Json json, @Nullable Double number) {
        if (number == null) {
            json.nothing();
        } else {
            json.number(Numbers.rounded(number));
        }
    }
}
