package io.gradstep.nn.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.gradstep.engine.text.Characters;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a file, printed and parsed; the reader checks that its numbers fit the file.
 *
 * <p>The parser is a single pass that accepts only what the format defines, so that deep nesting cannot overflow the
 * stack.
 */
final class SafetensorsHeader {
    /** The reserved key, which is not a tensor. */
    static final String METADATA = "__metadata__";

    /** The format's own limit in bytes, so that a malicious file cannot fill the memory. */
    static final long LONGEST = 100_000_000;

    private static final String DTYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String OFFSETS = "data_offsets";

    /** Thrown for an invalid header; the reader adds the file's name. */
    static final class FormatException extends Exception {
        private static final long serialVersionUID = 1;

        FormatException(String reason) {
            super(reason);
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafetensorsHeader() {}

    /** The tensors in the order of the header. */
    List<Slot> slots() {
        return new ArrayList<>(slots.values());
    }

    Map<String, String> metadata() {
        return metadata;
    }

    static SafetensorsHeader parse(byte[] bytes) throws FormatException {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw new FormatException("its header does not begin with a brace, so it is not a safetensors file");
        }
        SafetensorsHeader header = new SafetensorsHeader();
        JsonReader json = new JsonReader(new StringReader(decode(bytes)));
        json.setStrictness(Strictness.STRICT);
        try {
            header.parse(json);
        } catch (IOException malformed) {
            // Gson's own message tells programmers how to be lenient.
            throw new FormatException("its header is not valid JSON near byte " + (8 + json.getCharacterOffset()));
        }
        return header;
    }

    /** Prints a header for tensors of doubles that follow each other without gaps. */
    static byte[] print(Safetensors content) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!content.metadata().isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long begin = 0;
            for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
                Tensor tensor = entry.getValue();
                long end = begin + (long) Double.BYTES * tensor.size();
                json.name(entry.getKey()).beginObject();
                json.name(DTYPE).value(Dtype.F64.name());
                json.name(SHAPE).beginArray();
                for (int length : tensor.shape()) {
                    json.value(length);
                }
                json.endArray();
                json.name(OFFSETS).beginArray().value(begin).value(end).endArray();
                json.endObject();
                begin = end;
            }
            json.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // The library aligns the numbers to eight bytes, so that they can be used in place.
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return (text + " ".repeat(-bytes.length & 7)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a text can be written in UTF-8: every surrogate has its partner. */
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String decode(byte[] bytes) throws FormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatException("its header is not UTF-8");
        }
    }

    private void parse(JsonReader json) throws IOException, FormatException {
        boolean hasMetadata = false;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (name.equals(METADATA)) {
                if (hasMetadata) {
                    throw new FormatException("its header has " + METADATA + " twice");
                }
                hasMetadata = true;
                parseMetadata(json);
            } else if (slots.containsKey(name)) {
                throw new FormatException("its header has the tensor " + Characters.quoted(name) + " twice");
            } else {
                slots.put(name, parseSlot(name, json));
            }
        }
        json.endObject();
        expect(JsonToken.END_DOCUMENT, json, "after its object", "white space");
    }

    private void parseMetadata(JsonReader json) throws IOException, FormatException {
        expect(JsonToken.BEGIN_OBJECT, json, METADATA, "an object of strings");
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            expect(JsonToken.STRING, json, METADATA + ", key " + Characters.quoted(key), "a string");
            if (metadata.put(key, json.nextString()) != null) {
                throw new FormatException(METADATA + " has the key " + Characters.quoted(key) + " twice");
            }
        }
        json.endObject();
    }

    private static Slot parseSlot(String name, JsonReader json) throws IOException, FormatException {
        String location = "tensor " + Characters.quoted(name);
        expect(JsonToken.BEGIN_OBJECT, json, location, "an object with dtype, shape and data_offsets");
        Map<String, List<Long>> lists = new LinkedHashMap<>();
        String type = null;
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (key.equals(DTYPE) ? type != null : lists.containsKey(key)) {
                throw new FormatException(location + " has " + Characters.quoted(key) + " twice");
            }
            switch (key) {
                case DTYPE -> {
                    expect(JsonToken.STRING, json, location + ", dtype", "a string");
                    type = json.nextString();
                }
                case SHAPE, OFFSETS -> lists.put(key, wholeNumbers(json, location + ", " + key));
                default -> throw new FormatException(location + " has the unknown key " + Characters.quoted(key));
            }
        }
        json.endObject();
        List<Long> shape = lists.get(SHAPE);
        List<Long> offsets = lists.get(OFFSETS);
        if (type == null || shape == null || offsets == null) {
            throw new FormatException(
                    location + " lacks its " + (type == null ? DTYPE : shape == null ? SHAPE : OFFSETS));
        }
        if (offsets.size() != 2) {
            throw new FormatException(
                    location + " has " + offsets.size() + " data_offsets; two are expected, begin and end");
        }
        return new Slot(name, type(type, location), type, lengths(shape, location), offsets.get(0), offsets.get(1));
    }

    private static @Nullable Dtype type(String name, String location) throws FormatException {
        for (Dtype type : Dtype.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        if (Dtype.ELSEWHERE.contains(name)) {
            return null;
        }
        throw new FormatException(
                location + " is of the unknown type " + Characters.quoted(name) + "; " + readable() + " can be read");
    }

    /** The types that can be read, for a message. */
    static String readable() {
        return Stream.of(Dtype.values()).map(Dtype::name).collect(Collectors.joining(", "));
    }

    private static int[] lengths(List<Long> shape, String location) throws FormatException {
        int[] lengths = new int[shape.size()];
        for (int k = 0; k < lengths.length; k++) {
            long length = shape.get(k);
            if (length > Integer.MAX_VALUE) {
                throw new FormatException(location + " has a dimension of " + length + ", more than an array can hold");
            }
            lengths[k] = (int) length;
        }
        return lengths;
    }

    private static List<Long> wholeNumbers(JsonReader json, String location) throws IOException, FormatException {
        expect(JsonToken.BEGIN_ARRAY, json, location, "an array of whole numbers");
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            expect(JsonToken.NUMBER, json, location, "a whole number from 0");
            String digits = json.nextString();
            try {
                numbers.add(Long.parseUnsignedLong(digits));
            } catch (NumberFormatException e) {
                throw new FormatException(
                        location + ": expected a whole number from 0, found " + Characters.quoted(digits));
            }
            if (numbers.get(numbers.size() - 1) < 0) {
                throw new FormatException(location + ": " + digits + " is larger than any file");
            }
        }
        json.endArray();
        return numbers;
    }

    private static void expect(JsonToken token, JsonReader json, String location, String expected)
            throws IOException, FormatException {
        JsonToken found = json.peek();
        if (found != token) {
            throw new FormatException(location + ": expected " + expected + ", found " + describe(found));
        }
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "an array";
            case BEGIN_OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME -> "nothing";
        };
    }
}
