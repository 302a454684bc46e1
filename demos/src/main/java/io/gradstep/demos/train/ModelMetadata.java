package io.gradstep.demos.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Reads the metadata that {@code train} stores in a model file; errors name the file and the entry. */
final class ModelMetadata {
    private final Path file;
    private final Map<String, String> metadata;

    ModelMetadata(Path file, Map<String, String> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    boolean has(String key) {
        return metadata.containsKey(key);
    }

    String text(String key) throws IOException {
        String text = metadata.get(key);
        if (text == null) {
            throw new IOException("%s: the file is incomplete: its metadata has no entry '%s'".formatted(file, key));
        }
        return text;
    }

    <T> T parsed(String key, Function<String, T> parser) throws IOException {
        String text = text(key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s: the metadata entry '%s' is '%s': %s".formatted(file, key, text, e.getMessage()), e);
        }
    }
}
