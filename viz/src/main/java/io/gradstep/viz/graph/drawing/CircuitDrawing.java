package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.viz.layout.Gutters;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Skeleton;
import io.gradstep.viz.layout.Wires;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.List;

/** Draws a placed circuit. */
final class CircuitDrawing {
    private static final double VALUE_RISE = 7;
    private static final double GRADIENT_DROP = 18;
    private static final double ALIAS_INSET = 7;
    private static final double JUNCTION_RADIUS = 2.8;
    // A box to write in stands as far from the wire as a number.
    static final double BLANK_OFFSET = 20;
    private static final double PLATE_HEIGHT = 30;
    private static final double PLATE_CORNER = 6;
    private static final double BEHIND = 3;
    private static final double ABOVE_COUNT = 7;
    private static final double COUNT_BELOW = 10;
    private static final double FOLDED_SAMPLE = 40;
    private static final double SAMPLE_HEIGHT = 18;
    private static final double HARDLY_SMALLER = 1.05;
    /** A caret stands above the middle of other signs. */
    private static final double CARET_DROP = 4;

    private static final Font VALUE = new Font(CircuitNode.NUMBER_SIZE, Font.MIDDLE);
    private static final Font MARK = new Font(CircuitView.MARK_SIZE, Font.MIDDLE);
    private static final Font NAME = new Font(CircuitNode.NAME_SIZE, Font.MIDDLE).bold();
    private static final Font CONSTANT_NAME = new Font(CircuitNode.NAME_SIZE, Font.END);
    private static final Font ALIAS = new Font(CircuitNode.ALIAS_SIZE, Font.START).italic();
    private static final Font SYMBOL = new Font(CircuitNode.SYMBOL_SIZE, Font.MIDDLE);
    private static final Font NUMBER = new Font(CircuitNode.NUMBER_SIZE, Font.MIDDLE);
    private static final Font SIGN = new Font(CircuitNode.ALIAS_SIZE, Font.MIDDLE);
    private static final Font FOLDED = new Font(CircuitNode.FOLDED_SIZE, Font.MIDDLE);
    private static final Font FUNCTION = new Font(CircuitNode.FUNCTION_SIZE, Font.MIDDLE);

    private final CircuitView view;
    private final Graph graph;
    private final Placement unwrapped;
    private final Placement placement;
    private final Wires wires;
    private final Legend legend;
    private final Canvas canvas;

    CircuitDrawing(CircuitView view, Placement unwrapped, boolean wrapped) {
        this.view = view;
        this.graph = view.graph();
        this.unwrapped = unwrapped;
        this.wires = new Wires(unwrapped);
        view.edges().forEach(this::addWire);
        if (wrapped) {
            wires.wrap();
        }
        wires.settle();
        this.placement = wires.placed();
        double top = wires.top();
        double bottom = Math.max(placement.height(), wires.bottom());
        this.legend = legend();
        double width = Math.max(placement.width(), legend.leastWidth());
        this.canvas = canvas(width, top, bottom + legend.height(width));
        legend.draw(canvas, bottom, width);
    }

    /** Omits the description if the picture has blanks, so that it does not reveal the answers. */
    private Canvas canvas(double width, double top, double bottom) {
        return view.shownNumbers().hidesAnswers()
                ? new Canvas(width, top, bottom, Description.question(graph), Description.given(graph))
                : new Canvas(width, top, bottom, Description.title(graph), Description.of(graph));
    }

    /** Wires have the numbers of their edges. */
    private void addWire(CircuitView.Edge edge) {
        String from = CircuitView.boxId(edge.from());
        String to = CircuitView.boxId(edge.to());
        if (edge.isMarked()) {
            wires.add(List.of(from, edge.markId(), to), List.of(edge.id(), edge.lastLinkId()));
        } else {
            wires.add(List.of(from, to), List.of(edge.id()));
        }
    }

    /** The signs of the picture as they stand in it: a gate, and on its wire what is above and what below. */
    private Legend legend() {
        boolean gradients = view.shownNumbers().hasGradients();
        Legend all = new Legend();
        boolean gates = view.nodes().stream().anyMatch(node -> !node.isLeaf());
        boolean folded = view.nodes().stream().anyMatch(node -> node.folded() > 0);
        boolean branches = view.edges().stream().anyMatch(CircuitView.Edge::isMarked);
        all.add("", CircuitLegend.width(gates), (c, left) -> CircuitLegend.draw(c, left, gates, gradients));
        if (branches) {
            all.add(Theme.GRADIENT, "on a branch: its part of the gradient");
        }
        if (folded) {
            all.add(
                    "a repeated part, folded: its result and what flows back to it",
                    FOLDED_SAMPLE,
                    CircuitDrawing::sample);
        }
        return all;
    }

    private static void sample(Canvas canvas, Point left) {
        stack(canvas, new Rect(left.x(), left.y() - SAMPLE_HEIGHT / 2, FOLDED_SAMPLE - BEHIND, SAMPLE_HEIGHT));
    }

    /** A gate with others behind it. */
    private static void stack(Canvas canvas, Rect shape) {
        double corner = Math.min(CircuitNode.GATE, shape.height()) / 2;
        canvas.outlined(Theme.GATE_FILL, Theme.GATE_LINE, shape.plus(BEHIND, -BEHIND), corner);
        canvas.outlined(Theme.GATE_FILL, Theme.GATE_LINE, shape, corner);
    }

    /** The scale at which the circuit fits a screen, at most 1. */
    double scale() {
        return wires.scale();
    }

    /** The same circuit with more room for steep wires, if its scale is hardly smaller. */
    CircuitDrawing widened(Skeleton skeleton) {
        double room = wires.room(HARDLY_SMALLER);
        if (room < 1) {
            return this;
        }
        Placement placement = Gutters.widened(skeleton, unwrapped, room);
        if (placement.width() == unwrapped.width()) {
            return this;
        }
        CircuitDrawing wider = new CircuitDrawing(view, placement, true);
        return wider.scale() * HARDLY_SMALLER < scale() ? this : wider;
    }

    String svg() {
        List<CircuitView.Edge> edges = view.edges();
        for (int first = 0, next; first < edges.size(); first = next) {
            int to = edges.get(first).to();
            next = first + 1;
            while (next < edges.size() && edges.get(next).to() == to) {
                next++;
            }
            drawArrivals(first, next);
        }
        view.nodes().stream().filter(node -> view.shows(node.index())).forEach(this::drawNode);
        return canvas.svg();
    }

    /** Draws the wires into one gate: its operands from top to bottom round its left side. */
    private void drawArrivals(int first, int end) {
        CircuitNode node = view.nodes().get(view.edges().get(first).to());
        Rect box = placement.box(CircuitView.boxId(node.index()));
        List<Point> origins = new ArrayList<>();
        for (int wire = first; wire < end; wire++) {
            origins.add(wires.origin(wire, GatePorts.center(box)));
        }
        List<GatePorts.Landing> landings = GatePorts.landings(box, node.ports(), origins);
        for (int wire = first; wire < end; wire++) {
            drawEdge(view.edges().get(wire), wire, landings.get(wire - first));
        }
    }

    private void drawEdge(CircuitView.Edge edge, int wire, GatePorts.Landing landing) {
        boolean constant = graph.node(edge.from()).isConstant();
        NodeMarkup.beginEdge(canvas, edge);
        // The line ends within the arrow's head, so that it does not blunt the tip.
        double head = Canvas.ARROW_LENGTH - 1;
        Direction away = wires.arrival(wire, landing.tip(), head, landing.away());
        Point end = landing.tip().plus(away, head);
        canvas.line(wireColour(constant), wires.path(wire, end, away));
        canvas.arrow(endColour(constant), landing.tip(), away);
        for (Point back : wires.returns(wire)) {
            canvas.arrow(endColour(constant), back, Direction.RIGHT);
        }
        if (edge.isMarked()) {
            Rect mark = placement.box(edge.markId());
            canvas.area(Theme.PAPER, mark, mark.height() / 2);
            if (AnswerBox.is(edge.mark())) {
                AnswerBox.draw(canvas, Theme.GRADIENT_BLANK, mark.center());
            } else {
                canvas.textAround(Theme.GRADIENT, MARK, edge.mark(), mark.center());
            }
        }
        canvas.endGroup();
    }

    private static Theme wireColour(boolean constant) {
        return constant ? Theme.CONSTANT_WIRE : Theme.WIRE;
    }

    private static Theme endColour(boolean constant) {
        return constant ? Theme.CONSTANT_WIRE_END : Theme.WIRE_END;
    }

    private void drawNode(CircuitNode node) {
        Rect box = placement.box(CircuitView.boxId(node.index()));
        NodeMarkup.begin(canvas, graph, node.index(), !view.shownNumbers().hidesAnswers());
        Point start = new Point(box.left() + node.head(), box.centerY());
        if (node.isLeaf()) {
            drawLeafName(node, start);
        } else {
            drawGate(node, box);
        }
        canvas.level(wireColour(node.constant()), start.x(), box.left() + node.wireEnd(), start.y());
        if (view.uses(node.index()) > 1) {
            // A dot where wires part says that they are one value.
            canvas.disc(endColour(node.constant()), new Point(box.right(), box.centerY()), JUNCTION_RADIUS);
        }
        drawNumbers(node, start);
        if (!node.outputName().isEmpty()) {
            drawOutputName(node, box);
        }
        canvas.endGroup();
    }

    private void drawLeafName(CircuitNode node, Point start) {
        if (graph.isNumber(node.index())) {
            drawNumberPlate(node, start);
        } else if (node.constant()) {
            canvas.textAround(Theme.QUIET_NAME, CONSTANT_NAME, node.name(), start.plus(-ALIAS_INSET, 0));
        } else {
            drawPlate(node.name(), start.x() - node.plateWidth(), start.y(), node.plateWidth());
        }
    }

    /** A constant is its number, and nothing stands on its wire. */
    private void drawNumberPlate(CircuitNode node, Point start) {
        Rect plate = plate(start.x() - node.plateWidth(), start.y(), node.plateWidth());
        canvas.outlined(Theme.NUMBER_FILL, Theme.NUMBER_LINE, plate, PLATE_CORNER);
        canvas.textAround(Theme.NUMBER, NUMBER, node.name(), plate.center());
    }

    private void drawOutputName(CircuitNode node, Rect box) {
        double width = node.outputPlateWidth();
        double left = box.right() - width;
        double y = box.centerY();
        canvas.level(wireColour(node.constant()), box.left() + node.wireEnd(), left - Canvas.ARROW_LENGTH, y);
        canvas.arrow(endColour(node.constant()), new Point(left - GatePorts.GAP, y), Direction.LEFT);
        drawPlate(node.outputName(), left, y, width);
    }

    private void drawPlate(String name, double left, double y, double width) {
        Rect plate = plate(left, y, width);
        canvas.area(Theme.NAME_PLATE, plate, PLATE_CORNER);
        canvas.textAround(Theme.NAME, NAME, name, plate.center());
    }

    private static Rect plate(double left, double y, double width) {
        return new Rect(left, y - PLATE_HEIGHT / 2, width, PLATE_HEIGHT);
    }

    private void drawGate(CircuitNode node, Rect box) {
        Rect shape = new Rect(box.left(), box.centerY() - node.headHeight() / 2, node.head(), node.headHeight());
        Font font = CircuitNode.isFunction(node.symbol()) ? FUNCTION : SYMBOL;
        if (node.folded() > 0) {
            stack(canvas, shape);
            Point middle = shape.center();
            canvas.textAround(Theme.GATE_SYMBOL, font, node.symbol(), middle.plus(0, -ABOVE_COUNT));
            canvas.textAround(
                    Theme.GATE_SYMBOL, FOLDED, CircuitNode.foldedText(node.folded()), middle.plus(0, COUNT_BELOW));
            return;
        }
        canvas.outlined(Theme.GATE_FILL, Theme.GATE_LINE, shape, CircuitNode.GATE / 2);
        double signs = node.pairs() ? CircuitNode.SIGNS / 2 : 0;
        double drop = node.symbol().equals(Op.POW.symbol()) ? CARET_DROP : 0;
        canvas.textAround(Theme.GATE_SYMBOL, font, node.symbol(), shape.center().plus(signs, drop));
        if (node.pairs()) {
            drawSigns(node, box);
        }
    }

    /** Writes × beside each pair of operands, and + beside what is added to the products. */
    private void drawSigns(CircuitNode node, Rect box) {
        List<Double> ports = node.ports();
        for (int k = 0; k < ports.size(); k += 2) {
            boolean pair = k + 1 < ports.size();
            double y = pair ? (ports.get(k) + ports.get(k + 1)) / 2 : ports.get(k);
            Point at = new Point(box.left() + CircuitNode.SIGNS * 0.75, box.centerY() + y);
            canvas.textAround(Theme.QUIET_NAME, SIGN, pair ? "×" : "+", at);
        }
    }

    private void drawNumbers(CircuitNode node, Point start) {
        double middle = node.numberOffset();
        if (!node.alias().isEmpty()) {
            canvas.text(Theme.QUIET_NAME, ALIAS, node.alias(), start.plus(ALIAS_INSET, -VALUE_RISE));
        }
        if (AnswerBox.is(node.value())) {
            AnswerBox.draw(canvas, Theme.VALUE_BLANK, start.plus(middle, -BLANK_OFFSET));
        } else if (!node.value().isEmpty()) {
            canvas.text(Theme.VALUE, VALUE, node.value(), start.plus(middle, -VALUE_RISE));
        }
        String gradient = node.gradient();
        if (gradient != null && AnswerBox.is(gradient)) {
            AnswerBox.draw(canvas, Theme.GRADIENT_BLANK, start.plus(middle, BLANK_OFFSET));
        } else if (gradient != null) {
            canvas.text(Theme.GRADIENT, VALUE, gradient, start.plus(middle, GRADIENT_DROP));
        }
    }
}
