package io.gradstep.viz.svg;

/** A unit vector. */
public record Direction(double dx, double dy) {
    public static final Direction LEFT = new Direction(-1, 0);
    public static final Direction RIGHT = new Direction(1, 0);

    /** Leftwards, and downwards by an angle in radians. */
    public static Direction leftAndDown(double angle) {
        return new Direction(-Math.cos(angle), Math.sin(angle));
    }

    Direction turned() {
        return new Direction(-dy, dx);
    }
}
