package io.gradstep.nn.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the metadata of a file entry by entry; errors name the file and the entry, and say what would be right.
 *
 * <pre>{@code
 * import java.io.IOException;
 * Metadata<IOException> metadata = Metadata.of(Map.of("width", "wide"), IOException::new);
 * try {
 *     System.out.println(metadata.integer("width", 1));
 * } catch (IOException e) {
 *     System.out.println(e.getMessage());
 * }
 * // the metadata entry 'width' is 'wide', but should be a whole number
 * }</pre>
 *
 * @param <X> the exception for an entry that is missing or wrong
 */
public final class Metadata<X extends IOException> {
    private final Map<String, String> entries;
    private final Function<String, X> error;

    private Metadata(Map<String, String> entries, Function<String, X> error) {
        this.entries = Map.copyOf(entries);
        this.error = error;
    }

    /**
     * Makes a reader whose errors are an {@link IOException}.
     *
     * @param file for messages
     * @param entries texts by key, such as those of {@link Safetensors#metadata}
     * @return a reader
     */
    public static Metadata<IOException> of(Path file, Map<String, String> entries) {
        Objects.requireNonNull(file, "file");
        return of(entries, reason -> new IOException(file + ": " + reason));
    }

    /**
     * Makes a reader with an exception of its own.
     *
     * @param entries texts by key
     * @param error makes the exception for a reason, without a cause
     * @param <X> the exception
     * @return a reader
     */
    public static <X extends IOException> Metadata<X> of(Map<String, String> entries, Function<String, X> error) {
        Objects.requireNonNull(entries, "entries");
        Objects.requireNonNull(error, "error");
        return new Metadata<>(entries, error);
    }

    /**
     * {@return whether there is an entry}
     *
     * @param key of the entry
     */
    public boolean has(String key) {
        return entries.containsKey(Objects.requireNonNull(key, "key"));
    }

    /**
     * {@return the text of an entry}
     *
     * @param key of the entry
     * @throws X if it is missing
     */
    public String text(String key) throws X {
        return text(key, "the file is not complete");
    }

    /**
     * {@return the text of an entry}
     *
     * @param key of the entry
     * @param otherwise what it means if it is missing
     * @throws X if it is missing
     */
    public String text(String key, String otherwise) throws X {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(otherwise, "otherwise");
        String text = entries.get(key);
        if (text == null) {
            throw error.apply("its metadata has no entry '%s': %s".formatted(key, otherwise));
        }
        return text;
    }

    /**
     * {@return what the text of an entry stands for}
     *
     * @param key of the entry
     * @param parser refuses a text by an {@link IllegalArgumentException}, whose message says why
     * @param <T> what it stands for
     * @throws X if it is missing, or refused
     */
    public <T> T parsed(String key, Function<String, T> parser) throws X {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(parser, "parser");
        String text = text(key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            // Gson throws the latter two for an element of another type.
            X exception = e instanceof NumberFormatException
                    ? wrong(key, text, "a number")
                    : error.apply("the metadata entry '%s': %s".formatted(key, e.getMessage()));
            exception.initCause(e);
            throw exception;
        }
    }

    /**
     * {@return the whole number that an entry is}
     *
     * @param key of the entry
     * @param least the least that is allowed
     * @throws X if it is missing, no whole number, or less
     */
    public int integer(String key, int least) throws X {
        String text = text(key);
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            X exception = wrong(key, text, "a whole number");
            exception.initCause(e);
            throw exception;
        }
        if (number < least) {
            throw wrong(key, Integer.toString(number), "at least " + least);
        }
        return number;
    }

    /**
     * {@return the constant whose name an entry is, in capital or small letters}
     *
     * @param key of the entry
     * @param type of the constants
     * @param <E> the type
     * @throws X if it is missing, or no such name
     */
    public <E extends Enum<E>> E constant(String key, Class<E> type) throws X {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        String text = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        throw wrong(key, text, names);
    }

    /**
     * {@return the exception for an entry that should be something else}
     *
     * @param key of the entry
     * @param text that it is
     * @param wanted what it should be
     */
    public X wrong(String key, String text, String wanted) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(wanted, "wanted");
        return error.apply("the metadata entry '%s' is '%s', but should be %s".formatted(key, text, wanted));
    }
}
