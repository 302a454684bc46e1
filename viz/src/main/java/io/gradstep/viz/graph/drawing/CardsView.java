package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Skeleton;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most detailed picture: a card for each value with its formula, value and gradient, and on each edge the local
 * derivative and the contribution to the gradient.
 *
 * <p>Edge labels have boxes of their own in the layout, so that nothing overlaps them; beyond some hundred values they
 * appear only as tooltips. Numbers without a name stand in the formulas and have no card.
 */
public final class CardsView {
    /** Larger graphs would take minutes to place. */
    static final int MAX_VALUES = 5000;

    private static final int MAX_MARKED = 300;
    private static final int BOX_GAP = 20;
    private static final int COLUMN_GAP = 42;
    private static final int MARK_HEIGHT = 22;
    private static final double MARK_PADDING = 6;
    static final double MARK_SIZE = 13;
    static final double MARK_GAP = 5;

    /**
     * An edge and its labels.
     *
     * @param local {@code × 3}, or empty where nothing is said
     * @param contribution {@code → −18}
     * @param size of the contribution, or NaN
     */
    record Wired(CircuitView.Edge edge, String local, String contribution, double size) {
        boolean isMarked() {
            return !local.isEmpty();
        }

        String id() {
            return edge.id();
        }

        String lastLinkId() {
            return isMarked() ? "l" + edge.to() + "_" + edge.operand() : edge.id();
        }

        int markWidth() {
            double both = Text.width(local, MARK_SIZE) + MARK_GAP + Text.width(contribution, MARK_SIZE);
            return CircuitNode.evenAtLeast(both + 2 * MARK_PADDING);
        }
    }

    private final Graph graph;
    private final BitSet reached;
    private final boolean gradients;
    private final List<Wired> edges = new ArrayList<>();
    private final Map<Integer, List<Wired>> arriving = new HashMap<>();
    private final Map<Integer, Card> cards = new HashMap<>();

    /**
     * Makes the cards and edges of a graph.
     *
     * @param graph the graph
     * @param gradients whether to show gradients
     * @throws LayoutException if the graph has more values or edges than can be placed
     */
    public CardsView(Graph graph, boolean gradients) {
        if (graph.size() > MAX_VALUES) {
            throw new LayoutException("cards show at most %d values, but this graph has %d: draw a part of it"
                    .formatted(MAX_VALUES, graph.size()));
        }
        if (graph.edgeCount() > CircuitView.MAX_WIRES) {
            throw new LayoutException("cards show at most %d wires, but this graph has %d: draw a part of it"
                    .formatted(CircuitView.MAX_WIRES, graph.edgeCount()));
        }
        this.graph = graph;
        this.reached = Contributions.reached(graph);
        this.gradients = gradients;
        List<List<Double>> parts = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < graph.size(); i++) {
            addEdges(i, parts);
        }
        for (int i = 0; i < graph.size(); i++) {
            if (hasCard(i)) {
                cards.put(i, Card.of(graph, i, gradients, parts.get(i)));
            }
        }
    }

    private boolean hasCard(int i) {
        return i == graph.size() - 1 || !graph.isNumber(i);
    }

    private void addEdges(int i, List<List<Double>> parts) {
        if (graph.node(i).isLeaf()) {
            return;
        }
        Contributions contributions = Contributions.into(graph, reached, i);
        List<Wired> list = new ArrayList<>();
        for (int k = 0; k < graph.operandCount(i); k++) {
            int from = graph.operandIndex(i, k);
            if (!hasCard(from)) {
                continue;
            }
            boolean hasGradient = gradients && !graph.node(from).isConstant();
            if (hasGradient && contributions.isKnown()) {
                parts.get(from).add(contributions.of(k));
            }
            CircuitView.Edge edge = new CircuitView.Edge(from, i, k, "");
            list.add(
                    hasGradient
                            ? new Wired(
                                    edge,
                                    "× " + Numbers.format(contributions.local(k)),
                                    "→ " + contributions.shown(k),
                                    Math.abs(contributions.of(k)))
                            : new Wired(edge, "", "", Double.NaN));
        }
        edges.addAll(list);
        arriving.put(i, list);
    }

    public String svg() {
        return draw(Layout.of(skeleton()));
    }

    /**
     * Draws the cards where a layout engine put them.
     *
     * @param placement of this view's {@link #skeleton}
     * @return an SVG document
     */
    public String draw(Placement placement) {
        return new CardsDrawing(this, placement).svg();
    }

    Graph graph() {
        return graph;
    }

    boolean hasGradients() {
        return gradients;
    }

    /** The cards by the numbers of their nodes. */
    Map<Integer, Card> cards() {
        return cards;
    }

    /** The edges: those into one card together, in the order of its operands. */
    List<Wired> edges() {
        return edges;
    }

    /** Whether edges have room for what they bear. */
    boolean isMarked(Wired wired) {
        return wired.isMarked() && graph.size() <= MAX_MARKED;
    }

    /** {@return the boxes and links to be placed} */
    public Skeleton skeleton() {
        List<Skeleton.Box> boxes = new ArrayList<>();
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i : ReadingOrder.of(graph)) {
            Card card = cards.get(i);
            if (card == null) {
                continue;
            }
            List<Wired> into = arriving.getOrDefault(i, List.of());
            for (Wired wired : into) {
                if (isMarked(wired)) {
                    String mark = wired.edge().markId();
                    boxes.add(new Skeleton.Box(mark, wired.markWidth(), MARK_HEIGHT));
                    links.add(new Skeleton.Link(
                            wired.id(), CircuitView.boxId(wired.edge().from()), mark, 1));
                }
            }
            boxes.add(new Skeleton.Box(CircuitView.boxId(i), card.width(), card.height()));
            for (Wired wired : into) {
                String from = isMarked(wired)
                        ? wired.edge().markId()
                        : CircuitView.boxId(wired.edge().from());
                links.add(new Skeleton.Link(
                        isMarked(wired) ? wired.lastLinkId() : wired.id(), from, CircuitView.boxId(i), 1));
            }
        }
        return new Skeleton(boxes, links, BOX_GAP, COLUMN_GAP);
    }
}
