package io.gradstep.demos.serve;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.demos.notes.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The example programs: the graphs of the lecture notes' gallery, written as programs. */
final class Presets {
    /** The limit on an example's length. */
    private static final int MAX_CHARACTERS = 1500;

    private Presets() {}

    /** Runs the gallery, which takes a fraction of a second, and returns its titles and programs as a JSON array. */
    static String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(true); // it also stands in pages
            json.beginArray();
            for (Map.Entry<String, String> preset : programs().entrySet()) {
                json.beginObject();
                json.name("title").value(preset.getKey());
                json.name("program").value(preset.getValue());
                json.endObject();
            }
            json.endArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    private static Map<String, String> programs() {
        Map<String, String> programs = new LinkedHashMap<>();
        for (Report report : Gallery.ofTheNotes().show(line -> {})) {
            for (Illustration drawn : report.illustrations()) {
                String program = drawn.program();
                if (program.length() <= MAX_CHARACTERS) {
                    programs.put(drawn.name() + ": " + drawn.title(), program);
                }
            }
        }
        return programs;
    }
}
