package io.gradstep.viz.page;

import io.gradstep.viz.Numbers;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.chart.LineChartDrawing;
import io.gradstep.viz.chart.Series;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The chart of a film: the position of each frame on its curves. */
final class FilmCurves {
    private static final int NONE = -1;

    private final List<Series> series;
    private final LineChartDrawing drawing;
    private final String svg;

    /** For each series, the number of its point at each frame, or {@link #NONE}. */
    private final List<int[]> points;

    FilmCurves(LineChart chart, List<Integer> epochs) {
        this.series = chart.series();
        this.drawing = chart.drawing();
        this.svg = drawing.svg();
        this.points = series.stream().map(one -> points(one, epochs)).toList();
    }

    private static int[] points(Series one, List<Integer> epochs) {
        return epochs.stream()
                .mapToInt(epoch -> IntStream.range(0, one.size())
                        .filter(i -> one.x(i) == epoch)
                        .findFirst()
                        .orElse(NONE))
                .toArray();
    }

    /** The chart without a cursor. */
    String svg() {
        return svg;
    }

    String facts(int frame) {
        return IntStream.range(0, series.size())
                .filter(s -> points.get(s)[frame] != NONE)
                .mapToObj(s -> Text.visible(series.get(s).name()) + " "
                        + Numbers.format(series.get(s).y(points.get(s)[frame])))
                .collect(Collectors.joining(FilmPanels.BETWEEN_FACTS));
    }

    void write(Json json, List<Integer> epochs) {
        Rect plot = drawing.plot();
        json.beginObject();
        json.name("top").coordinate(plot.top()).name("bottom").coordinate(plot.bottom());
        json.name("x").beginArray();
        // An epoch before the first point stands at the edge.
        epochs.forEach(epoch -> json.coordinate(Math.max(plot.left(), Math.min(plot.right(), drawing.x(epoch)))));
        json.endArray();
        json.name("series").beginArray();
        for (int s = 0; s < series.size(); s++) {
            write(json, series.get(s), points.get(s));
        }
        json.endArray().endObject();
    }

    private void write(Json json, Series one, int[] at) {
        json.beginObject().name("name").string(Text.visible(one.name()));
        json.name("values").beginArray();
        for (int i : at) {
            if (i == NONE) {
                json.nothing();
            } else {
                json.number(Numbers.rounded(one.y(i)));
            }
        }
        json.endArray();
        json.name("y").beginArray();
        for (int i : at) {
            if (i == NONE || one.isGap(i)) {
                json.nothing();
            } else {
                json.coordinate(drawing.y(one.y(i)));
            }
        }
        json.endArray().endObject();
    }
}
