package io.gradstep.demos.serve;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.demos.notes.Report;
import io.gradstep.engine.expr.Printer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Programs to begin with: the graphs of the lecture notes' gallery, written out. */
final class Presets {
    /** A longer one is no beginning. */
    private static final int MOST_CHARACTERS = 1500;

    private Presets() {}

    /** Runs the gallery, which takes part of a second, and returns its programs by their titles as a JSON array. */
    static Reply reply() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginArray();
            for (Map.Entry<String, String> preset : programs().entrySet()) {
                json.beginObject();
                json.name("title").value(preset.getKey());
                json.name("program").value(preset.getValue());
                json.endObject();
            }
            json.endArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a string
        }
        return Reply.of("application/json", text.toString());
    }

    private static Map<String, String> programs() {
        Map<String, String> programs = new LinkedHashMap<>();
        for (Report report : Gallery.ofTheNotes().show(line -> {})) {
            for (Illustration drawn : report.illustrations()) {
                String program = Printer.ASCII.program(drawn.graph().output());
                if (program.length() <= MOST_CHARACTERS) {
                    programs.put(drawn.name() + ": " + drawn.title(), program);
                }
            }
        }
        return programs;
    }
}
