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
import java.util.regex.Pattern;

/** Programs to begin with: the graphs of the lecture notes' gallery, written out. */
final class Presets {
    /** A longer one is no beginning. */
    private static final int MAX_CHARACTERS = 1500;

    private static final int WIDTH = 68;

    private static final Pattern NUMBER = Pattern.compile("[^=]+ = [-+.\\w()]+");

    private Presets() {}

    /** Runs the gallery, which takes part of a second, and returns its programs by their titles as a JSON array. */
    static Response response() {
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
        return Response.of("application/json", text.toString());
    }

    private static Map<String, String> programs() {
        Map<String, String> programs = new LinkedHashMap<>();
        for (Report report : Gallery.ofTheNotes().show(line -> {})) {
            for (Illustration drawn : report.illustrations()) {
                String program = compact(Printer.ASCII.program(drawn.graph().output()));
                if (program.length() <= MAX_CHARACTERS) {
                    programs.put(drawn.name() + ": " + drawn.title(), program);
                }
            }
        }
        return programs;
    }

    /** Puts the numbers at the beginning next to each other, as many as fit in a line. */
    private static String compact(String program) {
        StringBuilder compact = new StringBuilder();
        int length = 0;
        boolean afterNumber = false;
        for (String line : program.split("\n", -1)) {
            boolean number = NUMBER.matcher(line).matches();
            boolean fits = afterNumber && number && length + line.length() <= WIDTH;
            compact.append(compact.isEmpty() ? "" : fits ? "; " : "\n").append(line);
            length = fits ? length + line.length() + 2 : line.length();
            afterNumber = number;
        }
        return compact.toString();
    }
}
