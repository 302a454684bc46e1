package io.gradstep.viz.quiz;

import java.util.List;

/**
 * The judgement of one answer.
 *
 * @param outcome whether it is right
 * @param misconceptions the mistakes that lead to this wrong answer, the nearest and likeliest first; possibly none;
 *     immutable
 * @param explanation what to tell the student: of the first misconception, or how answers are written; empty if the
 *     answer is right, or wrong for no known reason
 */
public record Verdict(Outcome outcome, List<Misconception> misconceptions, String explanation) {
    /**
     * Keeps a copy of the list.
     *
     * @param outcome whether it is right
     * @param misconceptions the mistakes
     * @param explanation what to tell
     */
    public Verdict {
        misconceptions = List.copyOf(misconceptions);
    }

    /** Whether an answer is right. */
    public enum Outcome {
        /** Within the tolerance. */
        RIGHT,
        /** An answer, and not the one asked for. */
        WRONG,
        /** Neither a number nor a name that could be one. */
        UNREADABLE
    }

    /** {@return whether the answer is right} */
    public boolean isRight() {
        return outcome == Outcome.RIGHT;
    }
}
