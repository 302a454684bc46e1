package io.gradstep.demos.console;

/** The console's text styles; the colours mean the same as in the pictures. */
public enum Style {
    /** Ordinary text. */
    PLAIN(""),
    /** A value, computed forward: green. */
    VALUE("38;5;29"),
    /** A gradient, computed backward: orange. */
    GRADIENT("38;5;166"),
    /** A gate and its rule: purple. */
    GATE("38;5;98"),
    /** A section heading. */
    HEADING("1"),
    /** Secondary text, dimmed. */
    QUIET("2");

    // Colours of the 256-colour palette that are readable on both white and black backgrounds.

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
