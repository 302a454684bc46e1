package io.gradstep.demos.console;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.DrillPage;
import io.gradstep.viz.page.LabPage;
import io.gradstep.viz.page.StepperPage;
import io.gradstep.viz.page.Worksheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Saves pictures and pages; errors are {@link CommandException}s. */
public final class Drawing {
    private Drawing() {}

    /** Saves a picture atomically. */
    public static void save(Picture picture, String file) {
        save(picture::writeTo, file);
    }

    /** Saves a page atomically. */
    public static void save(StepperPage page, String file) {
        save(page::writeTo, file);
    }

    /** Saves a page of the lab atomically. */
    public static void save(LabPage page, String file) {
        save(page::writeTo, file);
    }

    /** Saves a worksheet atomically. */
    public static void save(Worksheet sheet, String file) {
        save(sheet::writeTo, file);
    }

    /** Saves a drill atomically. */
    public static void save(DrillPage page, String file) {
        save(page::writeTo, file);
    }

    /** Rejects a file name whose ending does not match the format that is written. */
    public static void requireEnding(String what, String ending, String file) {
        if (!hasEnding(file, ending)) {
            throw new CommandException("%s, so its file name must end in %s, but '%s' does not"
                    .formatted(what, ending, Glyphs.visible(file)));
        }
    }

    public static boolean hasEnding(String file, String ending) {
        return file.toLowerCase(Locale.ROOT).endsWith(ending);
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
