package io.gradstep.viz;

/** The colours of a picture: dark on light, or light on dark. */
public enum ColorScheme {
    /** As each reader prefers, and light on paper; light in formats that cannot ask their readers, such as PNG. */
    AUTO,

    /** Dark on light for everybody. */
    LIGHT,

    /** Light on dark for everybody. */
    DARK
}
