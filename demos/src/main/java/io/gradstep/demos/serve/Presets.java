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

/** The example programs: the graphs of the lecture notes' gallery, written as programs. */
final class Presets {
    /** The limit on an example's length. */
    private static final int MAX_CHARACTERS = 1500;

    private static final int WIDTH = 68;

    private static final Pattern NUMBER = Pattern.compile("[^=]+ = [-+.\\w()]+");

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
                String program = compact(Printer.ASCII.program(drawn.graph().output()));
                if (program.length() <= MAX_CHARACTERS) {
                    programs.put(drawn.name() + ": " + drawn.title(), program);
                }
            }
        }
        return programs;
    }

    /** Joins the leading number lines, as many to a line as fit. */
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
