package io.gradstep.viz;

/**
 * The colours of a picture by what they are for, light and dark.
 *
 * <p>The light colour is written into the drawing itself and the dark one into a style sheet for readers who prefer it:
 * some renderers know no CSS variables, and would draw everything black.
 */
enum Theme {
    PAPER("paper", "fill", "#FFFFFF", "#0D1117"),
    VALUE("val", "fill", "#00704F", "#56D4A8"),
    GRADIENT("grad", "fill", "#B34700", "#FFA657"),
    NAME("name", "fill", "#1F2328", "#E6EDF3"),
    NAME_PLATE("plate", "fill", "#E8F2FD", "#12263F"),
    /** The names of intermediate values, and of constants. */
    QUIET_NAME("alias", "fill", "#59636E", "#9198A1"),
    GATE_LINE("shape", "stroke", "#6639BA", "#BC8CFF"),
    GATE_FILL("shape", "fill", "#F6F2FD", "#211A33"),
    GATE_SYMBOL("symbol", "fill", "#1F2328", "#E6EDF3"),
    WIRE("wire", "stroke", "#57606A", "#8B949E"),
    WIRE_END("end", "fill", "#57606A", "#8B949E"),
    CONSTANT_WIRE("faint", "stroke", "#AFB8C1", "#484F58"),
    CONSTANT_WIRE_END("faint-end", "fill", "#AFB8C1", "#484F58");

    /** What a reader's machine has of these is taken; {@link Text} allows for the widest. */
    static final String FONT = "'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

    /** The class of every picture's root, so that its style sheet leaves the rest of a page alone. */
    static final String ROOT = "gradstep";

    private final String cssClass;
    private final String property;
    private final String light;
    private final String dark;

    Theme(String cssClass, String property, String light, String dark) {
        this.cssClass = cssClass;
        this.property = property;
        this.light = light;
        this.dark = dark;
    }

    String cssClass() {
        return cssClass;
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }

    static String darkStyle() {
        StringBuilder css = new StringBuilder("@media (prefers-color-scheme:dark){");
        for (Theme use : values()) {
            css.append('.').append(ROOT).append(" .").append(use.cssClass);
            css.append('{').append(use.property).append(':').append(use.dark).append('}');
        }
        return css.append('}').toString();
    }
}
