package io.gradstep.viz.svg;

import io.gradstep.engine.text.Characters;

/**
 * Writes SVG from templates: it escapes all foreign text and prints numbers in one way.
 *
 * <p>{@code add("<circle r={}/>\n", 2.5)} adds {@code <circle r="2.5"/>} and a line's end.
 */
public final class Svg {
    private static final String SLOT = "{}";
    private static final double HUNDRED = 100;

    private final StringBuilder out = new StringBuilder();

    /**
     * Adds a piece of markup.
     *
     * @param template markup of ours; each {@code {}} stands for a value, in quotation marks if it follows a {@code =}
     * @param values as many values as the template has places for them
     */
    public Svg add(String template, Object... values) {
        int from = 0;
        for (Object value : values) {
            int slot = template.indexOf(SLOT, from);
            out.append(template, from, slot);
            boolean attribute = slot > 0 && template.charAt(slot - 1) == '=';
            out.append(attribute ? "\"" : "");
            escape(value instanceof Double length ? number(length) : value.toString());
            out.append(attribute ? "\"" : "");
            from = slot + SLOT.length();
        }
        out.append(template, from, template.length());
        return this;
    }

    /** Adds markup of ours as it stands. */
    public Svg addRaw(String markup) {
        out.append(markup);
        return this;
    }

    /** A length or a coordinate, with at most two decimals. */
    public static String number(double value) {
        double rounded = Math.round(value * HUNDRED) / HUNDRED;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    public static String point(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    /** Escapes for text and attributes alike; white space that an attribute would lose becomes a reference. */
    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n', '\r' -> out.append("&#").append(point).append(';');
                default -> out.append(Text.isXml(point) ? Characters.text(point) : Text.REPLACEMENT);
            }
        });
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
