package io.gradstep.demos.console;

/** What a colour means: the same as in the pictures. */
public enum Style {
    /** Ordinary text. */
    PLAIN(""),
    /** A value, computed forward: green. */
    VALUE("38;5;29"),
    /** A gradient, computed backward: orange. */
    GRADIENT("38;5;166"),
    /** A gate and its rule: purple. */
    GATE("38;5;98"),
    /** The beginning of a part. */
    HEADING("1"),
    /** What a reader looks at last. */
    QUIET("2");

    // Of the 256-colour palette those that read well on a white and on a black ground.

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
