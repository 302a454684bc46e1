package io.gradstep.demos.serve;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.gradstep.viz.graph.View;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the page, as sent to the server.
 *
 * @param program the text
 * @param values the changed values of inputs; names that are not inputs, as while a name is being typed, are ignored
 * @param view the view to draw
 * @param expand whether to expand coarse gates
 * @param by the name of the value to differentiate by, where a derivative is asked for
 * @param box the id of the picture's box that is to be opened, where its circuit is asked for
 */
record PlaygroundRequest(
        String program,
        Map<String, Double> values,
        View view,
        boolean expand,
        @Nullable String by,
        @Nullable String box) {
    /** Parses the page's JSON: an object with these names, of which only the program is required. */
    static PlaygroundRequest read(byte[] bytes) throws RequestException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("it is not in UTF-8");
        }
        return read(text);
    }

    /** Parses JSON that has been decoded. */
    static PlaygroundRequest read(String text) throws RequestException {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            return read(json);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw refused("it needs JSON of the form {\"program\": \"x*y\", \"values\": {\"x\": 2}}");
        }
    }

    private static RequestException refused(String why) {
        return new RequestException(RequestException.BAD_REQUEST, "the body of this request cannot be read: " + why);
    }

    private static PlaygroundRequest read(JsonReader json) throws IOException, RequestException {
        String program = null;
        Map<String, Double> values = Map.of();
        View view = View.AUTO;
        boolean expand = false;
        String by = null;
        String box = null;
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(name)) {
                throw refused("it has '%s' twice".formatted(name));
            }
            switch (name) {
                case "program" -> program = json.nextString();
                case "values" -> values = values(json);
                case "view" -> view = view(json.nextString());
                case "expand" -> expand = json.nextBoolean();
                case "by" -> by = json.nextString();
                case "box" -> box = json.nextString();
                default -> throw refused("it has an unknown name '%s'".formatted(name));
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw refused("it has text after the object");
        }
        if (program == null) {
            throw refused("it has no program");
        }
        return new PlaygroundRequest(program, values, view, expand, by, box);
    }

    private static Map<String, Double> values(JsonReader json) throws IOException, RequestException {
        Map<String, Double> values = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (values.put(name, number(json)) != null) {
                throw refused("it gives '%s' two values".formatted(name));
            }
        }
        json.endObject();
        return values;
    }

    /** Reads a number, or the name of one that JSON lacks. */
    private static double number(JsonReader json) throws IOException, RequestException {
        if (json.peek() == JsonToken.NUMBER) {
            return Double.parseDouble(json.nextString());
        }
        String word = json.nextString();
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw refused("a value must be a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        };
    }

    private static View view(String word) throws RequestException {
        for (View view : View.values()) {
            if (name(view).equals(word)) {
                return view;
            }
        }
        throw refused("the view must be one of "
                + Arrays.stream(View.values()).map(PlaygroundRequest::name).collect(Collectors.joining(", ")));
    }

    private static String name(View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }
}
