package io.gradstep.viz.page.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The templates, style sheets and modules of which pages are made. */
public final class Resources {
    private Resources() {}

    /** Reads a resource, with the line ends that browsers make of any before they check a hash. */
    public static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
