package io.gradstep.demos;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Picture;
import io.gradstep.viz.StepperPage;
import java.io.IOException;
import java.nio.file.Path;

/** Saves pictures and pages, with the messages of a command line. */
final class Drawing {
    private Drawing() {}

    /** Saves a picture whole or not at all. */
    static void save(Picture picture, String file) {
        save(picture::writeTo, file);
    }

    /** Saves a page whole or not at all. */
    static void save(StepperPage page, String file) {
        save(page::writeTo, file);
    }

    private interface Saving {
        void to(Path file) throws IOException;
    }

    private static void save(Saving saving, String file) {
        try {
            saving.to(OutsideFiles.path(file));
        } catch (IllegalArgumentException | LayoutException | IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
