package io.gradstep.demos.drill;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.viz.quiz.QuestionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Problems in a file, which has programs, values and questions but no answer: those are computed when it is read.
 *
 * @param title what the set is called
 * @param problems the problems, at least one, with different ids
 */
record ProblemSet(String title, List<Problem> problems) {
    private static final String FORMAT = "gradstep-problems-1";

    /** Writes the file. */
    String json() {
        return JsonText.object(json -> {
            json.name("format").value(FORMAT);
            json.name("title").value(title);
            json.name("problems").beginArray();
            for (Problem problem : problems) {
                json.beginObject();
                json.name("id").value(problem.id());
                json.name("program").value(problem.program().toString());
                json.name("values").beginObject();
                for (Map.Entry<String, Double> value : problem.values().entrySet()) {
                    JsonText.write(json.name(value.getKey()), value.getValue());
                }
                json.endObject();
                Asked asked = problem.asked();
                json.name("ask").value(Asked.word(asked.kind()));
                if (!asked.of().isEmpty()) {
                    json.name("of").value(asked.of());
                }
                if (!asked.to().isEmpty()) {
                    json.name("to").value(asked.to());
                }
                if (asked.kind() == QuestionKind.UPDATE) {
                    JsonText.write(json.name("rate"), asked.number());
                } else if (asked.kind() == QuestionKind.ORDER) {
                    json.name("after").value((long) asked.number());
                }
                json.endObject();
            }
            json.endArray();
        });
    }

    /** Reads a file and puts each question on trial; errors name the problem. */
    static ProblemSet read(String file) {
        JsonObject root = JsonText.read(file);
        String format = text(root, "format", file);
        if (!format.equals(FORMAT)) {
            throw new CommandException("%s is no problem set: its format is '%s', not '%s'"
                    .formatted(Glyphs.visible(file), Glyphs.visible(format), FORMAT));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        JsonElement list = root.get("problems");
        if (list == null || !list.isJsonArray() || list.getAsJsonArray().isEmpty()) {
            throw new CommandException("%s has no list \"problems\"".formatted(Glyphs.visible(file)));
        }
        JsonArray array = list.getAsJsonArray();
        for (int i = 0; i < array.size(); i++) {
            String place = "%s, problem %d of %d".formatted(Glyphs.visible(file), i + 1, array.size());
            Problem problem = problem(array.get(i), place);
            if (!ids.add(problem.id())) {
                throw new CommandException("%s: there are two problems '%s'"
                        .formatted(Glyphs.visible(file), Glyphs.visible(problem.id())));
            }
            problems.add(problem);
        }
        String title = root.has("title") ? text(root, "title", file) : "Problems";
        return new ProblemSet(title, List.copyOf(problems));
    }

    private static Problem problem(JsonElement element, String place) {
        if (!element.isJsonObject()) {
            throw new CommandException(place + ": expected an object with id, program, values, ask and of");
        }
        JsonObject object = element.getAsJsonObject();
        String id = text(object, "id", place);
        String where = "%s, '%s'".formatted(place, Glyphs.visible(id));
        Asked asked = asked(object, where);
        try {
            Problem problem =
                    new Problem(id, Program.parse(text(object, "program", where)), values(object, where), asked);
            problem.question();
            return problem;
        } catch (SyntaxException e) {
            throw new CommandException("%s: %s".formatted(where, e.getMessage()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new CommandException("%s: %s".formatted(where, e.getMessage()));
        }
    }

    private static Asked asked(JsonObject object, String place) {
        String word = text(object, "ask", place);
        QuestionKind kind = null;
        Set<String> words = new TreeSet<>();
        for (QuestionKind each : QuestionKind.values()) {
            words.add(Asked.word(each));
            kind = Asked.word(each).equals(word.toLowerCase(Locale.ROOT)) ? each : kind;
        }
        if (kind == null) {
            throw new CommandException("%s: there is no question '%s'; choose from: %s"
                    .formatted(place, Glyphs.visible(word), String.join(", ", words)));
        }
        boolean order = kind == QuestionKind.ORDER;
        boolean leads = List.of(QuestionKind.LOCAL, QuestionKind.PRODUCT, QuestionKind.BRANCH)
                .contains(kind);
        double number = order
                ? number(object, "after", place)
                : kind == QuestionKind.UPDATE ? number(object, "rate", place) : 0;
        return new Asked(kind, order ? "" : text(object, "of", place), leads ? text(object, "to", place) : "", number);
    }

    private static Map<String, Double> values(JsonObject object, String place) {
        Map<String, Double> values = new LinkedHashMap<>();
        JsonElement listed = object.get("values");
        if (listed != null && !listed.isJsonObject()) {
            throw new CommandException(place + ": \"values\" must be an object such as {\"x\": 3}");
        }
        if (listed != null) {
            for (String name : listed.getAsJsonObject().keySet()) {
                values.put(name, number(listed.getAsJsonObject(), name, place));
            }
        }
        return values;
    }

    private static String text(JsonObject object, String name, String place) {
        JsonElement element = object.get(name);
        if (element == null
                || !element.isJsonPrimitive()
                || element.getAsString().isBlank()) {
            throw new CommandException("%s: \"%s\" is missing".formatted(Glyphs.visible(place), name));
        }
        return element.getAsString();
    }

    private static double number(JsonObject object, String name, String place) {
        JsonElement element = object.get(name);
        try {
            if (element != null && element.isJsonPrimitive()) {
                return Double.parseDouble(element.getAsString());
            }
        } catch (NumberFormatException e) {
            // Reported below, as a missing number is.
        }
        throw new CommandException("%s: \"%s\" must be a number".formatted(place, Glyphs.visible(name)));
    }
}
