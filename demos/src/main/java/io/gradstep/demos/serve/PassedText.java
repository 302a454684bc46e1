package io.gradstep.demos.serve;

/**
 * Texts between a page and its engine in WebAssembly, which can pass numbers alone: a page gives a text character by
 * character, calls a function, and takes the answer character by character, at about 10 ns each.
 */
final class PassedText {
    private final StringBuilder given = new StringBuilder();
    private String answer = "";

    void give(int character) {
        given.append((char) character);
    }

    /** {@return the text given since the last call} */
    String taken() {
        String text = given.toString();
        given.setLength(0);
        return text;
    }

    void answer(String text) {
        answer = text;
    }

    int length() {
        return answer.length();
    }

    int at(int index) {
        return answer.charAt(index);
    }
}
