package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.drawing.CardFormula;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A stepper page as its readers use it. */
class StepperBrowserTest extends StepperPageFixture {
    private static void press(CharSequence keys) {
        browser.find("body").sendKeys(keys);
    }

    private static void click(String css) {
        browser.find(css).click();
    }

    private static String position() {
        return browser.text("#position");
    }

    private static String number(int node, String kind) {
        return browser.text("#n" + node + " > ." + kind);
    }

    private static void type(WebElement input, String text) {
        input.clear();
        input.sendKeys(text);
    }

    private static WebElement leaf(String name) {
        return browser.find("#leaves input[aria-label='value of " + name + "']");
    }

    private static String row(String name) {
        return rows().get(name);
    }

    /** The gradient and the check of each leaf, by one question to the browser: it takes as long as one on a cell. */
    private static Map<String, String> rows() {
        List<?> cells = (List<?>) browser.run("""
                return [...document.querySelectorAll('#leaves tr')].flatMap((row) => [row.querySelector('th').innerText,
                  [...row.querySelectorAll('td.grad, td.check')].map((cell) => cell.innerText).join(' ')]);
                """);
        Map<String, String> rows = new HashMap<>();
        for (int i = 0; i < cells.size(); i += 2) {
            rows.put((String) cells.get(i), (String) cells.get(i + 1));
        }
        return rows;
    }

    /** Start, leaves, the gates forward, the seed, the operands backward, done: with the numbers of the trace. */
    @Test
    void it_plays_the_trace() throws IOException {
        for (Graph graph : Graphs.examples()) {
            Trace trace = Trace.of(graph);
            open(graph, "");
            assertThat(position()).isEqualTo("0 / " + (trace.size() + 2));
            press(Keys.ARROW_RIGHT);
            Iterator<?> shown = play(trace).iterator();
            for (Step step : trace) {
                String panel = String.valueOf(shown.next());
                String number = String.valueOf(shown.next());
                if (step instanceof Step.Forward forward) {
                    assertThat(panel)
                            .contains(" = " + Numbers.format(forward.node().value(), sum(forward)));
                    assertThat(number).isEqualTo(Numbers.format(forward.node().value()));
                } else if (step instanceof Step.Seed) {
                    assertThat(number).isEqualTo("1");
                } else if (step instanceof Step.Backward backward) {
                    assertThat(panel)
                            .contains("upstream∂" + name(graph, graph.size() - 1) + "/∂"
                                    + name(graph, backward.node().index()))
                            .contains(CardFormula.notation(graph)
                                    .local(backward.node().index(), backward.position()))
                            .contains(" = " + Numbers.format(backward.upstream()))
                            .contains(" = " + Numbers.format(backward.local()))
                            .contains(" = " + Numbers.format(backward.contribution()))
                            .contains(
                                    backward.isComplete()
                                            ? "gradient∂" + name(graph, graph.size() - 1) + "/∂"
                                                    + backward.operand().label() + " = "
                                            : "gradientso far ")
                            .contains(Numbers.format(backward.after(), sum(backward)))
                            .contains(backward.explanation());
                    assertThat(number)
                            .isEqualTo(Numbers.format(backward.after()) + (backward.isComplete() ? "" : " + …"));
                }
            }
            press(Keys.ARROW_RIGHT);
            assertThat(browser.text("#panel")).contains("Every leaf has its gradient");
            Map<String, String> rows = rows();
            for (Step.Node leaf : trace.leaves()) {
                assertThat(rows.get(leaf.label())).startsWith(Numbers.format(trace.gradient(leaf.index())) + " ✓");
            }
        }
    }

    /**
     * Presses a key for each step of a trace, all at one go, and returns the panel and the step's number after each.
     */
    private static List<?> play(Trace trace) {
        List<String> numbers = new ArrayList<>();
        for (Step step : trace) {
            if (step instanceof Step.Forward forward) {
                numbers.add("#n%d > .val".formatted(forward.node().index()));
            } else if (step instanceof Step.Seed seed) {
                numbers.add("#n%d > .grad".formatted(seed.output().index()));
            } else if (step instanceof Step.Backward backward) {
                numbers.add("#n%d > .grad".formatted(backward.operand().index()));
            }
        }
        return (List<?>) browser.run("""
                const text = (css) => document.querySelector(css).textContent;
                return arguments[0].flatMap((number) => {
                  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
                  return [text('#panel'), text(number)];
                });
                """, numbers);
    }

    /** The digits that the panel needs. */
    private static RoundedSum sum(Step.Forward step) {
        double value = step.node().value();
        double[] parts = RoundedSum.parts(
                step.gate(),
                step.operands().stream().mapToDouble(Step.Node::value).toArray());
        return Numbers.sum(value, parts == null ? List.of(value) : Doubles.asList(parts));
    }

    private static RoundedSum sum(Step.Backward step) {
        return Numbers.sum(
                step.after(), step.branch() == 1 ? List.of(step.after()) : List.of(step.before(), step.contribution()));
    }

    /** As pictures call it: an output without a name is f. */
    private static String name(Graph graph, int node) {
        return CardFormula.name(graph, node);
    }

    @Test
    void numbers_appear_when_they_are_computed() throws IOException {
        open(Graphs.lecture(), "");
        // 0 x, 1 y, 2 q = x + y, 3 z, 4 f = q z
        assertThat(number(0, "val")).isEmpty();
        press(Keys.ARROW_RIGHT);
        assertThat(number(0, "val")).isEqualTo("−2");
        assertThat(number(2, "val")).isEmpty();
        press(Keys.ARROW_RIGHT);
        assertThat(number(2, "val")).isEqualTo("3");
        assertThat(number(4, "grad")).isEmpty();
        press(Keys.END);
        assertThat(number(0, "grad")).isEqualTo("−4");
    }

    @Test
    void buttons_slider_and_keys_go_from_step_to_step() throws IOException {
        open(Graphs.lecture(), "");
        click("#next");
        click("#next");
        assertThat(position()).isEqualTo("2 / 9");
        click("#back");
        assertThat(position()).isEqualTo("1 / 9");
        press(Keys.END);
        assertThat(position()).isEqualTo("9 / 9");
        assertThat(browser.find("#next").isEnabled()).isFalse();
        press(Keys.ARROW_LEFT);
        assertThat(position()).isEqualTo("8 / 9");
        press(Keys.HOME);
        assertThat(position()).isEqualTo("0 / 9");
        assertThat(browser.find("#back").isEnabled()).isFalse();
        browser.find("#slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(position()).isEqualTo("3 / 9");
        click("#first");
        assertThat(position()).isEqualTo("0 / 9");
    }

    @Test
    void it_plays_by_itself_until_it_is_paused() throws IOException {
        open(Graphs.lecture(), "#step=6");
        browser.find("#speed").sendKeys("4");
        press(Keys.SPACE);
        assertThat(browser.text("#play")).isEqualTo("Pause");
        Browser.await(() -> position().equals("9 / 9"));
        assertThat(browser.text("#play")).isEqualTo("Play");
        click("#play");
        assertThat(position()).isEqualTo("0 / 9");
        click("#play");
        assertThat(browser.text("#play")).isEqualTo("Play");
    }

    @Test
    void the_address_names_the_step() throws IOException {
        open(Graphs.lecture(), "#step=7");
        assertThat(browser.text("#panel")).contains("Through the + gate to x");
        press(Keys.ARROW_RIGHT);
        assertThat(browser.driver.getCurrentUrl()).endsWith("#step=8");
        browser.run("location.hash = '#step=4'");
        Browser.await(() -> position().equals("4 / 9"));
        browser.run("location.hash = '#step=99'");
        Browser.await(() -> position().equals("9 / 9"));
    }

    /** x = 1 gives q = 6, f = −24 and ∂f/∂z = 6. */
    @Test
    void a_changed_leaf_changes_everything() throws IOException {
        open(Graphs.lecture(), "#step=9");
        type(leaf("x"), "1");
        assertThat(number(2, "val")).isEqualTo("6");
        assertThat(number(4, "val")).isEqualTo("−24");
        assertThat(row("z")).isEqualTo("6 ✓ 6");
        type(leaf("x"), "−1e-3");
        assertThat(number(2, "val")).isEqualTo("4.999");
        type(leaf("x"), "many");
        assertThat(leaf("x").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(number(2, "val")).as("the last number stays").isEqualTo("4.999");
    }

    private static final int RANDOM_GRAPHS = Boolean.getBoolean("gradstep.long") ? 12 : 3;

    /** On random graphs over all ops, what a browser makes of other leaves is what Java makes of them. */
    @Test
    void recomputed_numbers_are_those_of_java() throws IOException {
        for (long seed = 1; seed <= RANDOM_GRAPHS; seed++) {
            Graph graph = Graphs.random(seed, 14);
            open(graph, "#step=9999");
            Random random = new Random(seed);
            Map<String, String> typed = new HashMap<>();
            for (Step.Node leaf : Trace.of(graph).leaves()) {
                double value = random.nextInt(-20, 21) / 10.0;
                graph.node(leaf.index()).setData(value);
                typed.put("value of " + leaf.label(), Double.toString(value));
            }
            graph.forward();
            Trace trace = Trace.of(graph);
            List<?> shown = retyped(typed, graph.size());
            for (int i = 0; i < graph.size(); i++) {
                String value = (String) shown.get(2 * i);
                assertSame(value, trace.value(i), "seed " + seed + ", value " + i);
            }
            for (Step.Node leaf : trace.leaves()) {
                String gradient = (String) shown.get(2 * leaf.index() + 1);
                assertSame(gradient, trace.gradient(leaf.index()), "seed " + seed + ", gradient of " + leaf.label());
            }
        }
    }

    /** Changes leaves as typing does, all at one go, and returns the value and the gradient of each node. */
    private static List<?> retyped(Map<String, String> typed, int nodes) {
        return (List<?>) browser.run("""
                for (const input of document.querySelectorAll('#leaves input[type=text]')) {
                  input.value = arguments[0][input.getAttribute('aria-label')];
                  input.dispatchEvent(new Event('input', { bubbles: true }));
                }
                const text = (css) => document.querySelector(css)?.textContent ?? null;
                return [...Array(arguments[1]).keys()].flatMap((i) =>
                  [text(`#n${i} > .val`) ?? text(`#n${i} > .number`), text(`#n${i} > .grad`)]);
                """, typed, nodes);
    }

    /** As shown, where the fourth digit may fall to either side. */
    private static void assertSame(String shown, double number, String what) {
        if (!Double.isFinite(number) || number == 0) {
            assertThat(shown).as(what).isEqualTo(Numbers.format(number));
        } else {
            double read = Double.parseDouble(shown.replace('−', '-'));
            assertThat(read).as(what).isCloseTo(number, within(Math.abs(number) * 1e-3));
        }
    }

    /** A square and a cube of x, of which a condition takes one: the other passes nothing, and has no steps. */
    @Test
    void steps_are_those_of_the_trace_however_a_condition_falls() throws IOException {
        Value c = Value.of(1, "c");
        Value x = Value.of(2, "x");
        Value f =
                Value.where(c, x.mul(x).named("s"), x.mul(x).mul(x).named("t")).named("f");
        Graph graph = Graph.of(f);
        open(graph, "#step=99");
        int square = Trace.of(graph).size() + 2;
        assertThat(position()).isEqualTo(square + " / " + square);
        assertThat(row("x")).isEqualTo("4 ✓ 4");
        type(leaf("c"), "0");
        c.setData(0);
        graph.forward();
        int cube = Trace.of(graph).size() + 2;
        assertThat(cube).isGreaterThan(square);
        assertThat(position()).isEqualTo(cube + " / " + cube);
        assertThat(row("x")).isEqualTo("12 ✓ 12");
    }

    @Test
    void nudging_a_kink_says_so() throws IOException {
        Value x = Value.of(0, "x");
        open(Graph.of(x.relu().named("f")), "#step=99");
        assertThat(row("x")).isEqualTo("0 kink, 0.5");
    }

    @Test
    void a_quiz_asks_hints_and_counts() throws IOException {
        open(Graphs.lecture(), "#step=5");
        press("q");
        assertThat(browser.text("#panel")).contains("What goes through the × gate to q?");
        assertThat(number(2, "grad")).as("not shown yet").isEmpty();
        answer("7");
        assertThat(browser.text(".hint"))
                .isEqualTo("Not yet. "
                        + "A × gate swaps: each operand receives the upstream gradient times the other operand.");
        answer("four");
        assertThat(browser.text(".hint")).startsWith("Enter a number");
        answer("5");
        assertThat(browser.text(".hint")).contains("∂₁(q × z) = z = −4");
        answer("-3.93");
        assertThat(browser.text("#panel")).contains("✓ Right.").contains("Through the × gate to q");
        assertThat(browser.text("#score")).isEqualTo("Score: 0 of 1 at first try, 1 after a hint");
        assertThat(number(2, "grad")).isEqualTo("−4");
        press(Keys.ARROW_RIGHT);
        answer("3.07");
        assertThat(browser.text(".hint")).as("2.3 % off").startsWith("Not yet.");
        browser.all(".quiz button").get(1).click();
        assertThat(browser.text("#panel")).contains("Here it is: 3.");
        assertThat(browser.text("#score")).isEqualTo("Score: 0 of 2 at first try, 1 after a hint, 1 shown");
        press(Keys.ARROW_RIGHT);
        answer("-8/2");
        assertThat(browser.text("#score")).startsWith("Score: 1 of 3 at first try");
        press(Keys.END);
        assertThat(browser.text("#passed-over")).startsWith("1 earlier step has an open question.");
        browser.find("#passed-over button").click();
        assertThat(position()).isEqualTo("8 / 9");
        answer("1");
        browser.run("location.hash = '#step=9'");
        browser.find("#passed-over button").click();
        assertThat(browser.text(".hint"))
                .isEqualTo("That is the local derivative alone; multiply it by the upstream gradient.");
        answer("−4");
        press(Keys.ARROW_RIGHT);
        assertThat(browser.text("#results"))
                .contains("Score: 1 of 4 at first try, 2 after a hint, 1 shown.")
                .contains("1: upstream forgotten");
        browser.find("#results .main").click();
        assertThat(browser.text("#panel"))
                .as("the misses on new numbers")
                .contains("What goes through the × gate to q?");
        assertThat(leaf("z").getAttribute("value")).isNotEqualTo("−4");
        press(Keys.END);
        assertThat(browser.text("#passed-over")).startsWith("3 earlier steps have open questions.");
        click("#quiz");
        assertThat(browser.text("#score") + browser.text("#passed-over")).isEmpty();
    }

    private static void answer(String text) {
        WebElement input = browser.find("#answer");
        input.clear();
        input.sendKeys(text, Keys.ENTER);
    }

    @Test
    void names_are_shown_and_never_run() throws IOException {
        String image = "<img src=x onerror=document.title='run'>";
        Value x = Value.of(2, image);
        Value f = x.mul(x).named("</script><script>document.title='run'</script>");
        open(Graph.of(f), "#step=4");
        press(Keys.END);
        assertThat(browser.driver.getTitle()).startsWith("</script><script>");
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.text("#leaves th")).isEqualTo(image);
        assertThat(browser.text("#panel")).contains(image);
    }

    @Test
    void a_gate_of_ones_own_is_played_but_not_recomputed() throws IOException {
        CustomOp cube = CustomOp.builder("cube", 1, v -> v[0] * v[0] * v[0])
                .derivatives((v, out) -> new double[] {3 * v[0] * v[0]})
                .build();
        open(Graph.of(cube.apply(Value.of(2, "x")).named("f")), "#step=99");
        assertThat(leaf("x").isEnabled()).isFalse();
        assertThat(row("x")).isEqualTo("12 ·");
        assertThat(browser.text("#panel")).contains("not built in");
    }
}
