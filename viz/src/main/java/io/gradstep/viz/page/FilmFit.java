package io.gradstep.viz.page;

import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.chart.LineChartDrawing;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The fitted curve of a film: samples, and the curve of each frame. */
final class FilmFit {
    private static final String NAME = "network";
    private static final String PREFIX = "fit-";

    private final LineChart samples;
    private final double[] along;
    private final List<double[]> frames = new ArrayList<>();

    FilmFit(LineChart samples, double[] along) {
        this.samples = samples;
        this.along = along.clone();
    }

    void add(DoubleUnaryOperator curve) {
        double[] values = new double[along.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = curve.applyAsDouble(along[i]);
        }
        frames.add(values);
    }

    /** The axes are those of the last frame. */
    private LineChart chart() {
        return samples.line(NAME, along, frames.get(frames.size() - 1));
    }

    /** The last frame; other charts on the page have the same ids without a prefix. */
    String svg() {
        return new PagePicture(chart().svg()).prefixed(PREFIX).svg();
    }

    void write(Json json) {
        LineChart chart = chart();
        LineChartDrawing drawing = chart.drawing();
        json.beginObject();
        json.name("line").string(PREFIX + "s" + (chart.series().size() - 1));
        json.name("frames").beginArray();
        frames.forEach(values -> json.string(path(drawing, values)));
        json.endArray().endObject();
    }

    /** The part of a curve that is within the axes. */
    private String path(LineChartDrawing drawing, double[] values) {
        Rect plot = drawing.plot();
        StringBuilder path = new StringBuilder();
        boolean joined = false;
        for (int i = 0; i < values.length; i++) {
            double y = drawing.y(values[i]);
            boolean seen = y >= plot.top() && y <= plot.bottom();
            if (seen) {
                path.append(joined ? 'L' : 'M').append(Svg.number(drawing.x(along[i])));
                path.append(',').append(Svg.number(y));
            }
            joined = seen;
        }
        return path.toString();
    }
}
