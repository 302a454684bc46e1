package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** For boxes to write in, which have to fit a sheet of paper. */
    private static final int BLANKS_GAP = 20;

    private static final double BLANK_PADDING = 1;

    // For pictures that fill a screen.
    private static final int DENSE_BOX_GAP = 8;
    private static final int DENSE_COLUMN_GAP = 30;
    private static final int STRAIGHT = 1000;
    /** What another layout must gain. */
    private static final double CLEARLY = 1.05;

    /** A picture that would have to be shrunk below this to fit a screen is made denser. */
    private static final double LEAST_SCALE = 0.95;

    /** Below this, columns are made lower, although more wires pass them then. */
    private static final double LEGIBLE_SCALE = 0.6;

    /** In wires: a larger circuit does not fit a screen in any way. */
    private static final int MAX_DENSE = 300;

    private static final List<Double> HEIGHTS = List.of(900.0, 600.0, 400.0, 280.0);

    /** Larger graphs take minutes to place and could not be read. */
    static final int MAX_VALUES = 5000;

    /** Three a value: only gates of very many operands have more. */
    static final int MAX_WIRES = 3 * MAX_VALUES;

    /**
     * One use of a value by a gate or, as one of its inputs, by a folded part.
     *
     * @param operand which operand or input, from 0
     * @param folded whether it leads into a folded part
     */
    public record Edge(int from, int to, int operand, String mark, boolean folded) {
        Edge(int from, int to, int operand, String mark) {
            this(from, to, operand, mark, false);
        }

        String id() {
            return (folded ? "f" : "e") + to + "_" + operand;
        }

        String markId() {
            return "c" + to + "_" + operand;
        }

        /** {@return the id of the link into the gate: with a mark, the one behind it} */
        public String lastLinkId() {
            return isMarked() ? "l" + to + "_" + operand : id();
        }

        boolean isMarked() {
            return !mark.isEmpty();
        }
    }

    private final Graph graph;
    private final @Nullable Folding folding;
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
        this(graph, ShownNumbers.of(gradients), null);
    }

    /**
     * Makes a circuit with all known numbers, in which repeated parts of a large graph are {@linkplain Folding folded}.
     *
     * @param graph the graph
     * @param gradients whether to show gradients
     * @return the view
     * @throws LayoutException if the graph has more values or edges than can be placed
     */
    public static CircuitView folded(Graph graph, boolean gradients) {
        return new CircuitView(
                graph, ShownNumbers.of(gradients), Folding.of(graph).orElse(null));
    }

    /**
     * Makes a circuit that shows some of the numbers.
     *
     * @param graph the graph
     * @param shownNumbers which numbers to show
     * @throws LayoutException if the graph has more values or edges than can be placed
     */
    public CircuitView(Graph graph, ShownNumbers shownNumbers) {
        this(graph, shownNumbers, null);
    }

    private CircuitView(Graph graph, ShownNumbers shownNumbers, @Nullable Folding folding) {
        if (graph.size() > MAX_VALUES) {
            throw new LayoutException("a circuit shows at most %d values, but this graph has %d: draw a part of it"
                    .formatted(MAX_VALUES, graph.size()));
        }
        if (graph.edgeCount() > MAX_WIRES) {
            throw new LayoutException("a circuit shows at most %d wires, but this graph has %d: draw a part of it"
                    .formatted(MAX_WIRES, graph.edgeCount()));
        }
        this.graph = graph;
        this.folding = folding;
        this.reached = Contributions.reached(graph);
        this.shownNumbers = shownNumbers;
        this.uses = new int[graph.size()];
        double stretch = CircuitNode.commonStretch(graph, shownNumbers);
        for (int i = 0; i < graph.size(); i++) {
            nodes.add(CircuitNode.of(graph, i, shownNumbers, stretch, part(i)));
            sources(i).forEach(source -> uses[source]++);
        }
        Map<Integer, Map<Integer, Double>> intoParts =
                folding == null ? Map.of() : Contributions.intoParts(graph, reached, folding);
        for (int i = 0; i < graph.size(); i++) {
            addEdges(i, intoParts.getOrDefault(i, Map.of()));
        }
    }

    private void addEdges(int i, Map<Integer, Double> intoPart) {
        List<Integer> sources = sources(i);
        if (sources.isEmpty()) {
            return;
        }
        boolean folded = part(i) != null;
        Contributions contributions = Contributions.into(graph, reached, i);
        List<Edge> list = new ArrayList<>();
        for (int k = 0; k < sources.size(); k++) {
            int from = sources.get(k);
            boolean marked = shownNumbers.hasGradients()
                    && uses[from] > 1
                    && !graph.node(from).isConstant();
            String mark = !marked
                    ? ""
                    : folded
                            ? Contributions.shown(intoPart.getOrDefault(from, 0.0), graph)
                            : shownNumbers.contribution(contributions, k);
            list.add(new Edge(from, i, k, mark, folded));
        }
        edges.addAll(list);
        arriving.put(i, list);
    }

    private Folding.@Nullable Part part(int i) {
        return folding == null ? null : folding.part(i);
    }

    /** Whether a node is drawn, and not hidden in a folded part. */
    boolean shows(int i) {
        return folding == null || !folding.hides(i);
    }

    /** From where wires lead to a node that is drawn. */
    private List<Integer> sources(int i) {
        Folding.Part part = part(i);
        if (part != null) {
            return part.inputs();
        }
        List<Integer> sources = new ArrayList<>();
        for (int k = 0; k < graph.operandCount(i) && shows(i); k++) {
            sources.add(graph.operandIndex(i, k));
        }
        return sources;
    }

    /**
     * Places the nodes and draws them; what is too long for a screen, in rows.
     *
     * @return an SVG document
     * @throws LayoutException if no layout engine worked
     */
    public String svg() {
        Skeleton skeleton = skeleton();
        CircuitDrawing best = new CircuitDrawing(this, Layout.of(skeleton), true);
        if (best.scale() <= LEAST_SCALE && edges.size() <= MAX_DENSE) {
            Skeleton dense = denseSkeleton();
            best = larger(best, Layout.of(dense));
            best = larger(best, Layout.inColumns(dense, Double.POSITIVE_INFINITY));
            for (int i = 0; i < HEIGHTS.size() && best.scale() < LEGIBLE_SCALE; i++) {
                best = larger(best, Layout.inColumns(dense, HEIGHTS.get(i)));
            }
        }
        // A worksheet has to fit its paper.
        return (shownNumbers.hidesAnswers() ? best : best.widened(skeleton)).svg();
    }

    private CircuitDrawing larger(CircuitDrawing best, Placement other) {
        CircuitDrawing drawing = new CircuitDrawing(this, other, true);
        return drawing.scale() > best.scale() * CLEARLY ? drawing : best;
    }

    /**
     * Draws the nodes where a layout engine put them, in one row.
     *
     * @param placement of this view's {@link #skeleton}
     * @return an SVG document
     */
    public String draw(Placement placement) {
        return new CircuitDrawing(this, placement, false).svg();
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
        return skeleton(false);
    }

    /**
     * The boxes and links of a picture that would not fit a screen: nearer to each other, and with the longest way to
     * the output straight, so that rows are low.
     */
    private Skeleton denseSkeleton() {
        return skeleton(true);
    }

    private Skeleton skeleton(boolean dense) {
        int[] straight = dense ? longestWay() : new int[0];
        List<Skeleton.Box> boxes = new ArrayList<>();
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i : ReadingOrder.of(graph)) {
            if (!shows(i)) {
                continue;
            }
            CircuitNode node = nodes.get(i);
            List<Edge> edgesHere = arriving.getOrDefault(i, List.of());
            for (Edge edge : edgesHere) {
                if (edge.isMarked()) {
                    int weight = dense && straight[i] == edge.operand() ? STRAIGHT : NEAR_ITS_SOURCE;
                    boxes.add(new Skeleton.Box(edge.markId(), markWidth(edge.mark()), markHeight(edge.mark())));
                    links.add(new Skeleton.Link(edge.id(), boxId(edge.from()), edge.markId(), weight));
                }
            }
            boxes.add(new Skeleton.Box(boxId(i), node.width(), node.height()));
            for (Edge edge : edgesHere) {
                String from = edge.isMarked() ? edge.markId() : boxId(edge.from());
                int weight = dense && straight[i] == edge.operand() ? STRAIGHT : 1;
                links.add(new Skeleton.Link(edge.lastLinkId(), from, boxId(i), weight));
            }
        }
        return dense
                ? new Skeleton(boxes, links, DENSE_BOX_GAP, DENSE_COLUMN_GAP)
                : new Skeleton(boxes, links, BOX_GAP, shownNumbers.hasBlanks() ? BLANKS_GAP : COLUMN_GAP);
    }

    /** For each gate on the longest way to the output, the number of the operand that is on it, otherwise −1. */
    private int[] longestWay() {
        int[] depths = new int[graph.size()];
        int[] deepest = new int[graph.size()];
        for (int i = 0; i < graph.size(); i++) {
            for (Edge edge : arriving.getOrDefault(i, List.of())) {
                int depth = depths[edge.from()] + 1;
                if (depth > depths[i]) {
                    depths[i] = depth;
                    deepest[i] = edge.operand();
                }
            }
        }
        int[] way = new int[graph.size()];
        Arrays.fill(way, -1);
        for (int i = graph.size() - 1;
                arriving.containsKey(i);
                i = edge(i, deepest[i]).from()) {
            way[i] = deepest[i];
        }
        return way;
    }

    static String boxId(int node) {
        return "n" + node;
    }

    private static int markHeight(String mark) {
        return AnswerBox.is(mark) ? CircuitNode.evenAtLeast(AnswerBox.HEIGHT + 2) : MARK_HEIGHT;
    }

    static int markWidth(String mark) {
        double padding = AnswerBox.is(mark) ? BLANK_PADDING : MARK_PADDING;
        return CircuitNode.evenAtLeast(AnswerBox.width(mark, MARK_SIZE) + 2 * padding);
    }
}
