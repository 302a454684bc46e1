package io.gradstep.demos.drill;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.viz.quiz.Question;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A student's answers from a file: CSV with the columns id and answer, or JSON, an object of answers by id or what a
 * drill page saves.
 *
 * @param byId the answers as they were typed, by the id of the problem
 * @param troubles what is wrong with the file besides, such as a problem answered twice
 */
record AnswerFile(Map<String, String> byId, List<String> troubles) {
    private static final String ID = "id";
    private static final String ANSWER = "answer";

    static AnswerFile read(String file) {
        String text = new String(OutsideFiles.read(file), StandardCharsets.UTF_8);
        text = text.startsWith("\ufeff") ? text.substring(1) : text;
        AnswerFile answers = new AnswerFile(new LinkedHashMap<>(), new ArrayList<>());
        if (Drawing.hasEnding(file, ".json") || text.stripLeading().startsWith("{")) {
            answers.addJson(JsonText.parse(text, Glyphs.visible(file)));
        } else {
            answers.addCsv(text, Glyphs.visible(file));
        }
        return answers;
    }

    /** Writes the right answers to problems, as a file that is read here. */
    static String key(List<Problem> problems) {
        StringBuilder csv = new StringBuilder("id,answer,question\n");
        for (Problem problem : problems) {
            Question question = problem.question();
            csv.append(quoted(problem.id())).append(',').append(quoted(right(question)));
            csv.append(',')
                    .append(quoted(question.title() + " " + problem.text()))
                    .append('\n');
        }
        return csv.toString();
    }

    /** A right answer as one would type it. */
    static String right(Question question) {
        return question.candidates().keySet().stream()
                .filter(name -> question.judge(name, 0).isRight())
                .findFirst()
                .orElseGet(() -> ShownNumbers.format(question.number()));
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    private void add(String id, String answer, String place) {
        if (byId.putIfAbsent(id.strip(), answer) != null) {
            troubles.add("%s: a second answer to '%s', '%s', is left out"
                    .formatted(place, Glyphs.visible(id.strip()), Glyphs.visible(answer)));
        }
    }

    private void addJson(JsonObject root) {
        JsonElement listed = root.has("answers") ? root.get("answers") : root;
        if (listed.isJsonArray()) {
            int number = 1;
            for (JsonElement element : listed.getAsJsonArray()) {
                String place = "answer %d".formatted(number++);
                if (element.isJsonObject()
                        && isText(element.getAsJsonObject().get(ID))
                        && isText(element.getAsJsonObject().get(ANSWER))) {
                    JsonObject object = element.getAsJsonObject();
                    add(object.get(ID).getAsString(), object.get(ANSWER).getAsString(), place);
                } else {
                    troubles.add(place + ": expected an object with id and answer, found "
                            + Glyphs.visible(element.toString()));
                }
            }
            return;
        }
        if (!listed.isJsonObject()) {
            throw new CommandException("\"answers\" must be a list, or an object of answers by id");
        }
        for (Map.Entry<String, JsonElement> entry : listed.getAsJsonObject().entrySet()) {
            if (isText(entry.getValue())) {
                add(entry.getKey(), entry.getValue().getAsString(), "answers");
            } else {
                troubles.add("'%s' has no single answer: %s"
                        .formatted(Glyphs.visible(entry.getKey()), Glyphs.visible(String.valueOf(entry.getValue()))));
            }
        }
    }

    private static boolean isText(JsonElement element) {
        return element != null && element.isJsonPrimitive();
    }

    private void addCsv(String text, String file) {
        String first = text.lines().findFirst().orElse("");
        char separator = first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t' : ',';
        int id = 0;
        int answer = 1;
        boolean start = true;
        try {
            CsvReader<CsvRecord> rows = CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text);
            for (CsvRecord row : rows) {
                List<String> fields =
                        row.getFields().stream().map(String::strip).toList();
                if (start && fields.contains(ID) && fields.contains(ANSWER)) {
                    id = fields.indexOf(ID);
                    answer = fields.indexOf(ANSWER);
                } else if (fields.size() <= Math.max(id, answer)) {
                    troubles.add("line %d has no answer: '%s'"
                            .formatted(row.getStartingLineNumber(), Glyphs.visible(String.join(",", fields))));
                } else {
                    add(fields.get(id), fields.get(answer), "line " + row.getStartingLineNumber());
                }
                start = false;
            }
        } catch (CsvParseException e) {
            throw new CommandException("%s is not CSV: %s".formatted(file, e.getMessage()));
        }
    }
}
