package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.Wires;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Shapes;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.util.List;
import java.util.TreeMap;

/** Draws placed cards. */
final class CardsDrawing {
    private static final double CORNER = 6;
    private static final double THINNEST = 1.3;
    private static final double THICKEST = 4;
    private static final double ARRIVALS_APART = 20;
    private static final double ARRIVALS_INSET = 10;

    private static final Font NAME = new Font(Card.TITLE_SIZE, Font.START).bold();
    private static final Font FORMULA = new Font(Card.TITLE_SIZE, Font.START);
    private static final Font NUMBER = new Font(Card.NUMBER_SIZE, Font.MIDDLE);
    private static final Font SUM = new Font(Card.SUM_SIZE, Font.MIDDLE);
    private static final Font MARK = new Font(CardsView.MARK_SIZE, Font.START);

    private final CardsView view;
    private final Graph graph;
    private final Placement placement;
    private final Wires wires;
    private final double greatest;
    private final Legend legend;
    private final Canvas canvas;

    CardsDrawing(CardsView view, Placement unwrapped) {
        this.view = view;
        this.graph = view.graph();
        this.wires = new Wires(unwrapped);
        view.edges().forEach(this::addWire);
        wires.settle();
        this.placement = wires.placed();
        this.greatest = view.edges().stream()
                .mapToDouble(CardsView.Wired::size)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        this.legend = legend();
        double top = Math.min(0, wires.top());
        double bottom = Math.max(placement.height(), wires.bottom());
        double width = Math.max(placement.width(), legend.leastWidth());
        this.canvas =
                new Canvas(width, top, bottom + legend.height(width), Description.title(graph), Description.of(graph));
        legend.draw(canvas, bottom, width);
    }

    private void addWire(CardsView.Wired wired) {
        String from = CircuitView.boxId(wired.edge().from());
        String to = CircuitView.boxId(wired.edge().to());
        if (view.isMarked(wired)) {
            wires.add(List.of(from, wired.edge().markId(), to), List.of(wired.id(), wired.lastLinkId()));
        } else {
            wires.add(List.of(from, to), List.of(wired.id()));
        }
    }

    private Legend legend() {
        Legend all = new Legend().add(Theme.VALUE, "value");
        if (view.hasGradients()) {
            all.add(Theme.GRADIENT, "gradient");
            all.add(Theme.QUIET_NAME, "× local derivative");
            all.add(Theme.GRADIENT, "→ contribution to the operand's gradient");
        }
        return all;
    }

    String svg() {
        List<CardsView.Wired> edges = view.edges();
        for (int first = 0, next; first < edges.size(); first = next) {
            next = first + 1;
            while (next < edges.size()
                    && edges.get(next).edge().to() == edges.get(first).edge().to()) {
                next++;
            }
            drawArrivals(first, next);
        }
        new TreeMap<>(view.cards()).values().forEach(this::drawCard);
        return canvas.svg();
    }

    /** Draws the wires into one card, its operands from top to bottom. */
    private void drawArrivals(int first, int end) {
        Rect box =
                placement.box(CircuitView.boxId(view.edges().get(first).edge().to()));
        int count = end - first;
        double gap = count == 1 ? 0 : Math.min(ARRIVALS_APART, (box.height() - 2 * ARRIVALS_INSET) / (count - 1));
        for (int wire = first; wire < end; wire++) {
            double y = box.centerY() + (wire - first - (count - 1) / 2.0) * gap;
            drawEdge(view.edges().get(wire), wire, new Point(box.left() - 1, y));
        }
    }

    private void drawEdge(CardsView.Wired wired, int wire, Point tip) {
        boolean constant = graph.node(wired.edge().from()).isConstant();
        NodeMarkup.beginEdge(canvas, wired.edge());
        if (wired.isMarked()) {
            canvas.tooltip(wired.local() + " " + wired.contribution());
        }
        double part = wired.size() / greatest;
        double width = Double.isFinite(part) ? THINNEST + (THICKEST - THINNEST) * Math.sqrt(part) : THINNEST;
        double scale = 0.8 + width / 7;
        Point end = tip.plus(1 - scale * Canvas.ARROW_LENGTH, 0);
        String path = wires.path(wire, end, Direction.LEFT);
        canvas.line(constant ? Theme.CONSTANT_WIRE : Theme.WIRE, path, width, "");
        canvas.arrow(constant ? Theme.CONSTANT_WIRE_END : Theme.WIRE_END, tip, Direction.LEFT, scale);
        if (view.isMarked(wired)) {
            drawMark(wired);
        }
        canvas.endGroup();
    }

    private void drawMark(CardsView.Wired wired) {
        Rect mark = placement.box(wired.edge().markId());
        canvas.area(Theme.PAPER, mark, mark.height() / 2);
        double local = Text.width(wired.local(), CardsView.MARK_SIZE) + CardsView.MARK_GAP;
        double both = local + Text.width(wired.contribution(), CardsView.MARK_SIZE);
        Point left = mark.center().plus(-both / 2, 0);
        canvas.textAround(Theme.LOCAL, MARK, wired.local(), left);
        canvas.textAround(Theme.GRADIENT, MARK, wired.contribution(), left.plus(local, 0));
    }

    private void drawCard(Card card) {
        Rect box = placement.box(CircuitView.boxId(card.node()));
        NodeMarkup.begin(canvas, graph, card.node());
        canvas.area(Theme.CARD_FILL, box, CORNER);
        canvas.fill(titleColour(card), Shapes.roof(box, Card.TITLE_HEIGHT, CORNER));
        drawTitle(card, box);
        double y = box.top() + Card.TITLE_HEIGHT;
        String lines = level(box, y);
        double middle = y + Card.ROW_HEIGHT / 2;
        if (card.gradient().isEmpty()) {
            canvas.textAround(Theme.VALUE, NUMBER, card.value(), new Point(box.centerX(), middle));
        } else {
            double quarter = box.width() / 4;
            canvas.textAround(Theme.VALUE, NUMBER, card.value(), new Point(box.left() + quarter, middle));
            canvas.textAround(Theme.GRADIENT, NUMBER, card.gradient(), new Point(box.right() - quarter, middle));
            lines += "M" + Svg.point(new Point(box.centerX(), y)) + "v" + Svg.number(Card.ROW_HEIGHT);
        }
        if (!card.sum().isEmpty()) {
            y += Card.ROW_HEIGHT;
            lines += level(box, y);
            Point at = new Point(box.centerX(), y + Card.SUM_HEIGHT / 2);
            canvas.textAround(Theme.GRADIENT_SUM, SUM, card.sum(), at);
        }
        canvas.line(Theme.CARD_LINE, lines + Shapes.rounded(box, CORNER), 1.2, "");
        canvas.endGroup();
    }

    private static String level(Rect box, double y) {
        return "M" + Svg.point(new Point(box.left(), y)) + "h" + Svg.number(box.width());
    }

    private void drawTitle(Card card, Rect box) {
        Point left = new Point(box.centerX() - card.titleWidth() / 2, box.top() + Card.TITLE_HEIGHT / 2);
        canvas.textAround(Theme.NAME, NAME, card.name(), left);
        if (!card.formula().isEmpty()) {
            canvas.textAround(
                    Theme.FORMULA, FORMULA, Card.EQUALS.stripLeading() + card.formula(), left.plus(afterName(card), 0));
        }
    }

    private static double afterName(Card card) {
        return card.nameWidth() + Text.width(" ", Card.TITLE_SIZE);
    }

    private static Theme titleColour(Card card) {
        return switch (card.kind()) {
            case LEAF -> Theme.NAME_PLATE;
            case CONSTANT -> Theme.LAYER_FILL;
            case GATE -> Theme.CARD_TITLE;
            case OUTPUT -> Theme.OUTPUT_TITLE;
        };
    }
}
