package io.gradstep.viz;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a picture can be saved as, by the end of a file's name. */
enum Format {
    SVG {
        @Override
        String content(Picture picture) {
            return picture.svg();
        }
    },
    DOT {
        @Override
        String content(Picture picture) {
            return picture.dot();
        }
    };

    abstract String content(Picture picture);

    /** Returns the format that a file's name asks for; throws {@link IllegalArgumentException} if it is none. */
    static Format of(Path file) {
        String name = Objects.toString(file.getFileName(), "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.extension()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no picture can be saved as " + file + ": its name must end in " + extensions()));
    }

    /** Checks the name of a file for a drawing that is SVG and nothing else. */
    static void requireSvg(Path file) {
        String name = Objects.toString(file.getFileName(), "").toLowerCase(Locale.ROOT);
        if (!name.endsWith(SVG.extension())) {
            throw new IllegalArgumentException(
                    "no chart can be saved as " + file + ": its name must end in " + SVG.extension());
        }
    }

    private String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    private static String extensions() {
        return Arrays.stream(values()).map(Format::extension).collect(Collectors.joining(" or "));
    }
}
