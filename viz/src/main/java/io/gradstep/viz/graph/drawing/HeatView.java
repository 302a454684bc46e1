package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The picture of a large graph: a cell for each value, coloured by its gradient, without text. */
public final class HeatView {
    /** The file has some 15 bytes for each. */
    static final int MAX_VALUES = 1_000_000;

    /**
     * Up to here each cell is an element of its own, with an id and a tooltip; beyond, neighbouring cells of one colour
     * are one path, and tooltips name the layers.
     */
    private static final int MAX_ELEMENTS = 5000;

    private static final int MAX_PARTS = 1000;
    private static final double SWATCH_WIDTH = 48;
    private static final double SWATCH = 13;
    private static final double SCALE_RISE = 4;
    private static final double SCALE_DROP = 12;
    private static final Font SCALE = new Font(10, Font.MIDDLE);
    private static final double BESIDE = 7;
    private static final double WRAP_ARROW = 0.7;
    private static final int NAMES = 4;
    private static final double EDGE_WIDTH = 0.8;

    private final Graph graph;
    private final HeatLayout layout;
    private final HeatScale scale;
    private final int pitch;
    private final Set<Theme> used = EnumSet.noneOf(Theme.class);
    private final Legend legend;
    private final Canvas canvas;

    public HeatView(Graph graph, boolean gradients) {
        if (graph.size() > MAX_VALUES) {
            throw new LayoutException("a heat map shows at most %d values, but this graph has %d: draw a part of it"
                    .formatted(MAX_VALUES, graph.size()));
        }
        this.graph = graph;
        this.layout = new HeatLayout(graph);
        this.scale = new HeatScale(graph, gradients);
        this.pitch = layout.pitch();
        for (int node : layout.inOrder()) {
            used.add(scale.colour(node));
        }
        this.legend = legend();
        double width = Math.max(layout.width(), legend.leastWidth());
        double bottom = layout.height();
        this.canvas =
                new Canvas(width, 0, bottom + legend.height(width), Description.title(graph), Description.of(graph));
        legend.draw(canvas, bottom, width);
    }

    private Legend legend() {
        double width = SWATCH_WIDTH * (HeatScale.bar().size() + 1);
        Legend all = new Legend().add(scale.explanation(), width, this::drawScale);
        if (used.contains(Theme.NO_HEAT)) {
            all.add("constant", SWATCH, (c, left) -> c.area(Theme.NO_HEAT, swatch(left), 0));
        }
        if (used.contains(Theme.NOT_FINITE)) {
            all.add("not finite", SWATCH, (c, left) -> c.area(Theme.NOT_FINITE, swatch(left), 0));
        }
        return all;
    }

    /** The shades in a bar, and below their borders where they are. */
    private void drawScale(Canvas c, Point left) {
        List<Theme> bar = HeatScale.bar();
        List<String> borders = scale.borders();
        double x = left.x() + SWATCH_WIDTH / 2;
        for (int i = 0; i < bar.size(); i++) {
            double top = left.y() - SCALE_RISE - SWATCH / 2;
            c.area(bar.get(i), new Rect(x + i * SWATCH_WIDTH, top, SWATCH_WIDTH, SWATCH), 0);
        }
        c.group("scale", "scale");
        for (int i = 0; i < borders.size(); i++) {
            // Between the two halves is the shade of zero.
            double at = x + (2 * i < borders.size() ? i : i + 2) * SWATCH_WIDTH;
            c.text(Theme.QUIET_NAME, SCALE, borders.get(i), new Point(at, left.y() + SCALE_DROP));
        }
        c.endGroup();
    }

    private static Rect swatch(Point left) {
        return new Rect(left.x(), left.y() - SWATCH / 2, SWATCH, SWATCH);
    }

    public String svg() {
        if (layout.hasEdges()) {
            drawEdges();
        }
        drawWraps();
        if (graph.size() <= MAX_ELEMENTS) {
            byColour(0, graph.size()).forEach(this::drawCells);
        } else {
            drawParts();
        }
        return canvas.svg();
    }

    private Map<Theme, List<Integer>> byColour(int from, int to) {
        Map<Theme, List<Integer>> byColour = new EnumMap<>(Theme.class);
        for (int k = from; k < to; k++) {
            int node = layout.inOrder()[k];
            byColour.computeIfAbsent(scale.colour(node), unseen -> new ArrayList<>())
                    .add(node);
        }
        return byColour;
    }

    /** Cells in groups of whole layers, each with a tooltip that says which values are there. */
    private void drawParts() {
        int[] order = layout.inOrder();
        int least = graph.size() / MAX_PARTS;
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length
                    && (to - from < least || layout.layer(order[to]) == layout.layer(order[to - 1]))
                    && layout.areInLine(order[from], order[to])) {
                to++;
            }
            canvas.group("part" + from, "part").tooltip(description(order, from, to));
            byColour(from, to).forEach((colour, nodes) -> canvas.fill(colour, path(nodes)));
            canvas.endGroup();
        }
    }

    private String description(int[] order, int from, int to) {
        List<String> names = new ArrayList<>();
        for (int k = from; k < to && names.size() < NAMES; k++) {
            String name = graph.node(order[k]).name();
            if (name != null && !names.contains(name)) {
                names.add(name);
            }
        }
        int first = layout.layer(order[from]) + 1;
        int last = layout.layer(order[to - 1]) + 1;
        String layers = first == last ? "layer " + first : "layers " + first + " to " + last;
        return layers + " of " + layout.layerCount() + ": " + (to - from) + " values"
                + (names.isEmpty() ? "" : ", such as " + String.join(", ", names));
    }

    /** Where a line of layers ends, a thin line leads round to the start of the next. */
    private void drawWraps() {
        List<HeatLayout.Band> lines = layout.lines();
        for (int i = 1; i < lines.size(); i++) {
            HeatLayout.Band above = lines.get(i - 1);
            HeatLayout.Band below = lines.get(i);
            double right = (double) above.columns() * pitch;
            double from = (above.top() + above.rows() / 2.0) * pitch;
            double between = (above.top() + above.rows() + HeatLayout.BAND_GAP / 2.0) * pitch;
            double to = (below.top() + below.rows() / 2.0) * pitch;
            String path = "M" + Svg.point(new Point(right, from)) + "H" + Svg.number(right + BESIDE) + "V"
                    + Svg.number(between) + "H" + Svg.number(-BESIDE) + "V" + Svg.number(to) + "H" + Svg.number(-2);
            canvas.line(Theme.WIRE, path, 1, "");
            canvas.arrow(Theme.WIRE_END, new Point(right / 2, between), Direction.RIGHT, WRAP_ARROW);
        }
    }

    private void drawEdges() {
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                int from = graph.operandIndex(i, k);
                if (layout.areInLine(from, i)) {
                    drawEdge(new CircuitView.Edge(from, i, k, ""));
                }
            }
        }
    }

    private void drawEdge(CircuitView.Edge edge) {
        Point start = cell(edge.from()).center();
        Point end = cell(edge.to()).center();
        double half = (end.x() - start.x()) / 2;
        String path = "M" + Svg.point(start) + "C" + Svg.point(start.plus(half, 0)) + " "
                + Svg.point(end.plus(-half, 0)) + " " + Svg.point(end);
        NodeMarkup.beginEdge(canvas, edge);
        canvas.line(Theme.CONSTANT_WIRE, path, EDGE_WIDTH, "");
        canvas.endGroup();
    }

    private Rect cell(int node) {
        double side = side();
        return new Rect((double) layout.column(node) * pitch, (double) layout.row(node) * pitch, side, side);
    }

    private int side() {
        return layout.hasEdges() ? pitch - 3 : pitch - 1;
    }

    private void drawCells(Theme colour, List<Integer> nodes) {
        canvas.cells(colour);
        for (int node : nodes) {
            canvas.cell(CircuitView.boxId(node), node, cell(node), Description.brief(graph, node));
        }
        canvas.endGroup();
    }

    /** Cells of one colour, those that follow each other in a column in one piece. */
    private String path(List<Integer> nodes) {
        StringBuilder path = new StringBuilder();
        String side = Integer.toString(side());
        for (int from = 0, to; from < nodes.size(); from = to) {
            int first = nodes.get(from);
            to = from + 1;
            while (to < nodes.size() && follows(first, to - from, nodes.get(to))) {
                to++;
            }
            int length = (to - from) * pitch - pitch + side();
            path.append('M').append(layout.column(first) * pitch).append(',').append(layout.row(first) * pitch);
            path.append('h')
                    .append(side)
                    .append('v')
                    .append(length)
                    .append("h-")
                    .append(side)
                    .append('z');
        }
        return path.toString();
    }

    private boolean follows(int first, int below, int node) {
        return layout.column(node) == layout.column(first) && layout.row(node) == layout.row(first) + below;
    }
}
