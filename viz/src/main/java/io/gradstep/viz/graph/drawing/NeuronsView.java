package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Shapes;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The picture of a network: a card for each named value, and between them the gradient that flows back. */
public final class NeuronsView {
    /** More cards would be unreadable. */
    static final int MAX_CARDS = 1500;

    private static final int FEW_CARDS = 16;
    private static final int MANY_CARDS = 48;
    private static final int MAX_LINES = 500;
    private static final double CORNER = 7;
    private static final Font TITLE = new Font(NeuronCard.TITLE_SIZE, Font.MIDDLE).bold();
    private static final Font NUMBER = new Font(NeuronCard.NUMBER_SIZE, Font.MIDDLE);
    private static final Font LABEL = new Font(NeuronCard.NUMBER_SIZE, Font.START).bold();
    private static final Font NOTE = new Font(NeuronCard.NOTE_SIZE, Font.MIDDLE);
    private static final double LABEL_INSET = 10;

    private final Graph graph;
    private final boolean gradients;
    private final Neurons neurons;
    private final List<Neurons.Connection> connections;
    private final int allConnections;
    private final NeuronsLayout layout;
    private final Map<Integer, NeuronCard> cards = new HashMap<>();
    private final Connector connector;
    private final Legend legend;
    private final Canvas canvas;

    public NeuronsView(Graph graph, boolean gradients) {
        this(graph, new Neurons(graph, gradients), gradients, null);
    }

    /**
     * Makes a view with room for numbers that will change.
     *
     * @param graph the graph
     * @param neurons its groups, of which layers may be folded
     * @param room the greatest width of a node's numbers in pixels, by its index in the graph
     * @return a view with gradients
     * @throws LayoutException if there would be too many cards
     */
    public static NeuronsView changing(Graph graph, Neurons neurons, IntToDoubleFunction room) {
        return new NeuronsView(graph, neurons, true, room);
    }

    private NeuronsView(Graph graph, Neurons neurons, boolean gradients, @Nullable IntToDoubleFunction room) {
        this.graph = graph;
        this.gradients = gradients;
        this.neurons = neurons;
        int count = neurons.groups().size();
        if (count > MAX_CARDS) {
            throw new LayoutException(
                    "a picture of neurons has at most %d cards, but this graph has %d named values: %s"
                            .formatted(MAX_CARDS, count, "draw a part of it, or as heat"));
        }
        List<Neurons.Connection> all = neurons.connections();
        this.allConnections = all.size();
        this.connections = strongest(all);
        this.layout = new NeuronsLayout(neurons, connections);
        for (int g = 0; g < count; g++) {
            cards.put(g, card(g, rowCount(count), room));
        }
        if (!neurons.inputs().isEmpty()) {
            NeuronCard inputs = NeuronCard.inputs(graph, neurons.inputs(), gradients);
            cards.put(-1, room == null ? inputs : inputs.withRoom(room));
        }
        layout.place(cards);
        this.connector = new Connector(layout, connections);
        this.legend = legend();
        double bottom = Math.max(layout.height(), connector.lowest());
        double width = Math.max(layout.width(), legend.leastWidth());
        this.canvas =
                new Canvas(width, 0, bottom + legend.height(width), Description.title(graph), Description.of(graph));
        legend.draw(canvas, bottom, width);
    }

    private NeuronCard card(int g, int rowCount, @Nullable IntToDoubleFunction room) {
        Neurons.Group group = neurons.groups().get(g);
        String title = layout.title(g);
        if (group.folded) {
            return NeuronCard.layer(graph, group, g, title);
        }
        return room == null
                ? NeuronCard.of(graph, group, g, title, gradients, rowCount)
                : NeuronCard.brief(graph, group, g, title, gradients, rowCount).withRoom(room);
    }

    /** {@return the cards, by the numbers of their groups; −1 is the inputs} */
    public Map<Integer, NeuronCard> cards() {
        return cards;
    }

    /** {@return the connections that are drawn: all, or the strongest of very many} */
    public List<Neurons.Connection> connections() {
        return connections;
    }

    /** The maximum number of rows of a card: fewer if there are many cards. */
    private static int rowCount(int cards) {
        return cards <= FEW_CARDS ? 5 : cards <= MANY_CARDS ? 2 : 1;
    }

    /** The strongest connections, in their original order; among thousands of lines, single ones cannot be followed. */
    private static List<Neurons.Connection> strongest(List<Neurons.Connection> all) {
        if (all.size() <= MAX_LINES) {
            return all;
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(connection -> -Math.abs(connection.gradient())))
                .limit(MAX_LINES)
                .sorted(Comparator.comparingInt(Neurons.Connection::from).thenComparingInt(Neurons.Connection::to))
                .toList();
    }

    private Legend legend() {
        Legend all = new Legend().add(Theme.VALUE, "value");
        if (gradients) {
            all.add(Theme.GRADIENT, "gradient");
        }
        boolean known = connections.stream().anyMatch(Neurons.Connection::known);
        if (known) {
            all.add("positive gradient flowing back", (c, p) -> Connector.sample(c, p, 1));
            all.add("negative; width is √|gradient|", (c, p) -> Connector.sample(c, p, -1));
        }
        if (cards.values().stream().anyMatch(card -> card.kind() == NeuronCard.Kind.LAYER)) {
            all.add(Theme.QUIET_NAME, "squares: shade is √|number|, within a layer");
        }
        if (connections.size() < allConnections) {
            String shown = "the " + connections.size() + " strongest of " + allConnections + " connections";
            all.add(Theme.QUIET_NAME, shown);
        }
        return all;
    }

    /**
     * Draws the cards and connections; call it once.
     *
     * @return an SVG document
     */
    public String svg() {
        for (NeuronsLayout.Frame frame : layout.frames()) {
            drawFrame(frame);
        }
        connector.draw(canvas, this::nameOf);
        for (int g = -1; g < neurons.groups().size(); g++) {
            NeuronCard card = cards.get(g);
            if (card != null) {
                drawCard(card, layout.box(g));
            }
        }
        return canvas.svg();
    }

    private String nameOf(int group) {
        return group < 0 ? "inputs" : neurons.groups().get(group).name;
    }

    private void drawFrame(NeuronsLayout.Frame frame) {
        Rect bounds = frame.bounds();
        canvas.area(Theme.LAYER_FILL, bounds, 2 * CORNER);
        String label = Text.shorten(Text.visible(frame.label()), NeuronCard.NOTE_SIZE, bounds.width());
        Point middle = new Point(bounds.centerX(), bounds.top() + NeuronsLayout.FRAME_LABEL_HEIGHT / 2);
        canvas.textAround(Theme.QUIET_NAME, NOTE.bold(), label, middle);
    }

    private void drawCard(NeuronCard card, Rect box) {
        String id = card.number() < 0 ? "inputs" : "g" + card.number();
        canvas.group(id, "neuron", "data-group", card.fullName());
        canvas.tooltip(card.fullName());
        canvas.area(Theme.CARD_FILL, box, CORNER);
        canvas.fill(titleColour(card), roofed(box));
        Point title = new Point(box.centerX(), box.top() + NeuronCard.TITLE_HEIGHT / 2);
        canvas.textAround(Theme.NAME, TITLE, card.title(), title);
        double y = box.top() + NeuronCard.TITLE_HEIGHT;
        StringBuilder lines = new StringBuilder();
        if (card.kind() == NeuronCard.Kind.LAYER) {
            drawCells(card, box);
            y = box.bottom() - card.notes().size() * NeuronCard.NOTE_HEIGHT;
        }
        for (NeuronCard.Row row : card.kind() == NeuronCard.Kind.LAYER ? List.<NeuronCard.Row>of() : card.rows()) {
            drawRow(row, new Rect(box.left(), y, box.width(), NeuronCard.ROW_HEIGHT), lines);
            y += NeuronCard.ROW_HEIGHT;
        }
        for (String note : card.notes()) {
            level(lines, box, y);
            canvas.textAround(Theme.QUIET_NAME, NOTE, note, new Point(box.centerX(), y + NeuronCard.NOTE_HEIGHT / 2));
            y += NeuronCard.NOTE_HEIGHT;
        }
        canvas.line(Theme.CARD_LINE, lines.toString() + Shapes.rounded(box, CORNER), 1, "");
        canvas.endGroup();
    }

    /** Draws two squares for each neuron, for its value and its gradient. */
    private void drawCells(NeuronCard card, Rect box) {
        for (boolean gradient : new boolean[] {false, true}) {
            Rect first = card.cell(0, gradient).plus(box.left(), box.top());
            Point at = new Point(first.left(), first.top() - NeuronCard.NOTE_HEIGHT / 2);
            Font font = new Font(NeuronCard.NOTE_SIZE, Font.START);
            canvas.textAround(gradient ? Theme.GRADIENT : Theme.VALUE, font, gradient ? "gradients" : "values", at);
        }
        double value = greatest(card, false);
        double gradient = greatest(card, true);
        for (int k = 0; k < card.rows().size(); k++) {
            int node = card.rows().get(k).node();
            NodeMarkup.begin(canvas, graph, node);
            drawCell(graph.node(node).data(), value, card.cell(k, false).plus(box.left(), box.top()));
            drawCell(graph.node(node).grad(), gradient, card.cell(k, true).plus(box.left(), box.top()));
            canvas.endGroup();
        }
    }

    private double greatest(NeuronCard card, boolean gradient) {
        return card.rows().stream()
                .map(row -> graph.node(row.node()))
                .mapToDouble(node -> Math.abs(gradient ? node.grad() : node.data()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private void drawCell(double number, double greatest, Rect cell) {
        double part = greatest == 0 ? 0 : Math.min(1, Math.abs(number) / greatest);
        canvas.area(Theme.LAYER_FILL, cell, 0);
        canvas.tint(
                number < 0 ? Theme.NEGATIVE_END : Theme.POSITIVE_END,
                Shapes.square(cell),
                Double.isNaN(part) ? 0 : Math.sqrt(part));
    }

    private static Theme titleColour(NeuronCard card) {
        return switch (card.kind()) {
            case INPUTS -> Theme.NAME_PLATE;
            case NEURON, LAYER -> Theme.CARD_TITLE;
            case OUTPUT -> Theme.OUTPUT_TITLE;
        };
    }

    private static String roofed(Rect box) {
        return Shapes.roof(box, NeuronCard.TITLE_HEIGHT, CORNER);
    }

    private static void level(StringBuilder lines, Rect box, double y) {
        lines.append('M')
                .append(Svg.point(new Point(box.left(), y)))
                .append('h')
                .append(Svg.number(box.width()));
    }

    private void drawRow(NeuronCard.Row row, Rect frame, StringBuilder lines) {
        level(lines, frame, frame.top());
        NodeMarkup.begin(canvas, graph, row.node());
        double y = frame.centerY();
        double left = frame.left() + row.labelWidth();
        double room = frame.right() - left;
        if (!row.label().isEmpty()) {
            canvas.textAround(Theme.NAME, LABEL, row.label(), new Point(frame.left() + LABEL_INSET, y));
        }
        if (row.gradient().isEmpty()) {
            canvas.textAround(Theme.VALUE, NUMBER, row.value(), new Point(left + room / 2, y));
        } else {
            canvas.textAround(Theme.VALUE, NUMBER, row.value(), new Point(left + room / 4, y));
            canvas.textAround(Theme.GRADIENT, NUMBER, row.gradient(), new Point(left + 3 * room / 4, y));
            lines.append('M')
                    .append(Svg.point(new Point(left + room / 2, frame.top())))
                    .append('v')
                    .append(Svg.number(frame.height()));
        }
        canvas.endGroup();
    }
}
