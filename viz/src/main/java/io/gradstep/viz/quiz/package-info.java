/**
 * Questions on the steps of a trace, and the mistakes behind wrong answers.
 *
 * <p>Every number that typical mistakes lead to is computed, so that a wrong answer can be told from a mere slip of the
 * pen: {@link io.gradstep.viz.quiz.Misconception} has the formula of each.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Trace trace = Trace.of(x.add(y).named("q").mul(z).named("f"));
 * Question question = Questions.of(trace).gradient(3); // of z
 * Verdict verdict = question.judge("-4", Question.BY_HAND);
 * System.out.println(question.answer() + ", not -4: " + verdict.misconceptions().get(0).title());
 * // 3, not -4: own operand instead of the other
 * }</pre>
 */
@NullMarked
package io.gradstep.viz.quiz;

import org.jspecify.annotations.NullMarked;
