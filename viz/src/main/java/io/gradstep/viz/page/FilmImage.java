package io.gradstep.viz.page;

import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Shapes;
import io.gradstep.viz.svg.Theme;

/** The image of a film's sample: a square for each pixel, the brighter the more of the text's colour. */
final class FilmImage {
    private static final double SIDE = 240;

    private final FilmSample sample;

    FilmImage(FilmSample sample) {
        this.sample = sample;
    }

    String svg() {
        double[] brightness = sample.brightness();
        int columns = sample.columns();
        int rows = brightness.length / columns;
        double cell = SIDE / Math.max(columns, rows);
        String size = columns + " by " + rows + " pixels";
        Canvas canvas =
                Canvas.shrinking(columns * cell, 0, rows * cell, "The sample " + sample.name() + ": " + size, size);
        canvas.area(Theme.LAYER_FILL, new Rect(0, 0, columns * cell, rows * cell), 0);
        canvas.group("pixels", "pixels");
        for (int k = 0; k < brightness.length; k++) {
            Rect pixel = new Rect(k % columns * cell, Math.floorDiv(k, columns) * cell, cell, cell);
            canvas.tint(Theme.NAME, Shapes.square(pixel), brightness[k]);
        }
        return canvas.endGroup().svg();
    }
}
