package io.gradstep.viz;

/** A unit vector. */
record Direction(double dx, double dy) {
    static final Direction LEFT = new Direction(-1, 0);

    /** Leftwards, and downwards by an angle in radians. */
    static Direction leftAndDown(double angle) {
        return new Direction(-Math.cos(angle), Math.sin(angle));
    }

    Direction turned() {
        return new Direction(-dy, dx);
    }
}
