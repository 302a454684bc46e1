package io.gradstep.demos.serve;

import io.gradstep.demos.training.TrainingSession;
import org.teavm.interop.Export;

/** A {@link TrainingSession} as a page calls it, compiled to WebAssembly. */
public final class TrainingEngine {
    private static final PassedText TEXT = new PassedText();
    private static final TrainingSession SESSION = new TrainingSession();

    private TrainingEngine() {}

    /** TeaVM starts a program here; there is nothing to do before a command. */
    public static void main(String[] arguments) {}

    /** Adds a UTF-16 unit to the next command. */
    @Export(name = "give")
    public static void give(int character) {
        TEXT.give(character);
    }

    /** {@return the length of the last answer, in UTF-16 units} */
    @Export(name = "length")
    public static int length() {
        return TEXT.length();
    }

    /** {@return a UTF-16 unit of the last answer} */
    @Export(name = "at")
    public static int at(int index) {
        return TEXT.at(index);
    }

    /** Carries out the command that was given. */
    @Export(name = "answer")
    public static void answer() {
        TEXT.answer(SESSION.answer(TEXT.taken()));
    }
}
