package io.gradstep.viz.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions on small calculations, whose answers and mistakes are worked out by hand. */
class QuestionTest {
    private static Trace trace(String program) {
        return Trace.of(Program.parse(program).evaluate().output());
    }

    /** The backward step from one named value to another; the last of several. */
    private static Step.Backward backward(Trace trace, String gate, String operand) {
        return trace.stream()
                .filter(Step.Backward.class::isInstance)
                .map(Step.Backward.class::cast)
                .filter(step -> step.node().label().equals(gate)
                        && step.operand().label().equals(operand))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static int leaf(Trace trace, String name) {
        return trace.leaves().stream()
                .filter(leaf -> leaf.label().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static String mistake(Question question, String answer) {
        Verdict verdict = question.judge(answer, Question.BY_HAND);
        return verdict.misconceptions().isEmpty()
                ? verdict.outcome().name()
                : verdict.misconceptions().get(0).name();
    }

    /** c = a·b at (3, −2), f = 5c: upstream 5 at c, local b = −2 for a, product −10. */
    @ParameterizedTest
    @CsvSource({
        "-10, RIGHT", "-10.1, RIGHT", "-10/1, RIGHT", "10, WRONG_SIGN", "15, OWN_OPERAND", "-2, FORGOTTEN_UPSTREAM",
        "5, FORGOTTEN_LOCAL", "3, FACTORS_ADDED", "-30, VALUE_FOR_SLOPE", "7, WRONG", "ten, UNREADABLE", "a, UNREADABLE"
    })
    void the_mistake_of_a_product_is_named(String answer, String expected) {
        Trace trace = trace("a = 3; b = -2; c = a*b; f = c*5");
        assertThat(mistake(Questions.of(trace).product(backward(trace, "c", "a")), answer))
                .isEqualTo(expected);
    }

    /** f = x·x at 3: two branches of 3 each, together 6. */
    @Test
    void one_branch_and_the_sum_are_told_apart() {
        Trace trace = trace("x = 3; f = x*x");
        Step.Backward last = backward(trace, "f", "x");
        Questions questions = Questions.of(trace);
        assertThat(mistake(questions.product(last), "6")).isEqualTo("TOTAL_FOR_BRANCH");
        assertThat(mistake(questions.local(last), "6")).isEqualTo("BOTH_OPERANDS");
        Question sum = questions.sum(last).orElseThrow();
        assertThat(mistake(sum, "6")).isEqualTo("RIGHT");
        assertThat(mistake(sum, "3")).isEqualTo("LAST_BRANCH_ONLY");
        assertThat(mistake(sum, "9")).isEqualTo("BRANCHES_MULTIPLIED");
        assertThat(mistake(sum, "0")).isEqualTo("BRANCHES_SUBTRACTED");
        assertThat(sum.judge("3", Question.BY_HAND).explanation())
                .isEqualTo("That is the last branch alone; add the others, so far 3.");
    }

    @ParameterizedTest
    @CsvSource({
        // ∂max/∂a at a tie: all to the first operand.
        "'a = 2; b = 2; f = max(a, b)', a, 1/2, SHARED_AT_TIE",
        "'a = 2; b = 2; f = max(a, b)', a, 0, OTHER_OPERAND_PICKED",
        "'a = 2; b = 3; f = max(a, b)', b, 1/2, WRONG",
        "'a = -1; f = relu(a)', a, 1, CLOSED_GATE",
        // tanh(1/2) = 0.46212 by mpmath: 1 − out² = 0.78645
        "'a = 0.5; f = tanh(a)', a, 0.5379, SQUARE_MISSING",
        "'a = 0.5; f = tanh(a)', a, 3/4, OPERAND_FOR_OUTPUT",
        // σ(2) = 0.88080 by mpmath
        "'a = 2; f = sigmoid(a)', a, 0.1192, HALF_OF_THE_PRODUCT",
        "'a = 2; f = sigmoid(a)', a, -2, OPERAND_FOR_OUTPUT",
        "'a = 2; f = a^3', a, 24, EXPONENT_KEPT",
        "'a = 2; f = a^3', a, 4, FACTOR_MISSING",
        // 3·e² in place of e³
        "'a = 3; f = exp(a)', a, 22.167, POWER_RULE",
        "'a = 6; b = 2; f = a/b', b, -3, DENOMINATOR_ONCE",
        "'a = 6; b = 2; f = a/b', a, 2, INVERTED",
        "'a = 6; b = 2; f = a - b', b, 1, LOST_MINUS",
        "'a = 6; b = 2; f = a + b', a, 2, SUM_AS_PRODUCT",
    })
    void the_slip_in_a_local_derivative_is_named(String program, String operand, String answer, String expected) {
        Trace trace = trace(program);
        assertThat(mistake(Questions.of(trace).local(backward(trace, "f", operand)), answer))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'a = 4; b = 3; f = a*b', 7, ADDED", "'a = 4; b = 3; f = a + b', 12, MULTIPLIED",
        "'a = 4; b = 3; f = a - b', -1, SWAPPED", "'a = 4; b = -3; f = a + b', 7, SIGN_OF_OPERAND",
        "'a = 4; f = a^3', 12, POWER_AS_PRODUCT", "'a = 4; b = 3; f = max(a, b)', 3, OTHER_EXTREME",
        "'a = -4; f = relu(a)', -4, NEGATIVE_PASSED", "'a = -4; f = relu(a)', 0, RIGHT"
    })
    void the_mistake_in_a_value_is_named(String program, String answer, String expected) {
        Trace trace = trace(program);
        Step.Forward forward =
                (Step.Forward) trace.get(trace.size() - 1 - trace.leaves().size() - 1);
        assertThat(mistake(Questions.of(trace).value(forward), answer)).isEqualTo(expected);
    }

    /** f = a² at 3 has the slope 6: with rate 1/10 a becomes 2.4. */
    @ParameterizedTest
    @CsvSource({
        "2.4, RIGHT",
        "'2,4', RIGHT",
        "3 - 6/10, RIGHT",
        "3.6, UPHILL",
        "-3, NO_RATE",
        "-0.6, STEP_ALONE",
        "6, GRADIENT_FOR_VALUE"
    })
    void the_mistake_in_an_update_is_named(String answer, String expected) {
        assertThat(mistake(Questions.of(trace("a = 3; f = a^2")).update(0, 0.1), answer))
                .isEqualTo(expected);
    }

    /** d = a + b·a, e = d² at (3, −2): d = −3, ∂e/∂d = −6, ∂e/∂a = −6·(1 + b) = 6, ∂e/∂b = −6·a = −18. */
    @Test
    void a_whole_backward_pass_with_one_mistake_is_recognized() {
        Trace trace = trace("a = 3; b = -2; c = b*a; d = a + c; e = d*d");
        Questions questions = Questions.of(trace);
        int a = leaf(trace, "a");
        int b = leaf(trace, "b");
        assertThat(questions.gradient(a).number()).isEqualTo(6);
        assertThat(questions.gradient(b).number()).isEqualTo(-18);
        // b·a hands out its own operands: ∂e/∂b = −6·b.
        assertThat(mistake(questions.gradient(b), "12")).isEqualTo("OWN_OPERAND");
        // d keeps one of its two branches, −3: b gets −3·a.
        assertThat(mistake(questions.gradient(b), "-9")).isEqualTo("ASSIGNED");
        assertThat(mistake(questions.gradient(b), "-36")).isEqualTo("NO_ZERO_GRAD");
        assertThat(mistake(questions.gradient(b), "18")).isEqualTo("WRONG_SIGN");
    }

    /** p = 6, q = 25, r = 36 = f: ∂f/∂v = p + v·u = 12, of which 6 is the last branch; no gate has a tie to share. */
    @Test
    void half_a_gradient_is_no_shared_tie_where_there_is_no_tie() {
        Trace trace = trace("u = 1; v = 6; w = -5; p = v*u; q = w^2; r = p*v; f = max(q, r)");
        Questions questions = Questions.of(trace);
        assertThat(questions.gradient(leaf(trace, "v")).number()).isEqualTo(12);
        assertThat(mistake(questions.gradient(leaf(trace, "v")), "6")).isEqualTo("ASSIGNED");
        Trace tie = trace("a = 2; b = 2; f = 3*max(a, b)");
        assertThat(mistake(Questions.of(tie).gradient(leaf(tie, "b")), "1.5")).isEqualTo("SHARED_AT_TIE");
    }

    /** Once d has passed its gradient on, c is next; e still waits for what comes through c. */
    @ParameterizedTest
    @CsvSource({"c, RIGHT", "d, ALREADY_DONE", "e, TOO_EARLY", "a, LEAF_PASSES", "g, FORWARD_ORDER", "z, UNREADABLE"})
    void the_order_of_the_pass_is_asked_for(String answer, String expected) {
        Trace trace = trace("a = 1; b = 2; g = a*b; e = g*b; c = e*a; d = c*e");
        assertThat(mistake(Questions.of(trace).order(backward(trace, "c", "e")), answer))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'a = 2; b = 2; f = max(a, b)', a, b", "'a = 2; b = 3; f = where(a > b, a, b)', b, a"})
    void the_branch_of_a_condition_is_asked_for(String program, String right, String wrong) {
        Trace trace = trace(program);
        Step.Backward step = backward(trace, "f", right);
        Question question = Questions.of(trace).condition(step).orElseThrow();
        assertThat(question.answer()).isEqualTo(right);
        assertThat(mistake(question, right)).isEqualTo("RIGHT");
        assertThat(mistake(question, wrong)).isEqualTo("NOT_TAKEN");
    }

    /** A mistake that gives the right number cannot be named: 0 times anything, and 2 + 2 = 2 · 2. */
    @Test
    void what_leads_to_the_right_answer_is_no_mistake() {
        Trace trace = trace("a = 2; b = 2; f = a*b");
        assertThat(mistake(Questions.of(trace).local(backward(trace, "f", "a")), "2"))
                .isEqualTo("RIGHT");
        assertThat(mistake(Questions.of(trace).value((Step.Forward) trace.get(0)), "4"))
                .isEqualTo("RIGHT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "1;2", "1\n2", "x", "1/", "((1", "1+", "one", "1 2 3 4 x"})
    void what_is_no_number_is_unreadable(String text) {
        Question question = Questions.of(trace("a = 3; f = a^2")).update(0, 0.1);
        Verdict verdict = question.judge(text, Question.BY_HAND);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNREADABLE);
        assertThat(verdict.explanation()).contains("1/3");
    }

    /** Every explanation fills all its blanks with facts or names that its questions have. */
    @ParameterizedTest
    @EnumSource(Misconception.class)
    void explanations_name_what_their_questions_know(Misconception mistake) {
        Trace trace = trace("x = 3; y = 2; w = 5; c = max(x, y); f = c*x + w");
        Questions questions = Questions.of(trace);
        Step.Backward last = backward(trace, "f", "w");
        Map<QuestionKind, Question> samples = Map.of(
                QuestionKind.VALUE, questions.value((Step.Forward) trace.get(0)),
                QuestionKind.LOCAL, questions.local(last),
                QuestionKind.BRANCH, questions.product(backward(trace, "c", "x")),
                QuestionKind.PRODUCT, questions.product(last),
                QuestionKind.SUM, questions.sum(backward(trace, "c", "x")).orElseThrow(),
                QuestionKind.UPDATE, questions.update(0, 0.1),
                QuestionKind.ORDER, questions.order(last),
                QuestionKind.CONDITION,
                        questions.condition(backward(trace, "c", "x")).orElseThrow(),
                QuestionKind.GRADIENT, questions.gradient(0));
        List<QuestionKind> kinds =
                mistake.answers().stream().map(WrongAnswer::kind).distinct().toList();
        assertThat(kinds)
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(samples.get(kind).filled(mistake.explanation()))
                        .doesNotMatch(Pattern.compile("(?s).*\\{\\w+}.*")));
    }
}
