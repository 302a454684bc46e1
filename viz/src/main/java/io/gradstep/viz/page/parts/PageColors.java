package io.gradstep.viz.page.parts;

import io.gradstep.viz.svg.Theme;
import java.util.List;
import java.util.function.Function;

/** The colours of the {@link Theme} as variables of a page's style sheet, named as their classes: {@code --val}. */
public final class PageColors {
    private static final List<Theme> USED = List.of(
            Theme.PAPER,
            Theme.NAME,
            Theme.QUIET_NAME,
            Theme.VALUE,
            Theme.GRADIENT,
            Theme.GRID,
            Theme.LAYER_FILL,
            Theme.NAME_PLATE,
            Theme.NOT_FINITE,
            Theme.FOCUS,
            Theme.WIRE,
            Theme.POSITIVE,
            Theme.NEGATIVE);

    private PageColors() {}

    /** {@return the style sheet that declares them, light and dark as the reader prefers} */
    public static String css() {
        return "\n:root { color-scheme: light dark;" + variables(Theme::light) + " }\n"
                + "@media screen and (prefers-color-scheme: dark) { :root {" + variables(Theme::dark) + " } }\n";
    }

    private static String variables(Function<Theme, String> color) {
        StringBuilder css = new StringBuilder();
        for (Theme use : USED) {
            css.append(" --").append(use.cssClass()).append(": ").append(color.apply(use));
            css.append(';');
        }
        return css.toString();
    }
}
