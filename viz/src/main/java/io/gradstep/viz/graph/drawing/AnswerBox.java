package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Shapes;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;

/** An empty box to write a number into by hand: 18 × 8 mm, at the 96 pixels an inch of printed pages. */
final class AnswerBox {
    /** Marks a box in place of a number's text; no number is written this way. */
    static final String SIGN = "▭";

    private static final double WIDTH = 70;
    static final double HEIGHT = 31;
    private static final double CORNER = 2.5;
    private static final double LINE_WIDTH = 1;

    private AnswerBox() {}

    static boolean is(String number) {
        return number.equals(SIGN);
    }

    /** The width of a number or of the box in its place. */
    static double width(String number, double fontSize) {
        return is(number) ? WIDTH : Text.width(number, fontSize);
    }

    static void draw(Canvas canvas, Theme line, Point center) {
        Rect box = Rect.around(center.x(), center.y(), WIDTH, HEIGHT);
        canvas.area(Theme.PAPER, box, CORNER);
        canvas.line(line, Shapes.rounded(box, CORNER), LINE_WIDTH, "");
    }
}
