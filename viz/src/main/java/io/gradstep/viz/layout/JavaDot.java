package io.gradstep.viz.layout;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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

/**
 * Places a {@link Skeleton} without Graphviz, by the same algorithm in Java, from graph-support.
 *
 * <p>graph-support calls itself once per node of a path, so that it needs a stack to match. Its own parser of
 * Graphviz's language is passed by: it loads a parser generator's runtime, which takes longer than a whole first
 * picture may.
 */
final class JavaDot {
    private static final String NAME = "the built-in layout engine";

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

    private JavaDot() {}

    /**
     * Places a skeleton.
     *
     * @throws LayoutException if that fails
     */
    static Placement place(Skeleton skeleton) {
        FutureTask<DrawGraph> task = new FutureTask<>(() -> layout(skeleton));
        long stack = Math.min(
                GREATEST_STACK, LEAST_STACK + STACK_PER_BOX * skeleton.boxes().size());
        Thread thread = new Thread(null, task, "gradstep-layout", stack);
        thread.setDaemon(true);
        thread.setContextClassLoader(LazyFonts.services());
        thread.start();
        try {
            return placement(task.get(), skeleton);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting for " + NAME, e);
        } catch (ExecutionException e) {
            throw failure(NAME + " failed: " + e.getCause(), e);
        } catch (IllegalArgumentException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static LayoutException failure(String what, Exception cause) {
        return new LayoutException("no layout by " + NAME + ": " + what, cause);
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

    private static Placement placement(DrawGraph drawing, Skeleton skeleton) {
        Map<String, Rect> boxes = new HashMap<>();
        for (NodeDrawProp node : drawing.nodes()) {
            List<Point> corners = List.of(
                    turned(node.getLeftBorder(), node.getUpBorder()),
                    turned(node.getRightBorder(), node.getDownBorder()));
            boxes.put(node.nodeAttrs().getId(), PlacementReader.bounds(corners));
        }
        Map<String, Bezier> links = new HashMap<>();
        for (LineDrawProp line : drawing.lines()) {
            List<FlatPoint> path = line.isBesselCurve() ? line : asCubics(line);
            links.put(
                    line.lineAttrs().getId(),
                    new Bezier(path.stream()
                            .map(point -> turned(point.getX(), point.getY()))
                            .toList()));
        }
        return PlacementReader.placement(boxes, links, skeleton);
    }

    /** A point with x and y exchanged, which turns the picture back. */
    private static Point turned(double x, double y) {
        return new Point(y, x);
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
}
