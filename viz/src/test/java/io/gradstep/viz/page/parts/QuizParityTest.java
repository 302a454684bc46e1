package io.gradstep.viz.page.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.Browser;
import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.Questions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's questions against those of Java: the same words, facts, answers and wrong answers. */
class QuizParityTest {
    private static final String ASK = """
            return arguments[0].map((data) => {
              const calculation = new Calculation(JSON.parse(data));
              const panel = new Panel(calculation, null, null);
              const quiz = new Quiz(calculation, panel, null);
              quiz.everything = true;
              return calculation.steps.flatMap((step) => quiz.keysAt(step)).map((key) => {
                const question = new Question(questionFacts(calculation, panel, key));
                const wrong = QUIZ.mistakes.flatMap((mistake) => question.candidates === null
                  ? question.wrongAnswers(mistake).filter(Number.isFinite)
                      .map((number) => `${mistake[0]}: ${format(number)}`)
                  : Object.keys(question.candidates)
                      .filter((name) => question.judge(name).mistakes?.includes(mistake))
                      .map((name) => `${mistake[0]}: ${name}`));
                return [question.kind, question.title, question.given, question.label, question.answer, ...wrong]
                  .join(' | ');
              });
            });
            """;

    /** Examples, and one with every gate at which a special mistake can be made. */
    private static Stream<Graph> graphs() {
        Program gates = Program.parse(
                "x = 2; y = -3; z = 2; a = max(x, y) + min(x, z); s = 1; p = 4; q = 5; b = where(s > 0, p, q);"
                        + " relu(y) + relu(x)/z - exp(y) + tanh(x*x)*sigmoid(-y) + a*b^3 + dot(x, y, z)");
        return Stream.concat(
                Graphs.examples().stream(), Stream.of(Graph.of(gates.evaluate().output()), Graph.of(Value.of(3, "x"))));
    }

    @Test
    void the_page_asks_and_judges_as_java_does() {
        List<Trace> traces = graphs().map(Trace::of).toList();
        Browser browser = Browser.shared();
        Object asked = browser.run(
                StepperParts.script() + ASK,
                traces.stream()
                        .map(trace -> StepperParts.data(trace, View.CIRCUIT))
                        .toList());
        List<?> pages = (List<?>) asked;
        assertThat(pages).hasSameSizeAs(traces);
        for (int i = 0; i < pages.size(); i++) {
            List<String> expected = questions(traces.get(i));
            List<?> shown = (List<?>) pages.get(i);
            for (int k = 0; k < Math.min(expected.size(), shown.size()); k++) {
                assertThat(shown.get(k)).as("graph %d", i).isEqualTo(expected.get(k));
            }
            assertThat(shown).hasSameSizeAs(expected);
        }
    }

    private static List<String> questions(Trace trace) {
        Questions questions = Questions.of(trace);
        List<String> all = new ArrayList<>();
        int gate = -1;
        for (Step step : trace) {
            if (step instanceof Step.Forward forward) {
                all.add(text(questions.value(forward)));
            } else if (step instanceof Step.Backward backward) {
                if (backward.node().index() != gate) {
                    all.add(text(questions.order(backward)));
                    questions.condition(backward).map(QuizParityTest::text).ifPresent(all::add);
                }
                gate = backward.node().index();
                all.add(text(questions.local(backward)));
                all.add(text(questions.sum(backward).orElseGet(() -> questions.product(backward))));
            }
        }
        trace.leaves().stream()
                .filter(leaf -> trace.gradient(leaf.index()) != 0)
                .findFirst()
                .ifPresent(leaf -> all.add(text(questions.update(leaf.index(), 0.1))));
        return all;
    }

    private static String text(Question question) {
        List<String> parts = new ArrayList<>(List.of(
                question.kind().name(), question.title(), question.given(), question.label(), question.answer()));
        for (Misconception mistake : Misconception.values()) {
            if (question.kind().isNamed()) {
                question.candidates().keySet().stream()
                        .filter(name -> question.judge(name, Question.BY_HAND)
                                .misconceptions()
                                .contains(mistake))
                        .forEach(name -> parts.add(mistake.title() + ": " + name));
            } else {
                question.wrongAnswers(mistake).stream()
                        .filter(Double::isFinite)
                        .forEach(number -> parts.add(mistake.title() + ": " + Numbers.format(number)));
            }
        }
        return String.join(" | ", parts);
    }
}
