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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The network of a film on each of its samples: the numbers of each frame, and one layout for all of them. */
final class FilmNetwork {
    /** Of larger networks layers are folded; those that cannot be folded so far are left out. */
    static final int MAX_CARDS = 64;

    /** Of more in a column nobody could read the numbers on a screen that shows the whole film. */
    private static final int MAX_COLUMN = 20;

    private final List<FilmSample> samples;

    /** By sample, then by frame. */
    private final List<List<Frame>> frames = new ArrayList<>();

    private @Nullable Graph last;

    /**
     * The numbers that change from frame to frame, by the place of a row among all rows of the cards, in their order.
     *
     * @param gradients null of constants
     * @param connections their gradients, by their names
     */
    private record Frame(
            List<Double> values, List<@Nullable Double> gradients, Map<String, Double> connections, String answer) {
        double width(int row) {
            Double gradient = gradients.get(row);
            return Math.max(width(values.get(row).doubleValue()), gradient == null ? 0 : width(gradient.doubleValue()));
        }

        private static double width(double number) {
            return Text.width(Numbers.format(number), NeuronCard.NUMBER_SIZE);
        }
    }

    FilmNetwork(List<FilmSample> samples) {
        this.samples = List.copyOf(samples);
        List<String> cards = cards(samples.get(0));
        for (FilmSample sample : samples) {
            frames.add(new ArrayList<>());
            if (!cards(sample).equals(cards)) {
                throw new IllegalArgumentException("the graph of the sample %s has other named values than that of %s"
                        .formatted(sample.name(), samples.get(0).name()));
            }
        }
    }

    private static List<String> cards(FilmSample sample) {
        Neurons neurons = new Neurons(sample.graph(), false);
        List<String> cards = new ArrayList<>(List.of(neurons.inputs().size() + " inputs"));
        sorted(neurons).forEach(group -> cards.add(group.name() + " × " + group.rows.size()));
        return cards;
    }

    /** The number of cards of a graph whose layers are folded as far as need be. */
    static int cards(Graph graph) {
        return neurons(graph).groups().size();
    }

    private static Neurons neurons(Graph graph) {
        return new Neurons(graph, true).folded(MAX_CARDS, MAX_COLUMN);
    }

    /** The nodes that have a row in a card, in a fixed order. */
    private static List<Integer> rows(Neurons neurons) {
        List<Integer> rows = new ArrayList<>(neurons.inputs());
        sorted(neurons).forEach(group -> rows.addAll(group.rows));
        return rows;
    }

    /** The groups in an order that does not depend on the order of a loss's operands, which differs between samples. */
    private static List<Neurons.Group> sorted(Neurons neurons) {
        return neurons.groups().stream()
                .sorted(Comparator.comparing(Neurons.Group::name))
                .toList();
    }

    /** A connection's name in all graphs of the samples. */
    private static String name(Neurons neurons, Neurons.Connection connection) {
        String from = connection.from() < 0
                ? ""
                : neurons.groups().get(connection.from()).name();
        return from + '\n' + neurons.groups().get(connection.to()).name();
    }

    /** Records the current values on each sample, and the gradients that belong to them. */
    void add() {
        for (int s = samples.size() - 1; s >= 0; s--) {
            last = TracedGraph.of(Trace.of(samples.get(s).graph()));
            frames.get(s).add(frame(last, samples.get(s).answer()));
        }
    }

    private static Frame frame(Graph graph, String answer) {
        Neurons neurons = neurons(graph);
        List<Integer> rows = rows(neurons);
        List<Double> values = new ArrayList<>();
        List<@Nullable Double> gradients = new ArrayList<>();
        for (int row : rows) {
            Value node = graph.node(row);
            values.add(node.data());
            gradients.add(node.isConstant() ? null : Double.valueOf(node.grad()));
        }
        Map<String, Double> connections = new HashMap<>();
        for (Neurons.Connection connection : neurons.connections()) {
            if (connection.known()) {
                connections.put(name(neurons, connection), connection.gradient());
            }
        }
        return new Frame(values, gradients, connections, answer);
    }

    private Graph graph() {
        if (last == null) {
            throw new IllegalStateException("a film needs at least one frame");
        }
        return last;
    }

    private NeuronsView view() {
        Neurons neurons = neurons(graph());
        List<Integer> rows = rows(neurons);
        Map<Integer, Double> room = new HashMap<>();
        for (int k = 0; k < rows.size(); k++) {
            int row = k;
            frames.forEach(
                    ofSample -> ofSample.forEach(frame -> room.merge(rows.get(row), frame.width(row), Math::max)));
        }
        return NeuronsView.changing(graph(), neurons, node -> room.getOrDefault(node, 0.0));
    }

    /** The last frame, on the first sample. */
    String svg() {
        return view().svg();
    }

    /** What is said of the first sample. */
    String caption() {
        return samples.get(0).caption();
    }

    /** The network's answer to the first sample in the last frame. */
    String answer() {
        List<Frame> first = frames.get(0);
        return first.get(first.size() - 1).answer();
    }

    /** The image of the first sample, or an empty text. */
    String image() {
        return samples.get(0).hasImage() ? new FilmImage(samples.get(0)).svg() : "";
    }

    List<String> names() {
        return samples.stream().map(FilmSample::name).toList();
    }

    void write(Json json) {
        NeuronsView view = view();
        Neurons neurons = neurons(graph());
        List<Integer> rows = rows(neurons);
        List<NeuronCard> cards = new ArrayList<>(view.cards().values());
        List<Integer> nodes = cards.stream()
                .flatMap(card -> card.rows().stream())
                .map(NeuronCard.Row::node)
                .sorted()
                .toList();
        Map<Integer, Integer> placeOf = numbers(rows);
        Map<Integer, Integer> numberOf = numbers(nodes);
        int[] places = nodes.stream().mapToInt(placeOf::get).toArray();
        List<String> drawn = view.connections().stream()
                .map(connection -> name(neurons, connection))
                .toList();
        json.beginObject();
        json.name("nodes").beginArray();
        nodes.forEach(json::number);
        json.endArray();
        json.name("edges").beginArray();
        view.connections().forEach(connection -> json.string(Connector.id(connection)));
        json.endArray();
        json.name("layers").beginArray();
        cards.stream().filter(NeuronCard::isLayer).forEach(card -> {
            json.beginArray();
            card.rows().stream().mapToInt(row -> numberOf.get(row.node())).forEach(json::number);
            json.endArray();
        });
        json.endArray();
        json.name("samples").beginArray();
        for (int s = 0; s < samples.size(); s++) {
            json.beginObject();
            json.name("name").string(Text.visible(samples.get(s).name()));
            json.name("caption").string(Text.visible(samples.get(s).caption()));
            if (samples.get(s).hasImage()) {
                json.name("image").beginArray();
                for (double pixel : samples.get(s).brightness()) {
                    json.number(Numbers.rounded(pixel));
                }
                json.endArray();
            }
            json.name("frames").beginArray();
            frames.get(s).forEach(frame -> write(json, frame, places, drawn));
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    /** The place of each node in a list. */
    private static Map<Integer, Integer> numbers(List<Integer> nodes) {
        Map<Integer, Integer> numbers = new HashMap<>();
        nodes.forEach(node -> numbers.put(node, numbers.size()));
        return numbers;
    }

    private static void write(Json json, Frame frame, int[] places, List<String> edges) {
        json.beginObject();
        json.name("values").beginArray();
        IntStream.of(places).forEach(place -> number(json, frame.values().get(place)));
        json.endArray();
        json.name("gradients").beginArray();
        IntStream.of(places).forEach(place -> number(json, frame.gradients().get(place)));
        json.endArray();
        json.name("edges").beginArray();
        edges.forEach(edge -> number(json, frame.connections().get(edge)));
        json.endArray();
        if (!frame.answer().isEmpty()) {
            json.name("answer").string(Text.visible(frame.answer()));
        }
        json.endObject();
    }

    private static void number(Json json, @Nullable Double number) {
        if (number == null) {
            json.nothing();
        } else {
            json.number(Numbers.rounded(number));
        }
    }
}
