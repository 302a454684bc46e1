package io.gradstep.viz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a {@link Picture} is dark on light or light on dark. */
public enum ColorScheme {
    /** As each reader prefers, and light on paper. In formats that do not know their readers, light. */
    AUTO {
        @Override
        String apply(String svg) {
            return svg;
        }
    },

    /** Dark on light for everybody. */
    LIGHT {
        @Override
        String apply(String svg) {
            return withoutStyle(svg);
        }
    },

    /** Light on dark for everybody. */
    DARK {
        @Override
        String apply(String svg) {
            return Theme.darkened(withoutStyle(svg));
        }
    };

    private static final Pattern STYLE = Pattern.compile("<style>[^<]*</style>\n");

    /** Gives a drawing the colours of this scheme. */
    abstract String apply(String svg);

    private static String withoutStyle(String svg) {
        Matcher style = STYLE.matcher(svg);
        return style.find() ? svg.substring(0, style.start()) + svg.substring(style.end()) : svg;
    }
}
