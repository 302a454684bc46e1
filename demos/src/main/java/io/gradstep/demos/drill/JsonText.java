package io.gradstep.demos.drill;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.ShownNumbers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON files of problems, answers and results. */
final class JsonText {
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

    private JsonText() {}

    /** Writes the members of an object. */
    interface Members {
        void write(JsonWriter json) throws IOException;
    }

    static String object(Members members) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.PRETTY);
            json.setHtmlSafe(false);
            json.beginObject();
            members.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory
        }
        return text.toString();
    }

    /** Writes a number as short as it can be read back: −4 and not −4.0. */
    static void write(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number) && number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.value((long) number);
        } else {
            ShownNumbers.write(json, number);
        }
    }

    /** Reads a file whose outermost element is an object. */
    static JsonObject read(String file) {
        return parse(new String(OutsideFiles.read(file), StandardCharsets.UTF_8), Glyphs.visible(file));
    }

    /** Parses a text whose outermost element is an object; errors name its source. */
    static JsonObject parse(String text, String source) {
        if (text.isBlank()) {
            throw new CommandException(source + " is empty");
        }
        try {
            JsonElement root = JsonParser.parseString(text);
            if (root.isJsonObject()) {
                return root.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // The rest of Gson's message is about its own options.
            Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
            throw new CommandException(
                    place.find()
                            ? "%s is not JSON: error at line %s, column %s"
                                    .formatted(source, place.group(1), place.group(2))
                            : source + " is not JSON");
        }
        throw new CommandException("%s is JSON, but no object in braces".formatted(source));
    }
}
