package io.gradstep.viz.svg;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file format of a picture, by the file's extension. */
public enum Format {
    SVG {
        @Override
        public byte[] content(Source source) {
            return source.svg().getBytes(StandardCharsets.UTF_8);
        }
    },
    PNG {
        @Override
        public byte[] content(Source source) {
            return Png.of(source.svg());
        }
    },
    DOT {
        @Override
        public byte[] content(Source source) {
            return source.dot().getBytes(StandardCharsets.UTF_8);
        }
    };

    /** A drawing that can be produced in several formats. */
    public interface Source {
        String svg();

        /** The graph in Graphviz's language; a drawing that is no graph is never asked. */
        default String dot() {
            throw new UnsupportedOperationException();
        }
    }

    public abstract byte[] content(Source source);

    /** Returns the format of a file's extension; throws {@link IllegalArgumentException} if it is unknown. */
    public static Format ofPicture(Path file) {
        return of(file, "picture", SVG, PNG, DOT);
    }

    /** The same for a chart, which is no graph. */
    public static Format ofChart(Path file) {
        return of(file, "chart", SVG, PNG);
    }

    private static Format of(Path file, String what, Format... formats) {
        String name = Objects.toString(file.getFileName(), "").toLowerCase(Locale.ROOT);
        return Arrays.stream(formats)
                .filter(format -> name.endsWith(format.extension()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no " + what + " can be saved as " + file + ": its name must end in " + extensions(formats)));
    }

    private String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    private static String extensions(Format... formats) {
        Format last = formats[formats.length - 1];
        return Stream.of(formats)
                        .filter(format -> format != last)
                        .map(Format::extension)
                        .collect(Collectors.joining(", "))
                + " or " + last.extension();
    }
}
