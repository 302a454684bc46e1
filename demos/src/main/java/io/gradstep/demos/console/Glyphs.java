package io.gradstep.demos.console;

import io.gradstep.engine.text.Characters;

/** Makes external names safe to print on a terminal. */
public final class Glyphs {
    private Glyphs() {}

    /**
     * Returns a name with {@code �} in place of characters that a terminal would obey instead of showing: control
     * characters, escape sequences, and bidirectional overrides.
     */
    public static String visible(String name) {
        return Characters.replaced(name, Characters::isObeyed, '\ufffd');
    }
}
