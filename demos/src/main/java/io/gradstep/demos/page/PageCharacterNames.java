package io.gradstep.demos.page;

import io.gradstep.engine.text.CharacterNames;
import io.gradstep.engine.text.Characters;

/** {@link CharacterNames} without names, only numbers. */
public final class PageCharacterNames {
    private PageCharacterNames() {}

    /** Stands in for {@link CharacterNames#of(int)}. */
    public static String of(int codePoint) {
        return Characters.number(codePoint);
    }
}
