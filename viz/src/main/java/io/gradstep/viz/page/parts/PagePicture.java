package io.gradstep.viz.page.parts;

import io.gradstep.viz.svg.Svg;
import java.util.regex.Pattern;

/** A picture in a page, shrunk to the width of the window as long as it stays legible, and otherwise scrolled. */
public record PagePicture(String svg) {
    private static final Pattern TOOLTIP = Pattern.compile("(<g id=\"[ne]\\d[^>]*+>\n)<title>[^<]*+</title>\n");
    private static final double SMALLEST_SCALE = 0.6;

    public double width() {
        return attribute("width");
    }

    public double height() {
        return attribute("height");
    }

    private double attribute(String name) {
        String attribute = " " + name + "=\"";
        int from = svg.indexOf(attribute) + attribute.length();
        return Double.parseDouble(svg.substring(from, svg.indexOf('"', from)));
    }

    /** The rule for the element that a selector finds. */
    public String leastWidth(String selector) {
        return leastWidth(selector, SMALLEST_SCALE);
    }

    /** The rule for a picture that may be shrunk to another scale. */
    public String leastWidth(String selector, double smallestScale) {
        return selector + " { min-width: " + Svg.number(width() * smallestScale) + "px; }\n";
    }

    /** The same picture without the tooltips of nodes and edges, for a page that writes its own. */
    public PagePicture withoutTooltips() {
        return new PagePicture(TOOLTIP.matcher(svg).replaceAll("$1"));
    }

    /** The same picture for a page that has another of the graph: with ids of its own. */
    public PagePicture prefixed(String prefix) {
        // Only markup of ours has this before an id: in texts quotation marks are escaped.
        return new PagePicture(svg.replace(" id=\"", " id=\"" + prefix));
    }
}
