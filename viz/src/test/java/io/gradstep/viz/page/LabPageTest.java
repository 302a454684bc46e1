package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabPageTest {
    @TempDir
    private Path folder;

    /** e = d·d with d = a + c and c = a·b, at a = 3, b = −2; by hand: d −6, c −6, a 6, b −18. */
    private static Trace fanOut() {
        Value a = Value.of(3, "a");
        Value b = Value.of(-2, "b");
        Value c = a.mul(b).named("c");
        Value d = a.add(c).named("d");
        return Trace.of(d.mul(d).named("e"));
    }

    @Test
    void a_program_without_a_gate_or_a_mistake_is_refused() {
        assertThatThrownBy(() -> LabPage.of(Trace.of(Value.of(1, "x")), List.of(Mistake.ASSIGN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no gate that passes a gradient");
        assertThatThrownBy(() -> LabPage.of(fanOut(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a lab needs at least one mistake");
    }

    @Test
    void the_page_loads_nothing_and_names_are_text() throws IOException {
        Value hostile = Value.of(2, "</script><script>alert(1)</script>");
        String html = LabPage.of(Trace.of(hostile.mul(hostile)), List.of(Mistake.values()))
                .html();

        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("<script>alert", "unsafe-", "{{")
                .hasSizeLessThan(100_000);
    }

    @Test
    void both_passes_are_played_side_by_side() throws IOException {
        Path file = folder.resolve("lab.html");
        LabPage.of(fanOut(), List.of(Mistake.ASSIGN, Mistake.INTERIORS_NOT_RESET))
                .writeTo(file);
        assertThat(Files.size(file)).isLessThan(100_000);
        Browser browser = Browser.shared().open(file, "");
        browser.size(1200, 900);

        // The seed, e to d twice: assigned, the second −3 replaces the first.
        browser.run("for (let i = 0; i < 3; i++) { document.getElementById('next').click(); }");
        assertThat(browser.run(lit("right"))).isEqualTo("operand.grad += node.grad * local");
        assertThat(browser.run(lit("wrong"))).isEqualTo("operand.grad = node.grad * local");
        assertThat(browser.run(rows())).isEqualTo("e|1|1|;d|−6|−3|goes wrong here first;c|||;b|||;a|||");
        assertThat(browser.run("return document.querySelector('#wrong .first-wrong').dataset.name"))
                .isEqualTo("d");
        assertThat(browser.run("return document.querySelector('#right .first-wrong')"))
                .isNull();

        browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))");
        assertThat(browser.run(rows()))
                .isEqualTo("e|1|1|;d|−6|−3|goes wrong here first;c|−6|−3|wrong;b|−18|−9|wrong;a|6|6|");

        // Two passes; without the reset d keeps the −6 of the first and hands on −12.
        browser.run("""
                const choose = (id, index) => {
                  document.getElementById(id).value = index;
                  document.getElementById(id).dispatchEvent(new Event('change'));
                };
                choose('mistake', 1);
                choose('language', 1);
                """);
        browser.run("document.getElementById('next').click()");
        assertThat(browser.run(lit("right"))).isEqualTo("if (!node.edges.isEmpty()) node.grad = 0;");
        assertThat(browser.run(lit("wrong"))).isEqualTo("");
        assertThat(browser.run("return document.querySelector('#wrong .move').textContent"))
                .isEqualTo("Nothing happens: the line is missing.");
        browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))");
        // c 2·(−6) is −12 when right: an interior node is reset, so −6; the leaves have both passes.
        assertThat(browser.run(rows()))
                .isEqualTo("e|1|1|;d|−6|−12|goes wrong here first;c|−6|−18|wrong;b|−36|−72|wrong;a|12|30|wrong");
        browser.run("document.getElementById('lecture').click()");
        assertThat(browser.run("return [...document.querySelectorAll('.picture svg')].map((svg) => svg.style.width)"
                        + ".filter((width, i, all) => width === '' || width !== all[0])"))
                .as("both pictures fill their frames")
                .isEqualTo(List.of());
        assertThat(browser.errors()).isEmpty();
    }

    private static String lit(String id) {
        return "return [...document.querySelectorAll('#" + id
                + " .lit')].map((line) => line.textContent.trim()).join()";
    }

    private static String rows() {
        return "return [...document.querySelectorAll('#gradients tbody tr')]"
                + ".map((row) => [...row.children].map((cell) => cell.textContent).join('|')).join(';')";
    }
}
