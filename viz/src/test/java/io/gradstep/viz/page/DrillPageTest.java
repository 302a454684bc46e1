package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.QuizScript;
import io.gradstep.viz.quiz.Misconception;
import io.gradstep.viz.quiz.Question;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.quiz.Questions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillPageTest {
    /** ∂f/∂x of f = x·y is y. */
    private static DrillPage.Round product(String id, double x, double y) {
        Trace trace = Trace.of(Value.of(x, "x").mul(Value.of(y, "y")).named("f"));
        return new DrillPage.Round(id, "f = x·y <&>", trace, Questions.of(trace).gradient(0));
    }

    private static DrillPage page() {
        return DrillPage.of(
                "Products {{packed}}",
                List.of(List.of(product("1", 2, 7.125), product("1", 3, 8.125)), List.of(product("2", 5, -6.125))));
    }

    @Test
    void no_answer_stands_in_its_text_and_equal_problems_give_equal_pages() {
        assertThat(page().html())
                .isEqualTo(page().html())
                .contains("default-src 'none'")
                .doesNotContain("7.125", "8.125", "own operand", "truth");
        assertThatThrownBy(() -> DrillPage.of("none", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** The first problem is missed, on other numbers after that; the second is right at once. */
    @Test
    void misses_are_named_and_asked_again_on_new_numbers(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drill.html");
        page().writeTo(file);
        Browser browser = Browser.shared().open(file, "");
        answer(browser, "2");
        assertThat(browser.text("#panel .hint")).startsWith("That uses x itself");
        // Another problem and back, and a reload: the wrong answer still counts.
        browser.run("const [, two] = document.querySelectorAll('#problems button'); two.click();"
                + " document.querySelector('#problems button').click()");
        assertThat(browser.text("#panel .hint")).startsWith("That uses x itself");
        browser.driver.navigate().refresh();
        browser.ready();
        assertThat(browser.text("#panel .hint")).startsWith("That uses x itself");
        answer(browser, "57/8");
        assertThat(browser.text("#panel .verdict")).isEqualTo("✓ Right.");
        browser.run("document.querySelector('#panel .after').click()");
        answer(browser, "−6.125");
        assertThat(browser.text("#results")).contains("1 of 2 at first try, 1 after a hint", "2: own operand instead");
        assertThat(browser.run("let saved; HTMLAnchorElement.prototype.click = () => {};"
                        + " URL.createObjectURL = (blob) => ((saved = blob), 'blob:none');"
                        + " [...document.querySelectorAll('#results button')].find((b) =>"
                        + " b.textContent.startsWith('Save'))"
                        + ".click(); return saved.text();"))
                .asString()
                .containsSubsequence("\"id\": \"1\"", "\"answer\": \"2\"", "\"id\": \"2\"", "\"answer\": \"−6.125\"");
        browser.run("document.querySelector('#results .main').click()");
        assertThat(browser.text("#panel .given")).isEqualTo("x = 3, y = 8.125");
        answer(browser, "8.125");
        browser.driver.navigate().refresh();
        browser.ready();
        assertThat(browser.text("#score")).isEqualTo("Score: 2 of 3 at first try, 1 after a hint");
        assertThat(browser.text("#results")).contains("2: own operand instead", "Start over");
        browser.run(
                "globalThis.confirm = () => true; [...document.querySelectorAll('#results button')].at(-1).click()");
        assertThat(browser.text("#panel .given")).isEqualTo("x = 2, y = 7.125");
        assertThat(browser.inaccessible()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    private static void answer(Browser browser, String text) {
        browser.run(
                "document.getElementById('answer').value = arguments[0];"
                        + " document.querySelector('.quiz').requestSubmit()",
                text);
    }

    /** Those of a pass that makes the mistake at every gate, which Java computes and the page looks up. */
    @Test
    void the_page_finds_the_same_mistakes_behind_a_gradient_as_java() {
        for (Graph graph : Graphs.examples()) {
            Trace trace = Trace.of(graph);
            Questions questions = Questions.of(trace);
            List<Question> gradients = IntStream.range(0, graph.size())
                    .filter(i -> !graph.node(i).isConstant())
                    .mapToObj(questions::gradient)
                    .toList();
            Object found = Browser.shared()
                    .run(
                            QuizScript.declaration(EnumSet.of(QuestionKind.GRADIENT))
                                    + HtmlPage.modules(List.of("special", "numbers", "dom", "arithmetic", "question"))
                                    + "return arguments[0].map((facts) => {"
                                    + " const question = new Question({ kind: 'GRADIENT', names: {}, facts });"
                                    + " return QUIZ.mistakes.flatMap((mistake) => question.wrongAnswers(mistake)"
                                    + ".filter(Number.isFinite).map((n) => mistake[0] + ' ' + format(n))).join('; ');"
                                    + " });",
                            gradients.stream().map(Question::facts).toList());
            assertThat((List<?>) found)
                    .map(String::valueOf)
                    .isEqualTo(gradients.stream().map(DrillPageTest::mistakes).toList());
        }
    }

    private static String mistakes(Question question) {
        return Arrays.stream(Misconception.values())
                .flatMap(mistake -> question.wrongAnswers(mistake).stream()
                        .filter(Double::isFinite)
                        .map(number -> mistake.title() + " " + Numbers.format(number)))
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }
}
