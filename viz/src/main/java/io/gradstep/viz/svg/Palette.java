package io.gradstep.viz.svg;

import java.util.List;

/** The colours, dash patterns and shapes that distinguish series or classes, also for readers who see no colours. */
public final class Palette {
    private static final List<Theme> LINES =
            List.of(Theme.LINE_0, Theme.LINE_1, Theme.LINE_2, Theme.LINE_3, Theme.LINE_4, Theme.LINE_5);
    private static final List<Theme> MARKS =
            List.of(Theme.MARK_0, Theme.MARK_1, Theme.MARK_2, Theme.MARK_3, Theme.MARK_4, Theme.MARK_5);
    // As many as have no common factor with the colours: 30 lines differ.
    private static final List<String> DASHES = List.of("", "7 4", "2 3", "10 3 2 3", "14 5");
    private static final List<Marker> MARKERS = List.of(Marker.values());

    private Palette() {}

    public static Theme line(int number) {
        return LINES.get(number % LINES.size());
    }

    public static Theme mark(int number) {
        return MARKS.get(number % MARKS.size());
    }

    public static String dashes(int number) {
        return DASHES.get(number % DASHES.size());
    }

    /** There are as many shapes as colours; from the second round on they are paired anew. */
    public static Marker marker(int number) {
        return MARKERS.get((number + number / MARKERS.size()) % MARKERS.size());
    }
}
