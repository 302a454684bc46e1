package io.gradstep.viz.layout;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.graphper.api.attributes.FontStyle;
import org.graphper.def.FlatPoint;
import org.graphper.layout.AWTMeasureText;
import org.graphper.layout.FontSelector;
import org.graphper.layout.MeasureText;

/**
 * Keeps graph-support from listing the machine's fonts before it places its first graph, which takes longer than the
 * whole picture (250 of 450 ms where few fonts are installed) and fails where Java lacks the libraries for it. A
 * skeleton has no text.
 *
 * <p>graph-support looks for its two font services once, through the class loader of the thread that uses it first.
 * With {@link #services} it finds our provider, which loads fonts only when text is measured, by an application that
 * draws with graph-support itself.
 */
public final class LazyFonts {
    private static final List<String> SERVICES = List.of(
            "META-INF/services/" + FontSelector.class.getName(), "META-INF/services/" + MeasureText.class.getName());

    private LazyFonts() {}

    /** A class loader that finds our provider for graph-support's font services, and else what its parent finds. */
    public static ClassLoader services() {
        return new ClassLoader(LazyFonts.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (SERVICES.contains(name)) {
                    URL ours = Objects.requireNonNull(LazyFonts.class.getResource("lazy-fonts"));
                    return Collections.enumeration(List.of(ours));
                }
                return super.getResources(name);
            }
        };
    }

    /** The provider; public because service loaders ask for that. */
    public static final class Provider implements FontSelector, MeasureText {
        // Graphviz's own default; no font needs to be there to be named.
        private static final String DEFAULT = "Times New Roman";

        /** Holds the fonts; the JVM initialises it when it is first used. */
        private static final class Fonts {
            static final AWTMeasureText INSTANCE = new AWTMeasureText();
        }

        /** Comes before those of graph-support, which have 0 and more: a module path shows it all of them. */
        @Override
        public int order() {
            return -1;
        }

        @Override
        public boolean envSupport() {
            return true;
        }

        @Override
        public String defaultFont() {
            return DEFAULT;
        }

        @Override
        public boolean exists(String fontName) {
            return Fonts.INSTANCE.exists(fontName);
        }

        @Override
        public boolean fontSupport(String fontName, char c) {
            return Fonts.INSTANCE.fontSupport(fontName, c);
        }

        @Override
        public String findFirstSupportFont(char c) {
            return Fonts.INSTANCE.findFirstSupportFont(c);
        }

        @Override
        public FlatPoint measure(String text, String fontName, double fontSize, FontStyle... fontStyles) {
            return text.isEmpty() ? new FlatPoint(0, 0) : Fonts.INSTANCE.measure(text, fontName, fontSize, fontStyles);
        }
    }
}
