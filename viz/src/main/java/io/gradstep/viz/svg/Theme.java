package io.gradstep.viz.svg;

import io.gradstep.viz.ColorScheme;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The colours of a picture by purpose, light and dark.
 *
 * <p>The light colour is written into the drawing itself and the dark one into a style sheet for readers who prefer it:
 * some renderers know no CSS variables, and would draw everything black.
 */
public enum Theme {
    PAPER("paper", "fill", "#FFFFFF", "#0D1117"),
    VALUE("val", "fill", "#00704F", "#56D4A8"),
    /** A constant: unlike a value, it is known from the start. */
    NUMBER("number", "fill", "#00704F", "#56D4A8"),
    NUMBER_LINE("frame", "stroke", "#AFB8C1", "#484F58"),
    NUMBER_FILL("frame", "fill", "#FFFFFF", "#0D1117"),
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
    CONSTANT_WIRE_END("faint-end", "fill", "#AFB8C1", "#484F58"),
    /** The subject of a step of a page. */
    FOCUS("focus", "stroke", "#0969DA", "#58A6FF"),
    /** The sign of the gradient through a connection. */
    POSITIVE("pos", "stroke", "#B34700", "#FFA657"),
    POSITIVE_END("pos-end", "fill", "#B34700", "#FFA657"),
    NEGATIVE("neg", "stroke", "#0A58CA", "#58A6FF"),
    NEGATIVE_END("neg-end", "fill", "#0A58CA", "#58A6FF"),
    /** The frame of a blank to fill in. */
    VALUE_BLANK("val-blank", "stroke", "#00704F", "#56D4A8"),
    GRADIENT_BLANK("grad-blank", "stroke", "#B34700", "#FFA657"),
    /** The label of an edge: the local derivative. */
    LOCAL("local", "fill", "#59636E", "#9198A1"),
    GRADIENT_SUM("sum", "fill", "#B34700", "#FFA657"),
    FORMULA("formula", "fill", "#5A32A3", "#C4A3FF"),
    CARD_LINE("card", "stroke", "#8B949E", "#57606A"),
    CARD_FILL("face", "fill", "#FFFFFF", "#0D1117"),
    CARD_TITLE("head", "fill", "#F1EBFB", "#2A2140"),
    OUTPUT_TITLE("last", "fill", "#FFF3D6", "#3A2F10"),
    LAYER_FILL("layer", "fill", "#F6F8FA", "#161B22"),
    WARM_1("w1", "fill", "#FBE0C8", "#3D2413"),
    WARM_2("w2", "fill", "#F5BE8F", "#6B3A14"),
    WARM_3("w3", "fill", "#E8924E", "#A35A1D"),
    WARM_4("w4", "fill", "#C96218", "#DB8232"),
    WARM_5("w5", "fill", "#8F3A00", "#FFB870"),
    COLD_1("b1", "fill", "#D8E8FA", "#14263D"),
    COLD_2("b2", "fill", "#A5CBF2", "#163F6E"),
    COLD_3("b3", "fill", "#659FDF", "#1F63AD"),
    COLD_4("b4", "fill", "#2A6FC0", "#3C8FEA"),
    COLD_5("b5", "fill", "#0B3F85", "#85C2FF"),
    ZERO_HEAT("w0", "fill", "#D5DAE0", "#3A414A"),
    NO_HEAT("none", "fill", "#EEF1F4", "#1E242C"),
    NOT_FINITE("bad", "fill", "#C2007A", "#FF6EC7"),
    /** The edge of marks that may overlap others. */
    RIM("rim", "stroke", "#FFFFFF", "#0D1117"),
    GRID("grid", "stroke", "#E1E5E9", "#2A3038"),
    AXIS("axis", "stroke", "#57606A", "#8B949E"),
    /** The lines between the regions of a map, and around misclassified samples. */
    BORDER("border", "stroke", "#1F2328", "#E6EDF3"),
    // What several series or classes are drawn in: far enough apart, light or dark, for protan, deutan and tritan eyes
    // too (found by search, with the matrices of Machado, Oliveira and Fernandes 2009), and dark enough for text.
    LINE_0("s0", "stroke", "#1061C9", "#58A6FF"),
    LINE_1("s1", "stroke", "#D42A10", "#F0764A"),
    LINE_2("s2", "stroke", "#0D4D2B", "#56F0B0"),
    LINE_3("s3", "stroke", "#9B2F8C", "#D085C0"),
    LINE_4("s4", "stroke", "#30343A", "#DCEBF5"),
    LINE_5("s5", "stroke", "#4A8420", "#E3D43A"),
    MARK_0("m0", "fill", "#1061C9", "#58A6FF"),
    MARK_1("m1", "fill", "#D42A10", "#F0764A"),
    MARK_2("m2", "fill", "#0D4D2B", "#56F0B0"),
    MARK_3("m3", "fill", "#9B2F8C", "#D085C0"),
    MARK_4("m4", "fill", "#30343A", "#DCEBF5"),
    MARK_5("m5", "fill", "#4A8420", "#E3D43A");

    /** The fonts, of which a reader's machine uses the first that it has; {@link Text} allows for the widest. */
    static final String FONT = "'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

    /** The class of every picture's root, so that its style sheet leaves the rest of a page alone. */
    static final String ROOT = "gradstep";

    private static final Pattern TAG = Pattern.compile("<[a-z]+ (?:(?!class=)[^<>])*+class=\"([^\"]*+)\"[^<>]*+>");
    private static final Pattern STYLE = Pattern.compile("<style>[^<]*+</style>\n");
    private static final Map<String, List<Theme>> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.groupingBy(Theme::cssClass));

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

    public String cssClass() {
        return cssClass;
    }

    public String light() {
        return light;
    }

    public String dark() {
        return dark;
    }

    /**
     * A style sheet that makes a drawing dark on the screens of readers who prefer it, as far as it has used colours.
     */
    static String darkStyle(Set<Theme> used) {
        return "@media screen and (prefers-color-scheme:dark){" + rules(used, Theme::dark) + '}';
    }

    private static String rules(Set<Theme> used, Function<Theme, String> colour) {
        StringBuilder css = new StringBuilder();
        for (Theme use : used) {
            css.append('.').append(ROOT).append(" .").append(use.cssClass);
            css.append('{')
                    .append(use.property)
                    .append(':')
                    .append(colour.apply(use))
                    .append('}');
        }
        return css.toString();
    }

    /**
     * Moves the light colours of a drawing, and what its texts and lines have in common, from its elements to its style
     * sheet, which makes it shorter. Only for
     * drawings within a page: not every program that draws SVG knows style sheets.
     */
    public static String inStyleSheet(String svg) {
        Set<Theme> used = EnumSet.noneOf(Theme.class);
        String plain = recoloured(svg, use -> {
            used.add(use);
            return "";
        });
        return SharedAttributes.inStyleSheet(plain.replaceFirst("<style>", "<style>" + rules(used, Theme::light)));
    }

    /** Returns a drawing in the colours of a scheme. */
    public static String apply(ColorScheme scheme, String svg) {
        return switch (scheme) {
            case AUTO -> svg;
            case LIGHT -> withoutStyle(svg);
            case DARK -> recoloured(withoutStyle(svg), use -> use.attribute(use.dark));
        };
    }

    private static String withoutStyle(String svg) {
        return STYLE.matcher(svg).replaceFirst("");
    }

    /**
     * Puts other attributes in place of the light colours in a drawing: in every element that has the class of a
     * colour, where the drawing writes it.
     */
    private static String recoloured(String svg, Function<Theme, String> attribute) {
        StringBuilder result = new StringBuilder(svg.length());
        int done = 0;
        for (Matcher tag = TAG.matcher(svg); tag.find(); done = tag.end()) {
            String other = tag.group();
            for (String cssClass : tag.group(1).split(" ", -1)) {
                for (Theme use : BY_CLASS.getOrDefault(cssClass, List.of())) {
                    String light = use.attribute(use.light);
                    if (other.contains(light)) {
                        other = other.replace(light, attribute.apply(use));
                    }
                }
            }
            result.append(svg, done, tag.start()).append(other);
        }
        return result.append(svg, done, svg.length()).toString();
    }

    private String attribute(String colour) {
        return " " + property + "=\"" + colour + "\"";
    }
}
