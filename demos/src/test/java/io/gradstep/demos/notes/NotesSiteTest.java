package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Program;
import io.gradstep.viz.page.Browser;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notes as pages. */
class NotesSiteTest {
    private static final Gallery GALLERY = Gallery.ofTheNotes();
    private static final List<Handout> HANDOUTS = GALLERY.print(line -> {});
    private static final Map<String, String> FILES = NotesSite.files(HANDOUTS, "playground.html");
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#]*)(#program=[^\"]*)?\"");

    /** A page has its text as MathML beside the stepper, which alone takes 50,000 to 80,000. */
    private static final int LARGEST = 130_000;

    @TempDir
    private Path folder;

    private static String page(Handout handout) {
        return FILES.getOrDefault(handout.example().name() + ".html", "");
    }

    @Test
    void every_link_leads_to_a_file_and_nothing_leads_out() {
        assertThat(FILES.keySet()).startsWith("index.html");
        FILES.forEach((name, text) -> {
            if (name.endsWith(".html")) {
                assertThat(text).as(name).contains("default-src 'none'").doesNotContain("unsafe-", "{{");
                assertThat(text.length()).as(name).isLessThan(LARGEST);
                Matcher link = LINK.matcher(text);
                while (link.find()) {
                    assertThat(link.group(1))
                            .as(name)
                            .satisfiesAnyOf(
                                    target -> assertThat(FILES).containsKey(target),
                                    target -> assertThat(target).isEqualTo("playground.html"));
                }
            }
        });
        assertThat(HANDOUTS)
                .allSatisfy(handout -> assertThat(FILES.get("index.html"))
                        .contains("href=\"" + handout.example().name() + ".html\""));
    }

    /** The terminal's text is the page's: each heading, erratum and compared number. */
    @Test
    void a_page_has_the_whole_handout() {
        for (Handout handout : HANDOUTS) {
            String page = page(handout);
            long entries = 0;
            long errata = 0;
            for (Part part : handout.parts()) {
                if (part instanceof Part.Section section && section.heading().matches("[A-Z][a-z]+( [a-z]{2,})*")) {
                    assertThat(page).contains("<h2>" + section.heading() + "</h2>");
                } else if (part instanceof Part.Erratum) {
                    errata++;
                } else if (part instanceof Part.Comparison comparison) {
                    double[][] found = comparison.found().numbers();
                    entries += (comparison.closed().size() + 1L) * found.length * found[0].length;
                }
            }
            assertThat(page.split("class=\"erratum\"", -1))
                    .as(handout.example().name())
                    .hasSize((int) errata + 1);
            assertThat((long) page.split("<mtd", -1).length - 1)
                    .as(handout.example().name())
                    .isGreaterThanOrEqualTo(entries);
        }
    }

    @Test
    void a_link_to_the_playground_has_the_circuit_as_a_program() {
        for (Handout handout : HANDOUTS) {
            List<Illustration> circuits = handout.report().illustrations();
            Matcher link = LINK.matcher(page(handout));
            int at = 0;
            while (link.find()) {
                if (link.group(2) != null) {
                    String program =
                            URLDecoder.decode(link.group(2).substring("#program=".length()), StandardCharsets.UTF_8);
                    Value output = circuits.get(at++).graph().output();
                    assertThat(Program.parse(program).evaluate().output().data())
                            .isEqualTo(output.data());
                }
            }
            assertThat(at).as(handout.example().name()).isEqualTo(circuits.size());
        }
    }

    @Test
    void a_term_marks_its_gate_and_a_gate_its_terms() throws IOException {
        for (String name : List.of("squared-norm", "gates")) {
            Files.writeString(folder.resolve(name + ".html"), FILES.getOrDefault(name + ".html", ""));
        }
        Browser browser = Browser.shared().open(folder.resolve("squared-norm.html"), "");
        browser.size(1400, 900);
        browser.run("""
                globalThis.gate = (name) => document.querySelector(`#picture [aria-label="${name}"]`);
                globalThis.entry = [...document.querySelectorAll('mtd[data-n]')]
                    .find((cell) => cell.textContent === '0.176');
                entry.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                """);
        // The entry in row 1, column 2 of ∇W f; the hand-written 0.176 of the notes.
        assertThat(browser.run("return [...document.querySelectorAll('#picture .touched')].map((g) => g.dataset.name)"))
                .isEqualTo(List.of("W₁₂"));
        assertThat(browser.run("return document.getElementById('touched').textContent"))
                .isEqualTo("W₁₂ = 0.5, gradient 0.176");
        browser.run("gate('x₁').focus();");
        assertThat(browser.run("return entry.classList.contains('touched')")).isEqualTo(false);
        assertThat(browser.run("""
                return [...document.querySelectorAll('mtd.touched')].map((cell) => cell.textContent)"""))
                .asInstanceOf(LIST)
                // x₁ in x, W·x and xᵀ; ∂f/∂x₁ in the equation and in its four columns.
                .contains("0.2", "−0.112")
                .doesNotContain("0.4", "0.636");
        browser.run(
                "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true"
                        + " }))");
        assertThat(browser.run("return document.activeElement.getAttribute('aria-label')"))
                .isNotEqualTo("x₁");
        // A click brings the gate into view where the picture is wider than the screen.
        browser.size(390, 844).still();
        assertThat(browser.run("""
                const output = [...document.querySelectorAll('#text mi[data-n]')].find((mi) => mi.textContent === 'f');
                output.dispatchEvent(new MouseEvent('click', { bubbles: true }));
                const frame = document.getElementById('picture');
                return gate('f').getBoundingClientRect().right - frame.getBoundingClientRect().right < 0
                  && frame.scrollLeft > 0""")).isEqualTo(true);
        browser.size(1400, 900).dark(false);

        browser.open(folder.resolve("gates.html"), "");
        browser.run("""
                const section = [...document.querySelectorAll('#text section')]
                    .find((one) => one.textContent.includes('switcher'));
                section.querySelector('[data-n]').focus();
                """);
        assertThat(browser.run("return document.querySelector('[aria-pressed=true]').textContent"))
                .isEqualTo("multiply");
        assertThat(browser.run("return document.querySelectorAll('#picture .touched').length"))
                .isEqualTo(1L);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_program_in_a_link_is_read_as_it_was_written() {
        String program = "a = \"x&y\" # 5% + é<`>'\n\tb̂ = 1; 𝑐 = α/β?";
        String fragment = ExamplePage.inFragment(program);
        assertThat(URLDecoder.decode(fragment, StandardCharsets.UTF_8)).isEqualTo(program);
        assertThat(fragment).doesNotContain("\"", "'", "<", ">", "&", "#", "`", " ", "\n");
    }
}
