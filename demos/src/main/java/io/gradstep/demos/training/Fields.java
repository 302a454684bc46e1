package io.gradstep.demos.training;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields are read by name; what is wrong with one is told with its name and what would be right.
 */
public final class Fields {
    private final String where;
    private final Map<String, Object> values;

    private Fields(String where, Map<String, Object> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * Parses an object.
     *
     * @param what is read, as messages name it
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static Fields parse(String what, String text) {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException(what + " must be a JSON object, such as {\"data\": \"moons\"}");
            }
            Fields fields = object(what, json);
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException(what + " has text after the JSON object");
            }
            return fields;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + firstLine(e.getMessage()), e);
        }
    }

    private static String firstLine(@Nullable String message) {
        String text = String.valueOf(message);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static Fields object(String where, JsonReader json) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (values.put(name, value(name, json)) != null) {
                throw new IllegalArgumentException(where + " has '" + name + "' twice");
            }
        }
        json.endObject();
        return new Fields(where, values);
    }

    private static Object value(String name, JsonReader json) throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> object(name, json);
            case BEGIN_ARRAY -> {
                List<Object> list = new ArrayList<>();
                json.beginArray();
                while (json.hasNext()) {
                    list.add(value(name, json));
                }
                json.endArray();
                yield list;
            }
            case NUMBER -> Double.parseDouble(json.nextString());
            case BOOLEAN -> json.nextBoolean();
            case STRING -> json.nextString();
            default -> throw new IllegalArgumentException("'" + name + "' must not be null");
        };
    }

    /** Rejects fields that nothing reads. */
    public Fields only(String... known) {
        for (String name : values.keySet()) {
            if (!List.of(known).contains(name)) {
                throw new IllegalArgumentException(
                        where + " has an unknown field '" + name + "'; known are " + String.join(", ", known));
            }
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name, String otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a text in quotes", value);
    }

    public boolean truth(String name, boolean otherwise) {
        Object value = values.getOrDefault(name, otherwise);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw wrong(name, "true or false", value);
    }

    /** A number from one limit to the other. */
    double number(String name, double otherwise, double least, double most) {
        return number(name, values.getOrDefault(name, otherwise), least, most);
    }

    /** A whole number from one limit to the other. */
    public long whole(String name, long otherwise, long least, long most) {
        Object value = values.get(name);
        return value == null ? otherwise : whole(name, value, least, most);
    }

    static long whole(String name, Object value, long least, long most) {
        if (value instanceof Double number && number >= least && number <= most && number == Math.rint(number)) {
            return number.longValue();
        }
        throw wrong(name, "a whole number from " + least + " to " + most, value);
    }

    static double number(String name, Object value, double least, double most) {
        if (value instanceof Double number && number >= least && number <= most) {
            return number;
        }
        throw wrong(name, "a number from " + plain(least) + " to " + plain(most), value);
    }

    private static String plain(double number) {
        String text = Double.toString(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    List<?> list(String name) {
        Object value = values.getOrDefault(name, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list in brackets", value);
    }

    @Nullable
    Fields object(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof Fields) {
            return (Fields) value;
        }
        throw wrong(name, "an object in braces", value);
    }

    /** Texts, in a list of at most so many. */
    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (!(value instanceof String text) || texts.size() == most) {
                throw wrong(name, "a list of at most " + most + " texts", value);
            }
            texts.add(text);
        }
        return texts;
    }

    /** Numbers by their names. */
    Map<String, Double> numbers(String name) {
        Fields fields = object(name);
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (fields != null) {
            fields.values.forEach(
                    (each, value) -> numbers.put(each, number(each, value, -Double.MAX_VALUE, Double.MAX_VALUE)));
        }
        return numbers;
    }

    static IllegalArgumentException wrong(String name, String right, Object value) {
        String found = value instanceof Fields ? "an object" : value instanceof List ? "a list" : String.valueOf(value);
        String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
        return new IllegalArgumentException("'" + name + "' must be " + right + ", not " + shown);
    }
}
