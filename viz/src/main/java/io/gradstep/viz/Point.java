package io.gradstep.viz;

/** A place in a picture, in pixels; y grows downwards. */
record Point(double x, double y) {
    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    Point plus(Direction direction, double distance) {
        return plus(direction.dx() * distance, direction.dy() * distance);
    }

    boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
