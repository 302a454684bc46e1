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

/** JSON files of problems, answers and results. */
final class JsonText {
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
        try {
            JsonElement root = JsonParser.parseString(text);
            if (root.isJsonObject()) {
                return root.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            int cause = reason.lastIndexOf("Exception: ");
            throw new CommandException("%s is not JSON: %s"
                    .formatted(source, cause < 0 ? reason : reason.substring(cause + "Exception: ".length())));
        }
        throw new CommandException("%s is JSON, but no object in braces".formatted(source));
    }
}
