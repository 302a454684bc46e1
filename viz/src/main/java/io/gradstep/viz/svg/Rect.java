package io.gradstep.viz.svg;

/** An upright rectangle in pixels, by its top left corner. */
public record Rect(double left, double top, double width, double height) {
    public static Rect around(double centerX, double centerY, double width, double height) {
        return new Rect(centerX - width / 2, centerY - height / 2, width, height);
    }

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    public double centerX() {
        return left + width / 2;
    }

    public double centerY() {
        return top + height / 2;
    }

    public Point center() {
        return new Point(centerX(), centerY());
    }

    public Rect plus(double dx, double dy) {
        return new Rect(left + dx, top + dy, width, height);
    }
}
