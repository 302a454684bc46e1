package io.gradstep.demos.page;

import io.gradstep.viz.page.parts.Resources;

/** The {@link Resources} of a page, which has their text. */
public final class PageResources {
    private PageResources() {}

    public static String text(String name) {
        PageText.give(name);
        int length = PageText.resource();
        if (length < 0) {
            throw new IllegalStateException(name);
        }
        return PageText.take(length);
    }
}
