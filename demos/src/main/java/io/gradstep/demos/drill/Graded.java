package io.gradstep.demos.drill;

import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One answer, judged.
 *
 * @param id the problem's id
 * @param question what was asked
 * @param answer the answer as it was given; empty if there was none
 * @param expected the right answer
 * @param result the judgement
 * @param mistakes the mistakes that lead to a wrong answer, the likeliest first
 * @param explanation what to tell the student; possibly empty
 */
record Graded(
        String id,
        String question,
        String answer,
        String expected,
        Result result,
        List<Misconception> mistakes,
        String explanation) {
    /** A judgement. */
    enum Result {
        RIGHT("right"),
        WRONG("wrong"),
        UNREADABLE("unreadable"),
        MISSING("no answer"),
        /** The student's program hung, crashed or printed too much. */
        FAILED("failed");

        final String word;

        Result(String word) {
            this.word = word;
        }
    }

    static Graded of(Problem problem, Question question, String answer, double tolerance) {
        return of(problem, question, answer, question.judge(answer, tolerance), tolerance);
    }

    static Graded of(Problem problem, Question question, double answer, String typed, double tolerance) {
        return of(problem, question, typed, question.judge(answer, tolerance), tolerance);
    }

    private static Graded of(Problem problem, Question question, String answer, Verdict verdict, double tolerance) {
        Result result = switch (verdict.outcome()) {
            case RIGHT -> Result.RIGHT;
            case WRONG -> Result.WRONG;
            case UNREADABLE -> Result.UNREADABLE;
        };
        return new Graded(
                problem.id(),
                text(question, problem),
                answer,
                // Where a digit more decides, it is shown.
                tolerance < Question.BY_HAND ? AnswerFile.right(question) : question.answer(),
                result,
                verdict.misconceptions(),
                verdict.explanation());
    }

    static Graded unreadable(Problem problem, Question question, String answer, String why) {
        return new Graded(
                problem.id(), text(question, problem), answer, question.answer(), Result.UNREADABLE, List.of(), why);
    }

    static Graded without(Problem problem, Question question, Result result, String why) {
        return new Graded(problem.id(), text(question, problem), "", question.answer(), result, List.of(), why);
    }

    private static String text(Question question, Problem problem) {
        return question.title() + " " + problem.text();
    }

    boolean isRight() {
        return result == Result.RIGHT;
    }

    /** What was wrong, in a few words; empty if nothing was. */
    String remark() {
        return switch (result) {
            case RIGHT -> "";
            case WRONG ->
                "'%s', not %s%s"
                        .formatted(
                                answer,
                                expected,
                                mistakes.isEmpty() ? "" : ": " + mistakes.get(0).title());
            case UNREADABLE -> "'%s': %s".formatted(answer, explanation);
            case MISSING, FAILED -> explanation;
        };
    }

    /** A number as students' programs print it. */
    static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()
                    .replace('−', '-')
                    .replaceFirst("(?i)^([+-]?)inf(inity)?$", "$1Infinity")
                    .replaceFirst("(?i)^nan$", "NaN")));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
