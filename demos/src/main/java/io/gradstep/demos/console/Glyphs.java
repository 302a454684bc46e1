package io.gradstep.demos.console;

import io.gradstep.engine.text.Characters;

/** Names from outside as a terminal may be given them. */
public final class Glyphs {
    private Glyphs() {}

    /**
     * Returns a name with {@code �} in place of what a terminal would obey instead of showing: control characters,
     * escape sequences, and what turns text round.
     */
    public static String visible(String name) {
        return Characters.replaced(name, Characters::isObeyed, '\ufffd');
    }
}
