package io.gradstep.nn.data;

import io.gradstep.nn.random.Draws;

/**
 * The regions of the yin-yang sign, after Kriener, Göltz and Petrovici 2021 (arXiv 2102.08211).
 *
 * <p>Yin is the upper half of the disc, plus the lower half of a circle around the left dot, minus the upper half of
 * one around the right dot; yang is the rest.
 */
enum YinYang {
    YIN,
    YANG,
    DOT;

    private static final double RADIUS = 0.5;
    private static final double DOT_RADIUS = 0.1;
    private static final double LEFT = 0.5 * RADIUS;
    private static final double RIGHT = 1.5 * RADIUS;

    /** A random point of this region, all equally likely. A dot is a sixteenth of the square, so it takes 16 tries. */
    double[] draw(Draws draws) {
        while (true) {
            double x = draws.uniform(0, 2 * RADIUS);
            double y = draws.uniform(0, 2 * RADIUS);
            if (within(RADIUS, x, y, RADIUS) && at(x, y) == this) {
                return new double[] {x, y};
            }
        }
    }

    /** The region of a point of the disc. */
    static YinYang at(double x, double y) {
        if (within(DOT_RADIUS, x, y, LEFT) || within(DOT_RADIUS, x, y, RIGHT)) {
            return DOT;
        }
        boolean upper = y > RADIUS;
        boolean yin = within(RADIUS / 2, x, y, LEFT) || (upper && !within(RADIUS / 2, x, y, RIGHT));
        return yin ? YIN : YANG;
    }

    /** Whether a point is in the circle around a point of the horizontal diameter. */
    private static boolean within(double radius, double x, double y, double centre) {
        return (x - centre) * (x - centre) + (y - RADIUS) * (y - RADIUS) <= radius * radius;
    }
}
