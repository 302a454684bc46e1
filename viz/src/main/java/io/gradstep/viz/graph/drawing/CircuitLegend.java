package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Theme;

/** The legend of a circuit: a small labelled piece of one. */
final class CircuitLegend {
    private static final double SIZE = 12;
    private static final double GATE_WIDTH = 46;
    private static final double GATE_HEIGHT = 26;
    private static final double WIRE = 92;
    private static final double RISE = 5;
    private static final double DROP = 14;
    private static final Font TEXT = new Font(SIZE, Font.MIDDLE);

    private CircuitLegend() {}

    static double width(boolean gate) {
        return (gate ? GATE_WIDTH : 0) + WIRE;
    }

    /** Draws it from its left end on; the arrows in the words point to where the numbers are computed. */
    static void draw(Canvas canvas, Point left, boolean gate, boolean gradients) {
        Point start = gate ? left.plus(GATE_WIDTH, 0) : left;
        if (gate) {
            Rect shape = new Rect(left.x(), left.y() - GATE_HEIGHT / 2, GATE_WIDTH, GATE_HEIGHT);
            canvas.outlined(Theme.GATE_FILL, Theme.GATE_LINE, shape, GATE_HEIGHT / 2);
            canvas.textAround(Theme.GATE_SYMBOL, TEXT, "gate", shape.center());
        }
        double end = start.x() + WIRE;
        canvas.level(Theme.WIRE, start.x(), end - Canvas.ARROW_LENGTH + 1, start.y());
        canvas.arrow(Theme.WIRE_END, new Point(end, start.y()), Direction.LEFT);
        double middle = (WIRE - Canvas.ARROW_LENGTH) / 2;
        canvas.text(Theme.VALUE, TEXT, "value →", start.plus(middle, -RISE));
        if (gradients) {
            canvas.text(Theme.GRADIENT, TEXT, "← gradient", start.plus(middle, DROP));
        }
    }
}
