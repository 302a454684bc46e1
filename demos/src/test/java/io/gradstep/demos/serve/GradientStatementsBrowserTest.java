package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import io.gradstep.demos.FanOutPrograms;
import io.gradstep.demos.GradientStatements;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.StepperParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The statements of the stepper page, its leaf table, its picture and its quiz, step by step, in a browser. */
class GradientStatementsBrowserTest extends PlaygroundFixture {
    /** Plays graphs on one page and returns all that each tells; what is orange is a gradient, if it is complete. */
    private static final String PLAY = """
            const statements = [];
            const claim = (calculation, node, text) =>
              text === '' || text === NOTHING || text.startsWith(SO_FAR) || text.endsWith(MORE)
                ? text : `∂${calculation.name(calculation.output)}/∂${calculation.name(node)} = ${text}`;
            for (const { data, picture } of arguments[0]) {
              byId('picture').innerHTML = picture;
              const stepper = new Stepper({ write() {} });
              stepper.load(JSON.parse(data), 0);
              const { calculation } = stepper;
              const lines = [];
              const readPanel = () =>
                byId('panel').querySelectorAll('h2, dd, p, label').forEach((part) => lines.push(part.textContent));
              const read = () => {
                lines.push(byId('spoken').textContent);
                readPanel();
                stepper.leaves.rows.forEach((row) => {
                  lines.push(claim(calculation, row.leaf, row.gradient.textContent));
                });
                calculation.nodes.forEach(({ index }) => {
                  const text = document.querySelector(`#picture #n${index} > .grad`)?.textContent ?? '';
                  lines.push(claim(calculation, index, text));
                });
              };
              for (let i = 0; i <= stepper.last; i++) {
                stepper.go(i);
                read();
              }
              stepper.setQuiz(true);
              const answer = (number) => {
                byId('answer').value = String(number);
                byId('panel').querySelector('form').requestSubmit();
                readPanel();
              };
              for (let i = 0; i <= stepper.last; i++) {
                stepper.go(i);
                if (byId('answer')) {
                  const c = calculation.contributions[calculation.steps[i].contribution];
                  read();
                  answer(12345.678);
                  answer(12345.678);
                  answer(c.part < c.parts ? c.amount : calculation.gradients[c.operand]);
                  if (byId('answer')) {
                    lines.push('REFUSED ' + byId('panel').textContent);
                  }
                }
              }
              statements.push(lines.join('\\n'));
            }
            return statements;
            """;

    private static final int AT_A_TIME = 5;

    /** Drawing takes most of the time; a picture tells no more of one graph than of another. */
    private static final int MAX_PICTURES = Boolean.getBoolean("gradstep.long") ? 30 : 8;

    private static final String NO_PICTURE = "<svg><title></title></svg>";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The statements of the pages of graphs, all in one browser window. */
    private static List<?> play(List<Graph> graphs) {
        browser.driver.get("about:blank");
        // What is not shown is not laid out: all that is read of the panel and the leaves are texts.
        run(
                "document.body.innerHTML = arguments[0]; document.getElementById('columns').hidden = true;",
                StepperParts.markup());
        browser.driver.manage().timeouts().scriptTimeout(PATIENCE);
        List<Object> pages = new ArrayList<>();
        for (Graph graph : graphs) {
            String picture = pages.size() < MAX_PICTURES ? Picture.of(graph).svg() : NO_PICTURE;
            pages.add(Map.of("data", StepperParts.data(Trace.of(graph), View.AUTO), "picture", picture));
        }
        List<Object> statements = new ArrayList<>();
        for (List<Object> some : Lists.partition(pages, AT_A_TIME)) {
            statements.addAll((List<?>) run(StepperParts.script() + PLAY, some));
        }
        return statements;
    }

    private static void assertTrue(List<Graph> graphs) {
        List<?> texts = play(graphs);
        assertThat(texts).hasSameSizeAs(graphs);
        for (int i = 0; i < graphs.size(); i++) {
            String text = String.valueOf(texts.get(i));
            GradientStatements statements = new GradientStatements(List.of(graphs.get(i))).read(text);
            assertThat(statements.wrong()).as("graph %d", i).isEmpty();
            assertThat(statements.totals()).as("graph %d", i).isPositive();
            assertThat(statements.local()).as("graph %d", i).isPositive();
            assertThat(text).as("graph %d", i).doesNotContain("REFUSED");
        }
    }

    @Test
    void pages_and_quizzes_are_true() {
        assertTrue(FanOutPrograms.all().stream().map(FanOutPrograms::graph).toList());
    }

    @Test
    void pages_and_quizzes_of_the_gallery_are_true() {
        List<Graph> graphs = new ArrayList<>();
        Gallery.ofTheNotes()
                .show(line -> {})
                .forEach(report -> report.illustrations().stream()
                        .map(illustration -> illustration.graph())
                        .filter(graph -> graph.size() < 60)
                        .forEach(graphs::add));
        assertThat(graphs).isNotEmpty();
        assertTrue(graphs);
    }

    /** f = x·x at 3: each branch brings 3, and the gradient is 6. */
    @Test
    void a_full_sum_is_told_from_one_branch() {
        open("x = 3; f = x*x", "&step=4");
        click("#quiz");
        assertThat(text("#panel")).contains("by branch 1 of 2 alone?");
        find("#answer").sendKeys("6", Keys.ENTER);
        assertThat(text("#panel .hint"))
                .isEqualTo("That is the sum of both branches; enter what this branch alone adds.");
        find("#answer").clear();
        find("#answer").sendKeys("3", Keys.ENTER);
        assertThat(text("#panel")).contains("✓ Right.").contains("so far 3").doesNotContain("∂f/∂x");
        assertThat(text("#leaves .grad")).isEqualTo("so far 3 (1 of 2 branches)");
        click("#next");
        assertThat(text("#panel")).contains("what is ∂f/∂x, the sum of both branches?");
        find("#answer").sendKeys("3", Keys.ENTER);
        assertThat(text("#panel .hint")).isEqualTo("That is the last branch alone; add the others, so far 3.");
        find("#answer").clear();
        find("#answer").sendKeys("6", Keys.ENTER);
        assertThat(text("#panel")).contains("✓ Right.").contains("∂f/∂x = 3 + 3 = 6");
        assertThat(text("#score")).isEqualTo("Score: 0 of 2 at first try, 2 after a hint");
    }
}
