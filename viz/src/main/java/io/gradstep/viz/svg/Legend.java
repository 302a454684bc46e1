package io.gradstep.viz.svg;

import io.gradstep.viz.svg.Canvas.Font;
import java.util.ArrayList;
import java.util.List;

/** The legend of a picture: samples of its signs, each with a word or two, in lines below the picture. */
public final class Legend {
    /** The room for a sample. */
    public static final double SAMPLE = 34;

    private static final double SIZE = 13;
    private static final double GAP = 8;
    private static final double BETWEEN = 24;
    private static final double LINE_HEIGHT = 24;
    private static final double ABOVE = 20;
    private static final Font TEXT = new Font(SIZE, Font.START);

    /** Draws a sample of the full width round the height of its left end. */
    public interface Sample {
        void draw(Canvas canvas, Point left);
    }

    private record Item(Sample sample, double sampleWidth, String text) {
        double width() {
            return sampleWidth + (sampleWidth > 0 ? GAP : 0) + Text.width(text, SIZE);
        }
    }

    private final List<Item> items = new ArrayList<>();

    public Legend add(String text, Sample sample) {
        return add(text, SAMPLE, sample);
    }

    /** Adds a sample of a width of its own. */
    public Legend add(String text, double sampleWidth, Sample sample) {
        items.add(new Item(sample, sampleWidth, text));
        return this;
    }

    /** Adds words in a colour that they explain themselves. */
    public Legend add(Theme colour, String text) {
        Sample words = (canvas, left) -> canvas.textAround(colour, TEXT, text, left);
        items.add(new Item(words, Text.width(text, SIZE) - GAP, ""));
        return this;
    }

    /** The width of the widest item: a picture must be at least this wide. */
    public double leastWidth() {
        return items.stream().mapToDouble(Item::width).max().orElse(0);
    }

    /** The legend's height below a picture of the given width. */
    public double height(double width) {
        return items.isEmpty() ? 0 : ABOVE + lines(width).size() * LINE_HEIGHT;
    }

    private List<List<Item>> lines(double width) {
        List<List<Item>> lines = new ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (Item item : items) {
            if (x + item.width() > width) {
                lines.add(new ArrayList<>());
                x = 0;
            }
            lines.get(lines.size() - 1).add(item);
            x += item.width() + BETWEEN;
        }
        return lines;
    }

    /** Draws the legend from a height on. */
    public void draw(Canvas canvas, double top, double width) {
        double y = top + ABOVE + LINE_HEIGHT / 2;
        for (List<Item> line : lines(width)) {
            double x = 0;
            for (Item item : line) {
                item.sample().draw(canvas, new Point(x, y));
                if (!item.text().isEmpty()) {
                    canvas.textAround(Theme.QUIET_NAME, TEXT, item.text(), new Point(x + item.sampleWidth() + GAP, y));
                }
                x += item.width() + BETWEEN;
            }
            y += LINE_HEIGHT;
        }
    }
}
