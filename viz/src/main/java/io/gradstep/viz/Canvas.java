package io.gradstep.viz;

/** What every view draws with: shapes and text in the colours of the {@link Theme}. */
final class Canvas {
    static final double ARROW_LENGTH = 9;

    private static final double MARGIN = 18;
    private static final double LINE_WIDTH = 1.5;
    private static final double ARROW_HALF_WIDTH = 3.8;
    // From the middle of capitals and digits down to the line that they stand on, as a part of the font size.
    private static final double MIDDLE_TO_BASELINE = 0.355;

    /** Text of a size, in pixels, that begins, ends or has its middle where it is put. */
    record Font(double size, String anchor, String weight, String style) {
        static final String START = "start";
        static final String MIDDLE = "middle";
        static final String END = "end";

        Font(double size, String anchor) {
            this(size, anchor, "normal", "normal");
        }

        Font bold() {
            return new Font(size, anchor, "bold", style);
        }

        Font italic() {
            return new Font(size, anchor, weight, "italic");
        }
    }

    private final Svg svg = new Svg();

    /** Begins a picture of what lies between two heights and from 0 to a width; a margin is put round it. */
    Canvas(double width, double top, double bottom, String title, String description) {
        double w = width + 2 * MARGIN;
        double h = bottom - top + 2 * MARGIN;
        String viewBox = "0 0 " + Svg.number(w) + " " + Svg.number(h);
        svg.add("<svg xmlns={} class={} role=\"img\" ", "http://www.w3.org/2000/svg", Theme.ROOT);
        svg.add("width={} height={} viewBox={} font-family={}>\n", w, h, viewBox, Theme.FONT);
        svg.add("<title>{}</title>\n<desc>{}</desc>\n", Text.visible(title), Text.visible(description));
        svg.addRaw("<style>" + Theme.darkStyle() + "</style>\n");
        String paper = Theme.PAPER.cssClass();
        svg.add("<rect class={} width={} height={} fill={}/>\n", paper, w, h, Theme.PAPER.light());
        svg.add("<g transform={}>\n", "translate(" + Svg.number(MARGIN) + " " + Svg.number(MARGIN - top) + ")");
    }

    /** Begins a group; further attributes come in pairs of a name and a value. */
    Canvas group(String id, String cssClass, String... attributes) {
        svg.add("<g id={} class={}", id, cssClass);
        for (int i = 0; i < attributes.length; i += 2) {
            svg.addRaw(" " + attributes[i]).add("={}", attributes[i + 1]);
        }
        svg.addRaw(">\n");
        return this;
    }

    Canvas endGroup() {
        svg.addRaw("</g>\n");
        return this;
    }

    /** What a reader is told who points at the group. */
    Canvas tooltip(String text) {
        svg.add("<title>{}</title>\n", Text.visible(text));
        return this;
    }

    Canvas area(Theme fill, Rect r, double corner) {
        svg.add("<rect class={} x={} y={} width={} ", fill.cssClass(), r.left(), r.top(), r.width());
        svg.add("height={} rx={} fill={}/>\n", r.height(), corner, fill.light());
        return this;
    }

    Canvas outlined(Theme fill, Theme line, Rect r, double corner) {
        svg.add("<rect class={} x={} y={} width={} ", fill.cssClass(), r.left(), r.top(), r.width());
        svg.add("height={} rx={} fill={} ", r.height(), corner, fill.light());
        svg.add("stroke={} stroke-width={}/>\n", line.light(), LINE_WIDTH);
        return this;
    }

    Canvas disc(Theme fill, Point center, double radius) {
        svg.add("<circle class={} cx={} cy={} ", fill.cssClass(), center.x(), center.y());
        svg.add("r={} fill={}/>\n", radius, fill.light());
        return this;
    }

    /** Draws a line along path data. */
    Canvas line(Theme stroke, String path) {
        svg.add("<path class={} d={} fill=\"none\" ", stroke.cssClass(), path);
        svg.add("stroke={} stroke-width={}/>\n", stroke.light(), LINE_WIDTH);
        return this;
    }

    Canvas level(Theme stroke, double fromX, double toX, double y) {
        return line(stroke, "M" + Svg.point(new Point(fromX, y)) + "H" + Svg.number(toX));
    }

    /** Draws the head of an arrow that points against a unit vector. */
    Canvas arrow(Theme fill, Point tip, Direction away) {
        Point base = tip.plus(away, ARROW_LENGTH);
        Point left = base.plus(away.turned(), ARROW_HALF_WIDTH);
        Point right = base.plus(away.turned(), -ARROW_HALF_WIDTH);
        String path = "M" + Svg.point(tip) + "L" + Svg.point(left) + "L" + Svg.point(right) + "Z";
        svg.add("<path class={} d={} fill={}/>\n", fill.cssClass(), path, fill.light());
        return this;
    }

    /** Writes text on a baseline. */
    Canvas text(Theme fill, Font font, String text, Point at) {
        svg.add("<text class={} x={} y={} font-size={}", fill.cssClass(), at.x(), at.y(), font.size());
        svg.add(" text-anchor={}", font.anchor());
        if (!font.weight().equals("normal")) {
            svg.add(" font-weight={}", font.weight());
        }
        if (!font.style().equals("normal")) {
            svg.add(" font-style={}", font.style());
        }
        svg.add(" fill={}>{}</text>\n", fill.light(), Text.visible(text));
        return this;
    }

    /** Writes text so that the middle of its capitals and digits is at a height. */
    Canvas textAround(Theme fill, Font font, String text, Point middle) {
        return text(fill, font, text, middle.plus(0, font.size() * MIDDLE_TO_BASELINE));
    }

    /** Ends the picture and returns it. */
    String svg() {
        return svg.addRaw("</g>\n</svg>\n").toString();
    }
}
