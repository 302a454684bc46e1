package io.gradstep.viz.svg;

/** A position in a picture, in pixels; y grows downwards. */
public record Point(double x, double y) {
    public Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    public Point plus(Direction direction, double distance) {
        return plus(direction.dx() * distance, direction.dy() * distance);
    }

    public boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
