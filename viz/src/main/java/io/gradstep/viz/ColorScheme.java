package io.gradstep.viz;

/** The colour scheme of a picture: dark on light, or light on dark. */
public enum ColorScheme {
    /** Follows each reader's preference, and is light on paper; light in formats that cannot adapt, such as PNG. */
    AUTO,

    /** Dark on light. */
    LIGHT,

    /** Light on dark. */
    DARK
}
