package io.gradstep.viz.page.parts;

import io.gradstep.viz.svg.Svg;

/**
 * Writes JSON that can stand in a script element of a page: nothing in a string can end the element, or begin a
 * comment.
 */
public final class Json {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    /** Opens an object. */
    public Json beginObject() {
        return begin('{');
    }

    /** Closes an object. */
    public Json endObject() {
        return end('}');
    }

    /** Opens an array. */
    public Json beginArray() {
        return begin('[');
    }

    /** Closes an array. */
    public Json endArray() {
        return end(']');
    }

    /** The name of what comes next. */
    public Json name(String name) {
        string(name);
        out.append(':');
        first = true;
        return this;
    }

    /** A string. */
    public Json string(String text) {
        separate();
        quote(text);
        return this;
    }

    /** A whole number. */
    public Json number(int number) {
        separate();
        out.append(number);
        return this;
    }

    /** A number that reads back to the last bit; numbers that JSON lacks are written as quoted words. */
    public Json number(double number) {
        separate();
        String text = Double.toString(number);
        if (!Double.isFinite(number)) {
            quote(text);
        } else {
            // But for −0, which would lose its sign.
            boolean whole = text.endsWith(".0") && !text.equals("-0.0");
            out.append(text, 0, whole ? text.length() - 2 : text.length());
        }
        return this;
    }

    /** A coordinate in pixels, to a tenth. */
    public Json coordinate(double pixels) {
        separate();
        out.append(Svg.number(Math.round(pixels * 10) / 10.0));
        return this;
    }

    /** A null. */
    public Json nothing() {
        separate();
        out.append("null");
        return this;
    }

    /** A truth value. */
    public Json bool(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    private Json begin(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    private Json end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"'
                    || c == '\\'
                    || c == '<'
                    || c == '>'
                    || c == '&'
                    || c < ' '
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
