package io.gradstep.demos.serve;

import io.gradstep.demos.training.TrainingSession;
import org.teavm.interop.Export;

/** A {@link TrainingSession} as a page calls it, compiled to WebAssembly. */
public final class TrainingEngine {
    private static final TrainingSession SESSION = new TrainingSession();

    private TrainingEngine() {}

    /** TeaVM starts a program here; there is nothing to do before a command. */
    public static void main(String[] arguments) {}

    /** Carries out the command that was given. */
    @Export(name = "answer")
    public static void answer() {
        PassedText.answer(SESSION.answer(PassedText.taken()));
    }
}
