package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Shapes;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;

/** An empty box to write a number into by hand. */
final class AnswerBox {
    /** Marks a box in place of a number's text; no number is written this way. */
    static final String SIGN = "▭";

    // In font sizes of the number that it takes the place of.
    private static final double WIDTH = 3.7;
    private static final double HEIGHT = 1.3;
    private static final double CORNER = 2.5;
    private static final double LINE_WIDTH = 1;

    private AnswerBox() {}

    static boolean is(String number) {
        return number.equals(SIGN);
    }

    /** The width of a number or of the box in its place. */
    static double width(String number, double fontSize) {
        return is(number) ? fontSize * WIDTH : Text.width(number, fontSize);
    }

    static double height(double fontSize) {
        return fontSize * HEIGHT;
    }

    static void draw(Canvas canvas, Theme line, double fontSize, Point center) {
        Rect box = Rect.around(center.x(), center.y(), width(SIGN, fontSize), height(fontSize));
        canvas.area(Theme.PAPER, box, CORNER);
        canvas.line(line, Shapes.rounded(box, CORNER), LINE_WIDTH, "");
    }
}
