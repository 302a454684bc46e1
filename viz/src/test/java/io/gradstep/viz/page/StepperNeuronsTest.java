package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A network played in the views of large graphs. */
class StepperNeuronsTest extends StepperPageFixture {
    private static final String PICTURE = "#picture svg ";
    private static final String OPEN = "dialog[open] ";

    private void open(View view, String hash) throws IOException {
        Path file = folder.resolve("network.html");
        StepperPage.of(Trace.of(Graphs.smallNetwork())).view(view).writeTo(file);
        browser.open(file, hash);
    }

    private void press(CharSequence... keys) {
        new Actions(browser.driver).sendKeys(keys).perform();
    }

    @Test
    void connections_are_neutral_until_their_gradient_is_known() throws IOException {
        open(View.NEURONS, "");
        assertThat(browser.all(PICTURE + "[data-link]")).isNotEmpty();
        assertThat(browser.all(PICTURE + "[data-link]:not(.unknown)")).isEmpty();
        press(Keys.END);
        assertThat(browser.all(PICTURE + "[data-link].unknown")).isEmpty();
    }

    @Test
    void the_length_of_a_cards_gradient_is_told_once_it_is_known() throws IOException {
        open(View.NEURONS, "");
        assertThat(browser.text(PICTURE)).contains("w11, w12, b1").doesNotContain("|grad|");
        press(Keys.END);
        assertThat(browser.text(PICTURE)).contains("w11, w12, b1; |grad| ");
    }

    /** Its products have no row of their own in a card. */
    @Test
    void the_card_of_the_active_gate_is_marked_and_in_view() throws IOException {
        browser.size(390, 664).still();
        open(View.NEURONS, "");
        press("f");
        assertThat(browser.run("""
                        const frame = document.getElementById('picture').getBoundingClientRect();
                        const next = document.getElementById('next');
                        const hidden = [];
                        for (next.click(), next.click(); !next.disabled; next.click()) {
                          const marked = [...document.querySelectorAll('#picture .neuron.active > .card')];
                          const box = marked[0]?.getBoundingClientRect();
                          if (marked.length !== 1 || box.left < frame.left || box.right > frame.right
                              || box.top < frame.top || box.bottom > frame.bottom) {
                            hidden.push(document.getElementById('position').textContent);
                          }
                        }
                        return hidden;
                        """)).isEqualTo(List.of());
        browser.dark(false);
    }

    /** Of a connection that no gradient has passed, neither line nor arrow tells how large it will be. */
    @ParameterizedTest
    @EnumSource(names = {"NEURONS", "CARDS"})
    void connections_have_their_width_from_when_their_gradient_is_known(View view) throws IOException {
        open(view, "");
        String shapes = """
                return new Set([...document.querySelectorAll('#picture .edge')].map((link) => {
                  const [line, head] = link.querySelectorAll('path');
                  const [x, ...ends] = head.getAttribute('d').match(/-?[\\d.]+/g).map(Number);
                  return line.getAttribute('stroke-width') + ' ' + Math.round(10 * (x - ends[1]));
                })).size""";
        assertThat(browser.run(shapes)).isEqualTo(1L);
        Object finished = widths();
        press(Keys.END);
        assertThat(widths()).isNotEqualTo(finished);
    }

    /** The width of each connection or wire, by its identity. */
    private static Object widths() {
        return browser.run(
                "return [...document.querySelectorAll('#picture .edge')].sort((a, b) => a.id < b.id ? -1 : 1)"
                        + ".map((edge) => edge.querySelector('path').getAttribute('stroke-width'))");
    }

    /** For other leaves, connections are what Java draws of them. */
    @Test
    void connections_follow_the_leaves() throws IOException {
        open(View.NEURONS, "#step=999");
        Object before = widths();
        WebElement leaf = browser.find("#leaves input");
        leaf.sendKeys("1");
        Object after = widths();
        assertThat(after).isNotEqualTo(before);
        Graph graph = Graphs.smallNetwork();
        graph.leaves().get(0).setData(Double.parseDouble(leaf.getAttribute("value")));
        graph.forward();
        Path file = folder.resolve("other.html");
        StepperPage.of(Trace.of(graph)).view(View.NEURONS).writeTo(file);
        browser.open(file, "#step=999");
        assertThat(widths()).isEqualTo(after);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEURONS", "CARDS", "HEAT", "CIRCUIT"})
    void no_view_shows_a_number_before_it_is_computed(View view) throws IOException {
        Trace trace = Trace.of(Leaks.irregular(Graphs.smallNetwork(), 5));
        Path file = folder.resolve("network.html");
        StepperPage.of(trace).view(view).writeTo(file);
        browser.open(file, "");
        assertThat(Leaks.in(browser, trace)).isEmpty();
    }

    /** A sum so far may have a digit or two more than the gradient for which its cell was made. */
    @ParameterizedTest
    @EnumSource(names = {"NEURONS", "CARDS"})
    void a_sum_so_far_fits_its_cell_hardly_squeezed(View view) throws IOException {
        open(view, "");
        assertThat(browser.run("""
                        const next = document.getElementById('next');
                        const squeezed = (text) => {
                          const room = Number(text.getAttribute('textLength') ?? Infinity);
                          text.removeAttribute('textLength');
                          return room < 0.8 * text.getComputedTextLength();
                        };
                        const seen = new Set();
                        for (; !next.disabled; next.click()) {
                          [...document.querySelectorAll('#picture svg [data-node] > .grad')]
                            .filter((text) => text.textContent.endsWith('…'))
                            .forEach((text) => seen.add(squeezed(text) ? text.textContent : 'fits'));
                        }
                        return [...seen];
                        """)).isEqualTo(List.of("fits"));
    }

    /** A loop whose steps are folded: the page writes at their wires what Java has written. */
    @Test
    void wires_into_folded_parts_tell_what_flows_back_once_it_is_known() throws IOException {
        Value w = Value.of(0.7, "w");
        Value h = Value.of(0.2, "h0").exp();
        for (int t = 1; t <= 25; t++) {
            h = w.mul(h).add(0.1 * t).tanh().named("h" + t);
        }
        Graph graph = Graphs.backward(h.mul(2));
        Path file = folder.resolve("folded.html");
        StepperPage.of(Trace.of(graph)).view(View.CIRCUIT).writeTo(file);
        String shown =
                "return [...document.querySelectorAll('#picture [data-folded] .grad')].map((t) => t.textContent)";
        browser.open(file, "");
        assertThat((List<?>) browser.run(shown)).isNotEmpty().allMatch(""::equals);
        press(Keys.END);
        DrawnPicture drawn =
                new DrawnPicture(Picture.of(graph).view(View.CIRCUIT).svg());
        List<String> written = drawn.ids().stream()
                .filter(id -> id.startsWith("f"))
                .flatMap(id -> drawn.texts(id, "grad").stream())
                .sorted()
                .toList();
        assertThat(((List<?>) browser.run(shown)).stream().map(String::valueOf).sorted())
                .isEqualTo(written);
        press(Keys.ARROW_LEFT);
        assertThat(browser.all(PICTURE + ".on")).isNotEmpty();
    }

    @Test
    void cells_have_their_colour_from_when_their_gradient_is_known() throws IOException {
        open(View.HEAT, "");
        int cells = browser.all(PICTURE + "rect[data-node]").size();
        assertThat(browser.all(PICTURE + "rect.unknown")).hasSize(cells);
        press(Keys.END);
        assertThat(browser.all(PICTURE + "rect.unknown")).hasSizeLessThan(cells / 4);
    }

    @Test
    void a_click_on_a_neuron_opens_its_circuit_and_escape_closes_it() throws IOException {
        open(View.NEURONS, "#step=999");
        browser.find(PICTURE + "[data-group=h1]").click();
        assertThat(browser.text(OPEN + "h2")).isEqualTo("h1");
        assertThat(browser.find(OPEN + "svg").isDisplayed()).isTrue();
        // Two products, two sums and the sigmoid; what comes in are two inputs, two weights and a bias.
        assertThat(browser.all(OPEN + "svg g.gate")).hasSize(5);
        assertThat(browser.all(OPEN + "svg g.leaf")).hasSize(5);
        press(Keys.ESCAPE);
        assertThat(browser.all(OPEN)).isEmpty();
    }

    @Test
    void a_neuron_is_opened_from_the_keyboard_and_its_circuit_is_played() throws IOException {
        open(View.NEURONS, "");
        browser.run("document.querySelector('#picture [data-group=h2]').focus()");
        press(Keys.ENTER);
        assertThat(browser.text(OPEN + "h2")).isEqualTo("h2");
        assertThat(browser.text(OPEN + ".leaf .val")).isEmpty();
        press(Keys.END);
        assertThat(browser.text(OPEN + ".leaf .val")).isNotEmpty();
        assertThat(browser.text(OPEN + ".leaf .grad")).isNotEmpty();
        assertThat(browser.inaccessible()).isEmpty();
    }

    /** An input's gradient is what both units hand it, in the circuit as in the card. */
    @Test
    void numbers_in_the_circuit_are_those_of_the_whole_graph() throws IOException {
        open(View.NEURONS, "#step=999");
        browser.find(PICTURE + "[data-group=h1]").click();
        Graph graph = Graphs.smallNetwork();
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            if (!browser.all("#g0-n" + i).isEmpty() && !node.isConstant()) {
                assertThat(browser.text("#g0-n" + i + " .val")).isEqualTo(Numbers.format(node.data()));
                assertThat(browser.text("#g0-n" + i + " .grad")).isEqualTo(Numbers.format(node.grad()));
            }
        }
    }

    @Test
    void a_network_is_accessible() throws IOException {
        open(View.NEURONS, "#step=999");
        assertThat(browser.inaccessible()).isEmpty();
    }

    @Test
    void circuits_are_bounded_however_large_the_network_is() {
        Value last = Value.of(0.5, "x");
        for (int i = 0; i < 300; i++) {
            last = last.mul(Value.of(0.9, "w" + i)).tanh().named("h" + i);
        }
        String page = StepperPage.of(Trace.of(last)).view(View.NEURONS).html();
        // Each circuit here has four values.
        assertThat(page.split("<dialog ", -1)).hasSize(1 + 60);
    }

    @Test
    void names_of_neurons_are_text() {
        Value x = Value.of(0.5, "x");
        Value f = x.tanh().named("\"><img src=x onerror=alert(1)>").mul(x).named("f");
        assertThat(StepperPage.of(Trace.of(f)).view(View.NEURONS).html()).doesNotContain("<img");
    }
}
