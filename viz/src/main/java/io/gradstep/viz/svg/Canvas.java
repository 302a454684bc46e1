package io.gradstep.viz.svg;

import java.util.EnumSet;
import java.util.Set;

/** The drawing surface of every view: shapes and text in the colours of the {@link Theme}. */
public final class Canvas {
    public static final double ARROW_LENGTH = 9;

    private static final String SHRINKING = "chart";
    private static final double MARGIN = 18;
    private static final double LINE_WIDTH = 1.5;
    private static final double RIM_WIDTH = 0.8;
    private static final double ARROW_HALF_WIDTH = 3.8;
    // From the middle of capitals and digits down to the line that they stand on, as a part of the font size.
    private static final double MIDDLE_TO_BASELINE = 0.355;

    /** A font: size in pixels, and whether text begins, ends or is centred at its position. */
    public record Font(double size, String anchor, String weight, String style) {
        public static final String START = "start";
        public static final String MIDDLE = "middle";
        public static final String END = "end";

        public Font(double size, String anchor) {
            this(size, anchor, "normal", "normal");
        }

        public Font bold() {
            return new Font(size, anchor, "bold", style);
        }

        public Font italic() {
            return new Font(size, anchor, weight, "italic");
        }
    }

    private final Svg head = new Svg();
    private final StringBuilder style = new StringBuilder();
    private final Svg svg = new Svg();
    private final Set<Theme> used = EnumSet.of(Theme.PAPER);

    /** Begins a picture between two heights and from 0 to a width; a margin is added around it. */
    public Canvas(double width, double top, double bottom, String title, String description) {
        this(Theme.ROOT, width, top, bottom, title, description);
    }

    /** Begins a picture that shrinks to fit narrow windows, as on a phone, instead of scrolling. */
    public static Canvas shrinking(double width, double top, double bottom, String title, String description) {
        Canvas canvas = new Canvas(Theme.ROOT + " " + SHRINKING, width, top, bottom, title, description);
        canvas.style.append('.').append(Theme.ROOT).append('.').append(SHRINKING);
        canvas.style.append("{max-width:100%;height:auto}");
        return canvas;
    }

    public Canvas(String classes, double width, double top, double bottom, String title, String description) {
        double w = width + 2 * MARGIN;
        double h = bottom - top + 2 * MARGIN;
        String viewBox = "0 0 " + Svg.number(w) + " " + Svg.number(h);
        head.add("<svg xmlns={} class={} role=\"img\" ", "http://www.w3.org/2000/svg", classes);
        head.add(
                "width={} height={} viewBox={} font-family={} stroke-linejoin=\"round\">\n", w, h, viewBox, Theme.FONT);
        head.add("<title>{}</title>\n<desc>{}</desc>\n", Text.visible(title), Text.visible(description));
        String paper = Theme.PAPER.cssClass();
        svg.add("<rect class={} width={} height={} fill={}/>\n", paper, w, h, Theme.PAPER.light());
        svg.add("<g transform={}>\n", "translate(" + Svg.number(MARGIN) + " " + Svg.number(MARGIN - top) + ")");
    }

    /** Begins a group; further attributes come in pairs of a name and a value. */
    public Canvas group(String id, String cssClass, String... attributes) {
        svg.add("<g id={} class={}", id, cssClass);
        for (int i = 0; i < attributes.length; i += 2) {
            svg.addRaw(" " + attributes[i]).add("={}", attributes[i + 1]);
        }
        svg.addRaw(">\n");
        return this;
    }

    public Canvas endGroup() {
        svg.addRaw("</g>\n");
        return this;
    }

    /** Adds a tooltip to the group. */
    public Canvas tooltip(String text) {
        svg.add("<title>{}</title>\n", Text.visible(text));
        return this;
    }

    public Canvas area(Theme fill, Rect r, double corner) {
        svg.add("<rect class={} x={} y={} width={} ", cssClass(fill), r.left(), r.top(), r.width());
        svg.add("height={} rx={} fill={}/>\n", r.height(), corner, fill.light());
        return this;
    }

    public Canvas outlined(Theme fill, Theme line, Rect r, double corner) {
        svg.add("<rect class={} x={} y={} width={} ", cssClass(fill), r.left(), r.top(), r.width());
        svg.add("height={} rx={} fill={} ", r.height(), corner, fill.light());
        used.add(line);
        svg.add("stroke={} stroke-width={}/>\n", line.light(), LINE_WIDTH);
        return this;
    }

    /** Begins a group of cells of one colour. */
    public Canvas cells(Theme fill) {
        svg.add("<g class={} fill={}>\n", cssClass(fill), fill.light());
        return this;
    }

    /** Draws a node as a cell in the colour of its group, with a tooltip. */
    public Canvas cell(String id, int node, Rect r, String title) {
        svg.add("<rect id={} data-node={} x={} y={} ", id, node, r.left(), r.top());
        svg.add("width={} height={}><title>{}</title></rect>\n", r.width(), r.height(), Text.visible(title));
        return this;
    }

    public Canvas disc(Theme fill, Point center, double radius) {
        svg.add("<circle class={} cx={} cy={} ", cssClass(fill), center.x(), center.y());
        svg.add("r={} fill={}/>\n", radius, fill.light());
        return this;
    }

    /** Draws a line along path data. */
    public Canvas line(Theme stroke, String path) {
        svg.add("<path class={} d={} fill=\"none\" ", cssClass(stroke), path);
        svg.add("stroke={} stroke-width={}/>\n", stroke.light(), LINE_WIDTH);
        return this;
    }

    /** Draws a line of the given width; dashed unless the pattern is empty. */
    public Canvas line(Theme stroke, String path, double width, String dashes) {
        svg.add("<path class={} d={} fill=\"none\" ", cssClass(stroke), path);
        svg.add("stroke={} stroke-width={}", stroke.light(), width);
        if (!dashes.isEmpty()) {
            svg.add(" stroke-dasharray={}", dashes);
        }
        svg.addRaw("/>\n");
        return this;
    }

    /** Fills an area within path data, which may have holes, with the given opacity. */
    public Canvas tint(Theme fill, String path, double opacity) {
        svg.add("<path class={} d={} fill-rule=\"evenodd\" ", cssClass(fill), path);
        svg.add("fill={} fill-opacity={}/>\n", fill.light(), opacity);
        return this;
    }

    /** Fills an area within path data. */
    public Canvas fill(Theme fill, String path) {
        svg.add("<path class={} d={} fill={}/>\n", cssClass(fill), path, fill.light());
        return this;
    }

    /** Draws marks, as path data, with an edge of paper that keeps them apart. */
    public Canvas marks(Theme fill, String path) {
        String classes = cssClass(fill) + " " + cssClass(Theme.RIM);
        svg.add("<path class={} d={} fill={} ", classes, path, fill.light());
        svg.add("stroke={} stroke-width={}/>\n", Theme.RIM.light(), RIM_WIDTH);
        return this;
    }

    public Canvas level(Theme stroke, double fromX, double toX, double y) {
        return line(stroke, "M" + Svg.point(new Point(fromX, y)) + "H" + Svg.number(toX));
    }

    /** Draws the head of an arrow that points against a unit vector. */
    public Canvas arrow(Theme fill, Point tip, Direction away) {
        return arrow(fill, tip, away, 1);
    }

    /** Draws the head of an arrow at a multiple of its usual size. */
    public Canvas arrow(Theme fill, Point tip, Direction away, double scale) {
        Point base = tip.plus(away, scale * ARROW_LENGTH);
        Point left = base.plus(away.turned(), scale * ARROW_HALF_WIDTH);
        Point right = base.plus(away.turned(), -scale * ARROW_HALF_WIDTH);
        String path = "M" + Svg.point(tip) + "L" + Svg.point(left) + "L" + Svg.point(right) + "Z";
        svg.add("<path class={} d={} fill={}/>\n", cssClass(fill), path, fill.light());
        return this;
    }

    /** Writes text on a baseline. */
    public Canvas text(Theme fill, Font font, String text, Point at) {
        svg.add("<text class={} x={} y={} font-size={}", cssClass(fill), at.x(), at.y(), font.size());
        if (!font.anchor().equals("start")) {
            svg.add(" text-anchor={}", font.anchor());
        }
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
    public Canvas textAround(Theme fill, Font font, String text, Point middle) {
        return text(fill, font, text, middle.plus(0, font.size() * MIDDLE_TO_BASELINE));
    }

    private String cssClass(Theme use) {
        used.add(use);
        return use.cssClass();
    }

    /** Ends the picture and returns it. */
    public String svg() {
        style.append(Theme.darkStyle(used));
        return head + "<style>" + style + "</style>\n" + svg + "</g>\n</svg>\n";
    }
}
