package io.gradstep.demos.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lesson: where the playground starts, which controls it hides or locks, what it says, and a question at the end.
 *
 * <p>In JSON: {@code title} and {@code caption} in plain text; {@code start} with settings, as the session's
 * {@code start} takes them; {@code batches} to train before it opens; {@code fork} with settings of a second training
 * beside the first; {@code hide} and {@code lock} with names of controls; and {@code question} with {@code text},
 * {@code answers}, {@code right} (the number of the right answer, from 0) and {@code because}.
 *
 * @param title its name
 * @param caption what to do and to look at
 * @param start the settings
 * @param batches to train before it opens
 * @param fork the settings of the training beside it; null for none
 * @param hide the controls that are not shown
 * @param lock the controls that are shown but cannot be changed
 * @param question asked at the end; null for none
 */
record Lesson(
        String title,
        String caption,
        Setup start,
        int batches,
        @Nullable Live fork,
        List<String> hide,
        List<String> lock,
        @Nullable Question question) {
    /** The most characters of a lesson: it is carried in a link. */
    static final int MAX_LENGTH = 60_000;

    private static final int MAX_BATCHES = 5000;
    private static final int MAX_WORK = 100_000;
    private static final int MAX_ANSWERS = 6;
    private static final int MAX_TEXT = 2000;

    /** The controls that a lesson may hide or lock: the settings, and parts of the page. */
    static final List<String> CONTROLS = Stream.concat(
                    Arrays.stream(Setup.NAMES).filter(name -> !Setup.isGivenData(name)),
                    Stream.of("compare", "export", "lessons"))
            .toList();

    /**
     * A question with answers to choose from.
     *
     * @param text of the question
     * @param answers at least two
     * @param right the number of the right one, from 0
     * @param because the reason, told after an answer
     */
    record Question(String text, List<String> answers, int right, String because) {}

    /**
     * Reads a lesson.
     *
     * @throws IllegalArgumentException if something is wrong with it; the message names the field
     */
    static Lesson read(Fields fields) {
        fields.only("title", "caption", "start", "batches", "fork", "hide", "lock", "question");
        Fields start = fields.object("start");
        Setup setup = start == null ? Setup.FIRST : Setup.read(start, Setup.FIRST);
        int batches = (int) fields.whole("batches", 0, 0, MAX_BATCHES);
        if ((long) batches * setup.batch() > MAX_WORK) {
            throw new IllegalArgumentException(
                    "the lesson trains for too long before it opens: %d batches of %d, at most %d samples in all"
                            .formatted(batches, setup.batch(), MAX_WORK));
        }
        Fields fork = fields.object("fork");
        return new Lesson(
                text(fields, "title"),
                text(fields, "caption"),
                setup,
                batches,
                fork == null ? null : Live.read(fork.only(Live.NAMES), setup.live()),
                controls(fields, "hide"),
                controls(fields, "lock"),
                question(fields.object("question")));
    }

    private static List<String> controls(Fields fields, String name) {
        return controls(fields, name, CONTROLS);
    }

    static List<String> controls(Fields fields, String name, List<String> known) {
        List<String> controls = fields.texts(name, known.size());
        for (String control : controls) {
            if (!known.contains(control)) {
                throw new IllegalArgumentException("'" + name + "' names an unknown control '" + control
                        + "'; known are " + String.join(", ", known));
            }
        }
        return controls;
    }

    static String text(Fields fields, String name) {
        String text = fields.text(name, "");
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "a lesson needs a '" + name + "' of 1 to " + MAX_TEXT + " characters, not " + text.length());
        }
        return text;
    }

    static @Nullable Question question(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        fields.only("text", "answers", "right", "because");
        List<String> answers = new ArrayList<>(fields.texts("answers", MAX_ANSWERS));
        if (answers.size() < 2) {
            throw Fields.wrong("answers", "a list of 2 to " + MAX_ANSWERS + " texts", answers.size());
        }
        int right = (int) fields.whole("right", -1, 0, answers.size() - 1);
        if (right < 0) {
            throw new IllegalArgumentException("a question needs 'right', the number of the right answer, from 0");
        }
        return new Question(text(fields, "text"), answers, right, text(fields, "because"));
    }

    void write(Answer answer) throws IOException {
        answer.put("title", title).put("caption", caption).put("hide", hide).put("lock", lock);
        if (question != null) {
            answer.object(
                    "question",
                    part -> part.put("text", question.text())
                            .put("answers", question.answers())
                            .put("right", question.right())
                            .put("because", question.because()));
        }
    }
}
