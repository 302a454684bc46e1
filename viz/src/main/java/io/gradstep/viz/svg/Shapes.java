package io.gradstep.viz.svg;

/** Path data of cards. */
public final class Shapes {
    private Shapes() {}

    /** A rectangle with round corners. */
    public static String rounded(Rect r, double corner) {
        String arc = "a" + Svg.number(corner) + "," + Svg.number(corner) + " 0 0,1 ";
        String c = Svg.number(corner);
        String minus = Svg.number(-corner);
        return "M" + Svg.point(new Point(r.left() + corner, r.top()))
                + "H" + Svg.number(r.right() - corner) + arc + c + "," + c
                + "V" + Svg.number(r.bottom() - corner) + arc + minus + "," + c
                + "H" + Svg.number(r.left() + corner) + arc + minus + "," + minus
                + "V" + Svg.number(r.top() + corner) + arc + c + "," + minus + "z";
    }

    /** A rectangle with square corners. */
    public static String square(Rect r) {
        return "M" + Svg.point(new Point(r.left(), r.top())) + "h" + Svg.number(r.width()) + "v"
                + Svg.number(r.height()) + "h" + Svg.number(-r.width()) + "z";
    }

    /** The upper part of a rectangle with round corners, down to a straight line. */
    public static String roof(Rect r, double height, double corner) {
        String arc = "a" + Svg.number(corner) + "," + Svg.number(corner) + " 0 0,1 ";
        String c = Svg.number(corner);
        return "M" + Svg.point(new Point(r.left(), r.top() + height))
                + "V" + Svg.number(r.top() + corner) + arc + c + "," + Svg.number(-corner)
                + "H" + Svg.number(r.right() - corner) + arc + c + "," + c
                + "V" + Svg.number(r.top() + height) + "z";
    }
}
