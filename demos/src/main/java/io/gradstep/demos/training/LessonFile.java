package io.gradstep.demos.training;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gradstep.engine.expr.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lessons of one's own: a JSON list of those that have a program, for the playground, and of those about trainings.
 *
 * <p>A lesson with a {@code program} has {@code title} and {@code caption} in plain text; and if it likes, {@code set}
 * with values of inputs, the {@code step} at which it opens, {@code quiz} with {@code gradients} or {@code everything},
 * {@code hide} with names of controls, and a {@code question} as that of a training's {@link Lesson}.
 *
 * @param circuits the playground's lessons, as a JSON list
 * @param trainings the others, as a JSON list
 */
public record LessonFile(String circuits, String trainings) {
    /** No lessons. */
    public static final LessonFile NONE = new LessonFile("[]", "[]");

    /** The limit on lessons, so that they can be chosen from a menu. */
    private static final int MAX_LESSONS = 100;

    private static final int MAX_STEP = 1_000_000;

    /** The controls of the playground that a lesson may hide, by the attribute {@code data-control}. */
    static final List<String> CONTROLS =
            List.of("program", "examples", "lessons", "view", "expand", "reset", "save", "quiz", "leaves", "language");

    private static final Set<String> QUIZZES = Set.of("", "gradients", "everything");

    /**
     * {@return the lessons of a text}
     *
     * @param text a JSON list of lessons
     * @throws IllegalArgumentException if something is wrong with it; the message names the lesson and the field
     */
    public static LessonFile read(String text) {
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("it is not valid JSON", e);
        }
        if (!(json instanceof JsonArray lessons)) {
            throw new IllegalArgumentException("it must be a list of lessons in brackets");
        }
        if (lessons.size() > MAX_LESSONS) {
            throw new IllegalArgumentException(
                    "it has %,d lessons, but at most %d are shown".formatted(lessons.size(), MAX_LESSONS));
        }
        JsonArray circuits = new JsonArray();
        JsonArray trainings = new JsonArray();
        for (int i = 0; i < lessons.size(); i++) {
            JsonElement lesson = lessons.get(i);
            try {
                check(lesson.toString());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("lesson %d: %s".formatted(i + 1, e.getMessage()), e);
            }
            (lesson.getAsJsonObject().has("program") ? circuits : trainings).add(lesson);
        }
        return new LessonFile(circuits.toString(), trainings.toString());
    }

    private static void check(String text) {
        if (text.length() > Lesson.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it has %,d characters, at most %,d".formatted(text.length(), Lesson.MAX_LENGTH));
        }
        Fields lesson = Fields.parse("it", text);
        if (lesson.has("program")) {
            checkCircuit(lesson);
        } else {
            Lesson.read(lesson);
        }
    }

    private static void checkCircuit(Fields lesson) {
        lesson.only("title", "caption", "program", "set", "step", "quiz", "hide", "question");
        Lesson.text(lesson, "title");
        Lesson.text(lesson, "caption");
        Program program = Program.parse(lesson.text("program", ""));
        Set<String> inputs = program.inputs().stream().map(Program.Input::name).collect(Collectors.toSet());
        Map<String, Double> values = lesson.numbers("set");
        for (String name : values.keySet()) {
            if (!inputs.contains(name)) {
                throw new IllegalArgumentException("'set' has '%s', which the program does not have".formatted(name));
            }
        }
        lesson.whole("step", 0, 0, MAX_STEP);
        String quiz = lesson.text("quiz", "");
        if (!QUIZZES.contains(quiz)) {
            throw Fields.wrong("quiz", "\"gradients\" or \"everything\"", quiz);
        }
        Lesson.controls(lesson, "hide", CONTROLS);
        Lesson.question(lesson.object("question"));
    }
}
