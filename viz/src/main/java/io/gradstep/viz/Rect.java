package io.gradstep.viz;

/** An upright rectangle in pixels, by its top left corner. */
record Rect(double left, double top, double width, double height) {
    static Rect around(double centerX, double centerY, double width, double height) {
        return new Rect(centerX - width / 2, centerY - height / 2, width, height);
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    double centerX() {
        return left + width / 2;
    }

    double centerY() {
        return top + height / 2;
    }

    Point center() {
        return new Point(centerX(), centerY());
    }

    Rect plus(double dx, double dy) {
        return new Rect(left + dx, top + dy, width, height);
    }
}
