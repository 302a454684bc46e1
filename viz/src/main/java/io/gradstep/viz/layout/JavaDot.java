package io.gradstep.viz.layout;

import guru.nidi.graphviz.engine.Engine;
import guru.nidi.graphviz.engine.EngineResult;
import guru.nidi.graphviz.engine.Format;
import guru.nidi.graphviz.engine.GraphvizEngine;
import guru.nidi.graphviz.engine.GraphvizException;
import guru.nidi.graphviz.engine.Options;
import guru.nidi.graphviz.engine.Rasterizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.graphper.api.Graphviz;
import org.graphper.api.Line;
import org.graphper.api.Node;
import org.graphper.api.attributes.NodeShapeEnum;
import org.graphper.api.attributes.Port;
import org.graphper.def.FlatPoint;
import org.graphper.draw.DrawGraph;
import org.graphper.draw.ExecuteException;
import org.graphper.draw.LineDrawProp;
import org.graphper.draw.NodeDrawProp;
import org.graphper.layout.dot.DotLayoutEngine;
import org.jspecify.annotations.Nullable;

/**
 * Graphviz's algorithm in Java, from graph-support: places a {@link Skeleton} on a machine without Graphviz.
 *
 * <p>Its answer is the SVG that {@code dot} would give, as far as {@link PlacementReader} reads it. What differs is
 * evened out here: graph-support calls itself once per node of a path, so that it needs a stack to match.
 */
final class JavaDot implements GraphvizEngine {
    // 512 MB were enough for chains of 3000 boxes, and too little is a StackOverflowError.
    private static final long STACK_PER_BOX = 200L << 10;
    private static final long LEAST_STACK = 4L << 20;
    private static final long GREATEST_STACK = 2L << 30;
    // For graphs of many boxes. More of either takes most of the time and makes pictures of the same size.
    private static final int SIMPLEX_STEPS = 500;
    private static final int IDLE_CROSSING_ROUNDS = 1;
    // From here on the time for the better coordinates grows with the square of the size.
    private static final int TOO_MANY_FOR_BEST_COORDINATES = 600;
    private static final double PIXELS_PER_INCH = Graphviz.PIXEL;

    @Override
    public void init(Consumer<GraphvizEngine> onOk, Consumer<GraphvizEngine> onError) {
        onOk.accept(this);
    }

    @Override
    public EngineResult execute(String source, Options options, @Nullable Rasterizer rasterizer) {
        if (options.engine != Engine.DOT || options.format != Format.SVG) {
            throw new GraphvizException(this + " only makes SVG by dot's algorithm");
        }
        try {
            Skeleton skeleton = Skeleton.read(source);
            FutureTask<String> task = new FutureTask<>(() -> svg(layout(skeleton)));
            long stack = Math.min(
                    GREATEST_STACK,
                    LEAST_STACK + STACK_PER_BOX * skeleton.boxes().size());
            Thread thread = new Thread(null, task, "gradstep-layout", stack);
            thread.setDaemon(true);
            thread.setContextClassLoader(LazyFonts.services());
            thread.start();
            return EngineResult.fromString(task.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphvizException("interrupted while waiting for " + this, e);
        } catch (ExecutionException e) {
            throw new GraphvizException(this + " failed: " + e.getCause(), e);
        } catch (IllegalArgumentException e) {
            throw new GraphvizException(this + " only places skeletons: " + e.getMessage(), e);
        }
    }

    private static DrawGraph layout(Skeleton skeleton) throws ExecuteException {
        Graphviz.GraphvizBuilder graph = Graphviz.digraph()
                .nodeSep(skeleton.boxGap() / PIXELS_PER_INCH)
                .rankSep(skeleton.columnGap() / PIXELS_PER_INCH);
        if (skeleton.boxes().size() >= Skeleton.MANY_BOXES) {
            graph.nslimit(SIMPLEX_STEPS).nslimit1(SIMPLEX_STEPS).mclimit(IDLE_CROSSING_ROUNDS);
        }
        Map<String, Node> nodes = new HashMap<>();
        for (Skeleton.Box box : skeleton.boxes()) {
            Node node = Node.builder()
                    .id(box.id())
                    .label("")
                    .shape(NodeShapeEnum.RECT)
                    .fixedSize(true)
                    .width(box.height() / PIXELS_PER_INCH)
                    .height(box.width() / PIXELS_PER_INCH)
                    .build();
            nodes.put(box.id(), node);
            graph.addNode(node);
        }
        addLinks(skeleton, nodes, graph);
        boolean quick = skeleton.boxes().size() >= TOO_MANY_FOR_BEST_COORDINATES;
        return new DotLayoutEngine(quick).layout(graph.build(), null);
    }

    private static void addLinks(Skeleton skeleton, Map<String, Node> nodes, Graphviz.GraphvizBuilder graph) {
        List<String> ports = skeleton.headPorts();
        for (int i = 0; i < ports.size(); i++) {
            Skeleton.Link link = skeleton.links().get(i);
            Line line = Line.builder(node(nodes, link.from()), node(nodes, link.to()))
                    .id(link.id())
                    .weight(link.weight())
                    .tailPort(Port.SOUTH)
                    .headPort(Port.valueOfCode(ports.get(i)))
                    .build();
            graph.addLine(line);
        }
    }

    private static Node node(Map<String, Node> nodes, String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("a link names " + id + ", which is no box");
        }
        return node;
    }

    /** Prints positions the way dot does. */
    private static String svg(DrawGraph drawing) {
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
        for (NodeDrawProp node : drawing.nodes()) {
            svg.append("<g id=\"").append(node.nodeAttrs().getId()).append("\" class=\"node\"><polygon points=\"");
            svg.append(node.getLeftBorder())
                    .append(',')
                    .append(node.getUpBorder())
                    .append(' ');
            svg.append(node.getRightBorder())
                    .append(',')
                    .append(node.getDownBorder())
                    .append("\"/></g>\n");
        }
        for (LineDrawProp line : drawing.lines()) {
            svg.append("<g id=\"").append(line.lineAttrs().getId()).append("\" class=\"edge\"><path d=\"");
            path(line, svg);
            svg.append("\"/></g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void path(LineDrawProp line, StringBuilder svg) {
        char command = 'M';
        for (FlatPoint point : line.isBesselCurve() ? line : asCubics(line)) {
            svg.append(command).append(point.getX()).append(',').append(point.getY());
            command = command == 'M' ? 'C' : ' ';
        }
    }

    /** graph-support's straight lines are lists of corners. */
    private static List<FlatPoint> asCubics(List<FlatPoint> corners) {
        List<FlatPoint> points = new ArrayList<>(corners.subList(0, 1));
        for (int i = 1; i < corners.size(); i++) {
            FlatPoint from = corners.get(i - 1);
            FlatPoint to = corners.get(i);
            double dx = (to.getX() - from.getX()) / 3;
            double dy = (to.getY() - from.getY()) / 3;
            points.add(new FlatPoint(from.getX() + dx, from.getY() + dy));
            points.add(new FlatPoint(to.getX() - dx, to.getY() - dy));
            points.add(to);
        }
        return points;
    }

    @Override
    public void close() {
        // Nothing is held between pictures.
    }

    @Override
    public String toString() {
        return "the built-in layout engine";
    }
}
