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

/**
 * What somebody has on the page.
 *
 * @param program the text
 * @param values what inputs were changed to; names that are no inputs, as while a name is being typed, do no harm
 * @param view how to draw it
 * @param expand whether to spell coarse gates out
 */
record PlaygroundRequest(String program, Map<String, Double> values, View view, boolean expand) {
    /** Reads it as the page sends it: an object with these names, of which only the program has to be there. */
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
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            return read(json);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw refused("it is not the JSON that is wanted, as in {\"program\": \"x*y\", \"values\": {\"x\": 2}}");
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
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(name)) {
                throw refused("it says twice what '%s' is".formatted(name));
            }
            switch (name) {
                case "program" -> program = json.nextString();
                case "values" -> values = values(json);
                case "view" -> view = view(json.nextString());
                case "expand" -> expand = json.nextBoolean();
                default -> throw refused("'%s' means nothing here".formatted(name));
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw refused("something follows the object");
        }
        if (program == null) {
            throw refused("it has no program");
        }
        return new PlaygroundRequest(program, values, view, expand);
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

    /** A number, or the name of one that JSON does not have. */
    private static double number(JsonReader json) throws IOException, RequestException {
        if (json.peek() == JsonToken.NUMBER) {
            return Double.parseDouble(json.nextString());
        }
        String word = json.nextString();
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw refused("a value is a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        };
    }

    private static View view(String word) throws RequestException {
        for (View view : View.values()) {
            if (name(view).equals(word)) {
                return view;
            }
        }
        throw refused("a view is one of "
                + Arrays.stream(View.values()).map(PlaygroundRequest::name).collect(Collectors.joining(", ")));
    }

    private static String name(View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }
}
