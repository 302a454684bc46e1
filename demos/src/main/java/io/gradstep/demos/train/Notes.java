package io.gradstep.demos.train;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What {@code train} put down in a model's file for later, read with messages that name the file and the entry. */
final class Notes {
    private static final Gson GSON = new Gson();

    private final Path file;
    private final Map<String, String> metadata;

    Notes(Path file, Map<String, String> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    boolean has(String key) {
        return metadata.containsKey(key);
    }

    String text(String key) throws IOException {
        String text = metadata.get(key);
        if (text == null) {
            throw new IOException("%s: its metadata has no entry '%s': the file is not complete".formatted(file, key));
        }
        return text;
    }

    <T> T parsed(String key, Function<String, T> parser) throws IOException {
        String text = text(key);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | JsonParseException e) {
            throw new IOException(
                    "%s: the metadata entry '%s' is '%s': %s".formatted(file, key, text, e.getMessage()), e);
        }
    }

    List<String> words(String key) throws IOException {
        return parsed(key, text -> {
            List<String> words = new ArrayList<>();
            for (JsonElement element : array(text)) {
                words.add(element.getAsString());
            }
            return words;
        });
    }

    double[] numbers(String key) throws IOException {
        return parsed(key, text -> {
            JsonArray array = array(text);
            double[] numbers = new double[array.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = array.get(i).getAsDouble();
            }
            return numbers;
        });
    }

    private static JsonArray array(String text) {
        try {
            JsonArray array = GSON.fromJson(text, JsonArray.class);
            if (array != null) {
                return array;
            }
        } catch (JsonParseException | ClassCastException malformed) {
            // told below, in words
        }
        throw new IllegalArgumentException("it should be a list in JSON");
    }

    static String written(List<String> words) {
        return GSON.toJson(words);
    }

    static String written(double[] numbers) {
        return GSON.toJson(numbers);
    }
}
