package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The picture of a large graph: a cell for each value, coloured by its gradient, without text. */
public final class HeatView {
    /** The file has some 15 bytes for each. */
    static final int MAX_VALUES = 1_000_000;

    /** Up to here each cell is an element of its own, with an id; beyond, cells of one colour are one path. */
    private static final int MAX_ELEMENTS = 5000;

    private static final int MAX_TITLED = 1500;
    private static final double SWATCH = 13;
    private static final double EDGE_WIDTH = 0.8;

    private final Graph graph;
    private final HeatLayout layout;
    private final HeatScale scale;
    private final int pitch;
    private final Map<Theme, List<Integer>> byColour = new EnumMap<>(Theme.class);
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
            byColour.computeIfAbsent(scale.colour(node), unseen -> new ArrayList<>())
                    .add(node);
        }
        this.legend = legend();
        double width = Math.max(layout.width(), legend.leastWidth());
        double bottom = layout.height();
        this.canvas =
                new Canvas(width, 0, bottom + legend.height(width), Description.title(graph), Description.of(graph));
        legend.draw(canvas, bottom, width);
    }

    private Legend legend() {
        List<Theme> bar = HeatScale.bar();
        Legend all = new Legend().add(scale.explanation(), SWATCH * bar.size(), (c, left) -> {
            for (int i = 0; i < bar.size(); i++) {
                c.area(bar.get(i), swatch(left.plus(i * SWATCH, 0)), 0);
            }
        });
        if (byColour.containsKey(Theme.NO_HEAT)) {
            all.add("constant", SWATCH, (c, left) -> c.area(Theme.NO_HEAT, swatch(left), 0));
        }
        if (byColour.containsKey(Theme.NOT_FINITE)) {
            all.add("not finite", SWATCH, (c, left) -> c.area(Theme.NOT_FINITE, swatch(left), 0));
        }
        return all;
    }

    private static Rect swatch(Point left) {
        return new Rect(left.x(), left.y() - SWATCH / 2, SWATCH, SWATCH);
    }

    public String svg() {
        if (layout.hasEdges()) {
            drawEdges();
        }
        byColour.forEach((colour, nodes) -> {
            if (graph.size() <= MAX_ELEMENTS) {
                drawCells(colour, nodes);
            } else {
                canvas.fill(colour, path(nodes));
            }
        });
        return canvas.svg();
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
            String title = graph.size() <= MAX_TITLED ? Description.brief(graph, node) : "";
            canvas.cell(CircuitView.boxId(node), node, cell(node), title);
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
