package io.gradstep.demos;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Picture;
import java.io.IOException;

/** Saves pictures, with the messages of a command line. */
final class Drawing {
    private Drawing() {}

    /** Saves a picture whole or not at all. */
    static void save(Picture picture, String file) {
        try {
            picture.writeTo(OutsideFiles.path(file));
        } catch (IllegalArgumentException | LayoutException | IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
