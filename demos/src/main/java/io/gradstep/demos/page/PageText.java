package io.gradstep.demos.page;

import org.teavm.interop.Import;

/** Passes texts to JavaScript and back, character by character: nothing but numbers passes between the two. */
final class PageText {
    private PageText() {}

    /** Gives a text to the next function that takes one. */
    static void give(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            give(text.charAt(i));
        }
    }

    /** Takes the text that a function has made. */
    static String take(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) at(i));
        }
        return text.toString();
    }

    @Import(module = "text", name = "give")
    private static native void give(int character);

    @Import(module = "text", name = "at")
    private static native int at(int index);

    /** Makes a normal form of the text given, by the position of its name in Unicode's order; returns its length. */
    @Import(module = "text", name = "normalized")
    static native int normalized(int form);

    /** Makes the text of the resource whose name was given; returns its length, or −1 if there is none. */
    @Import(module = "text", name = "resource")
    static native int resource();

    /** Makes the shortest text that reads back as a number; returns its length. */
    @Import(module = "text", name = "written")
    static native int written(double number);

    /** The remainder as Java has it, exact also where the quotient has more than 63 bits. */
    @Import(module = "text", name = "remainder")
    static native double remainder(double a, double b);

    /** Reads the text given as a number; NaN if it is none. */
    @Import(module = "text", name = "read")
    static native double read();
}
