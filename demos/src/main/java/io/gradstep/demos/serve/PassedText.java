package io.gradstep.demos.serve;

import org.teavm.interop.Export;

/**
 * The text between a page and its engine in WebAssembly, which can pass numbers alone: a page gives a text character by
 * character, calls a function, and takes the answer character by character, at about 10 ns each. An engine has one page
 * and one thread.
 */
public final class PassedText {
    private static final StringBuilder GIVEN = new StringBuilder();
    private static String answer = "";

    private PassedText() {}

    /** Adds a UTF-16 unit to the text of the next call. */
    @Export(name = "give")
    public static void give(int character) {
        GIVEN.append((char) character);
    }

    /** {@return the length of the last answer, in UTF-16 units} */
    @Export(name = "length")
    public static int length() {
        return answer.length();
    }

    /** {@return a UTF-16 unit of the last answer} */
    @Export(name = "at")
    public static int at(int index) {
        return answer.charAt(index);
    }

    /** {@return the text given since the last call} */
    static String taken() {
        String text = GIVEN.toString();
        GIVEN.setLength(0);
        return text;
    }

    static void answer(String text) {
        answer = text;
    }
}
