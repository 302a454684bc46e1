package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A stepper page for those who listen to it, hold it in a hand, prefer it dark, or run no scripts. */
class StepperReadersTest extends StepperPageFixture {
    @Test
    void steps_are_told_to_who_cannot_see_them() throws IOException {
        open(Graphs.lecture(), "#step=7");
        assertThat(browser.find("#spoken").getAttribute("aria-live")).isEqualTo("polite");
        assertThat(browser.text("#spoken"))
                .startsWith("Step 7 of 9. Backward: Through the + gate to x. Upstream −4 times local 1 is −4.");
    }

    @Test
    void the_page_fits_a_phone() throws IOException {
        for (Graph graph : Graphs.examples()) {
            open(graph, "#step=99");
            browser.size(400, 800);
            // From the end back to the first step, of which some have long sums in the table of leaves.
            assertThat(browser.run("""
                            const page = document.documentElement;
                            const back = document.getElementById('back');
                            const overflow = [];
                            for (; !back.disabled; back.click()) {
                              overflow.push(page.scrollWidth - page.clientWidth);
                            }
                            return Math.max(...overflow);
                            """)).isEqualTo(0L);
            List<WebElement> buttons = browser.all("#controls button");
            assertThat(buttons)
                    .allSatisfy(
                            button -> assertThat(button.getSize().getHeight()).isGreaterThanOrEqualTo(38));
            browser.size(1100, 800);
        }
    }

    @Test
    void it_is_dark_for_who_prefers_that() throws IOException {
        open(Graphs.lecture(), "");
        String background = "return getComputedStyle(document.body).backgroundColor";
        assertThat(browser.run(background)).isEqualTo("rgb(255, 255, 255)");
        browser.dark(true);
        assertThat(browser.run(background)).isEqualTo("rgb(13, 17, 23)");
        browser.dark(false);
    }

    /** Contrast, names, roles and order, in both colour schemes and in every kind of state. */
    @Test
    void everybody_can_use_it() throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            open(Graphs.fanOut(), "");
            browser.dark(dark);
            for (String step : List.of("0", "3", "9", "12")) {
                goTo(step);
                assertThat(dark ? browser.unreadable() : browser.inaccessible())
                        .as("step %s, dark: %s", step, dark)
                        .isEmpty();
            }
            goTo("9");
            browser.find("#leaves input").sendKeys("many");
            browser.find("#quiz").click();
            browser.find("#answer").sendKeys("1", Keys.ENTER);
            assertThat(dark ? browser.unreadable() : browser.inaccessible())
                    .as("a mistake and a hint, dark: %s", dark)
                    .isEmpty();
        }
        browser.dark(false);
        browser.run("document.body.append(document.createElement('img'))");
        assertThat(browser.inaccessible()).as("but for this").isNotEmpty();
    }

    private static void goTo(String step) {
        browser.run("location.hash = '#step=' + arguments[0]", step);
        Browser.await(() -> browser.text("#position").startsWith(step + " /"));
    }

    @Test
    void without_javascript_it_shows_the_finished_calculation() throws IOException {
        Path file = folder.resolve("page.html");
        StepperPage.of(Trace.of(Graphs.lecture())).writeTo(file);
        try {
            browser.scripts(false).size(800, 600).open(file, "");
            assertThat(browser.find("#n0 > .grad").getText()).isEqualTo("−4");
            assertThat(browser.find("#leaves").getText()).startsWith("x −2 −4");
            assertThat(browser.find("noscript").getText()).contains("finished calculation");
            assertThat(browser.find("#controls").isDisplayed()).isFalse();
        } finally {
            browser.scripts(true);
        }
    }
}
