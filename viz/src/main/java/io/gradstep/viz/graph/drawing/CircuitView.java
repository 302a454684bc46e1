package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Skeleton;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The circuit view: places a graph's nodes and draws them.
 *
 * <p>If a value is used more than once, its wire branches, and each branch is labelled with its contribution to the
 * gradient: upstream times local. These labels have boxes of their own in the layout, so that nothing overlaps them.
 */
public final class CircuitView {
    private static final int BOX_GAP = 18;
    private static final int COLUMN_GAP = 46;
    private static final int MARK_HEIGHT = 22;
    static final double MARK_SIZE = 13;
    private static final double MARK_PADDING = 7;
    private static final int NEAR_ITS_SOURCE = 3;

    /** Larger graphs take minutes to place and could not be read. */
    static final int MAX_VALUES = 5000;

    /** Three a value: only gates of very many operands have more. */
    static final int MAX_WIRES = 3 * MAX_VALUES;

    /** One use of a value by a gate. */
    public record Edge(int from, int to, int operand, String mark) {
        String id() {
            return "e" + to + "_" + operand;
        }

        String markId() {
            return "c" + to + "_" + operand;
        }

        /** {@return the id of the link into the gate: with a mark, the one behind it} */
        public String lastLinkId() {
            return (isMarked() ? "l" : "e") + to + "_" + operand;
        }

        boolean isMarked() {
            return !mark.isEmpty();
        }
    }

    private final Graph graph;
    private final BitSet reached;
    private final ShownNumbers shownNumbers;
    private final int[] uses;
    private final List<CircuitNode> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Integer, List<Edge>> arriving = new HashMap<>();

    /**
     * Makes a circuit with all known numbers.
     *
     * @param graph the graph
     * @param gradients whether to show gradients
     * @throws LayoutException if the graph has more values or edges than can be placed
     */
    public CircuitView(Graph graph, boolean gradients) {
        this(graph, ShownNumbers.of(gradients));
    }

    /**
     * Makes a circuit that shows some of the numbers.
     *
     * @param graph the graph
     * @param shownNumbers which numbers to show
     * @throws LayoutException if the graph has more values or edges than can be placed
     */
    public CircuitView(Graph graph, ShownNumbers shownNumbers) {
        if (graph.size() > MAX_VALUES) {
            throw new LayoutException("a circuit shows at most %d values, but this graph has %d: draw a part of it"
                    .formatted(MAX_VALUES, graph.size()));
        }
        if (graph.edgeCount() > MAX_WIRES) {
            throw new LayoutException("a circuit shows at most %d wires, but this graph has %d: draw a part of it"
                    .formatted(MAX_WIRES, graph.edgeCount()));
        }
        this.graph = graph;
        this.reached = Contributions.reached(graph);
        this.shownNumbers = shownNumbers;
        this.uses = new int[graph.size()];
        double stretch = CircuitNode.commonStretch(graph, shownNumbers);
        for (int i = 0; i < graph.size(); i++) {
            nodes.add(CircuitNode.of(graph, i, shownNumbers, stretch));
            for (int k = 0; k < graph.operandCount(i); k++) {
                uses[graph.operandIndex(i, k)]++;
            }
        }
        for (int i = 0; i < graph.size(); i++) {
            addEdges(i);
        }
    }

    private void addEdges(int i) {
        if (graph.node(i).isLeaf()) {
            return;
        }
        Contributions contributions = Contributions.into(graph, reached, i);
        List<Edge> list = new ArrayList<>();
        for (int k = 0; k < graph.operandCount(i); k++) {
            int from = graph.operandIndex(i, k);
            boolean marked = shownNumbers.hasGradients()
                    && uses[from] > 1
                    && !graph.node(from).isConstant();
            list.add(new Edge(from, i, k, marked ? shownNumbers.contribution(contributions, k) : ""));
        }
        edges.addAll(list);
        arriving.put(i, list);
    }

    /**
     * Places the nodes and draws them.
     *
     * @return an SVG document
     * @throws LayoutException if no layout engine worked
     */
    public String svg() {
        return draw(Layout.of(skeleton()));
    }

    /**
     * Draws the nodes where a layout engine put them.
     *
     * @param placement of this view's {@link #skeleton}
     * @return an SVG document
     */
    public String draw(Placement placement) {
        return new CircuitDrawing(this, placement).svg();
    }

    /** {@return the graph that is drawn} */
    public Graph graph() {
        return graph;
    }

    ShownNumbers shownNumbers() {
        return shownNumbers;
    }

    /** The nodes, in the graph's order. */
    List<CircuitNode> nodes() {
        return nodes;
    }

    /** The edges: those into one gate together, in the order of its operands. */
    List<Edge> edges() {
        return edges;
    }

    /**
     * {@return the edge from an operand to a gate}
     *
     * @param node the gate's index in the graph
     * @param operand which operand, from 0
     */
    public Edge edge(int node, int operand) {
        return Objects.requireNonNull(arriving.get(node)).get(operand);
    }

    /** The number of edges that lead away from a node. */
    int uses(int node) {
        return uses[node];
    }

    /** {@return the boxes and links to be placed} */
    public Skeleton skeleton() {
        List<Skeleton.Box> boxes = new ArrayList<>();
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i : ReadingOrder.of(graph)) {
            CircuitNode node = nodes.get(i);
            for (Edge edge : arriving.getOrDefault(i, List.of())) {
                if (edge.isMarked()) {
                    boxes.add(new Skeleton.Box(edge.markId(), markWidth(edge.mark()), MARK_HEIGHT));
                    links.add(new Skeleton.Link(edge.id(), boxId(edge.from()), edge.markId(), NEAR_ITS_SOURCE));
                }
            }
            boxes.add(new Skeleton.Box(boxId(i), node.width(), node.height()));
            for (Edge edge : arriving.getOrDefault(i, List.of())) {
                String from = edge.isMarked() ? edge.markId() : boxId(edge.from());
                links.add(new Skeleton.Link(edge.lastLinkId(), from, boxId(i), 1));
            }
        }
        return new Skeleton(boxes, links, BOX_GAP, COLUMN_GAP);
    }

    static String boxId(int node) {
        return "n" + node;
    }

    static int markWidth(String mark) {
        return CircuitNode.evenAtLeast(AnswerBox.width(mark, MARK_SIZE) + 2 * MARK_PADDING);
    }
}
