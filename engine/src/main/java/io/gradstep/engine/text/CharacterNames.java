package io.gradstep.engine.text;

/**
 * The Unicode names of characters. They take half a megabyte, which a browser does not have and a page does not bring.
 */
public final class CharacterNames {
    private CharacterNames() {}

    /** {@return a character's code point and name, as in {@code U+00D7 MULTIPLICATION SIGN}} */
    public static String of(int codePoint) {
        String name = Character.getName(codePoint);
        return Characters.number(codePoint) + (name == null ? "" : " " + name);
    }
}
