package io.gradstep.viz.chart;

import java.util.Objects;

/**
 * The texts around a chart; empty for none.
 *
 * @param title above it
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record ChartTexts(String title, String x, String y) {
    ChartTexts {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
    }

    ChartTexts axes(String across, String up) {
        return new ChartTexts(title, across, up);
    }
}
