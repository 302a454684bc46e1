package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The stepper page in front of a class. */
class LectureModeTest extends StepperPageFixture {
    private static void press(CharSequence keys) {
        browser.find("body").sendKeys(keys);
    }

    private static Object run(String script) {
        return browser.run(script);
    }

    private static boolean isOn() {
        return "true".equals(browser.find("#lecture").getAttribute("aria-pressed"));
    }

    @Test
    void the_picture_fills_the_window_and_a_clicker_turns_the_steps() throws IOException {
        browser.size(1920, 1080);
        open(Graphs.smallNetwork(), "#step=3");
        press(Keys.PAGE_DOWN);
        assertThat(browser.text("#position")).startsWith("3 /");

        press("f");
        assertThat(isOn()).isTrue();
        assertThat((Long) run("return document.getElementById('picture').clientWidth"))
                .isGreaterThan(1850);
        // The heading takes no room, and stays for readers of screens.
        assertThat(run("const { offsetWidth, offsetHeight } = document.querySelector('h1');"
                        + " return offsetWidth * offsetHeight"))
                .isEqualTo(1L);
        assertThat(browser.inaccessible()).isEmpty();
        assertThat((Double)
                        run("return Number.parseFloat(getComputedStyle(document.getElementById('panel')).fontSize)"))
                .isGreaterThanOrEqualTo(24);
        assertThat(((Number) run("return document.querySelector('#picture text.val').getScreenCTM().a * 15"))
                        .doubleValue())
                .isGreaterThanOrEqualTo(23.9);
        press(Keys.PAGE_DOWN);
        assertThat(browser.text("#position")).startsWith("4 /");
        press(Keys.PAGE_UP);
        press(Keys.PAGE_UP);
        assertThat(browser.text("#position")).startsWith("2 /");

        press(Keys.ESCAPE);
        assertThat(isOn()).isFalse();
        assertThat(run("return document.querySelector('#picture svg').style.width"))
                .isEqualTo("");
        browser.find("#lecture").click();
        assertThat(isOn()).isTrue();
    }

    @Test
    void an_arrow_points_backward_while_a_gradient_passes() throws IOException {
        open(Graphs.lecture(), "");
        String heads = """
                const shown = (css) => [...document.querySelectorAll('#picture .edge.on > ' + css)]
                  .filter((head) => head.checkVisibility()).length;
                return shown('.end') + ' forward, ' + shown('.back') + ' backward';
                """;
        press(Keys.END);
        press(Keys.ARROW_LEFT);
        assertThat(run(heads)).isEqualTo("0 forward, 1 backward");
        press(Keys.HOME);
        assertThat(run("return document.querySelectorAll('.edge.on').length")).isEqualTo(0L);
    }

    @Test
    void another_speed_does_not_stop_the_play() throws IOException {
        open(Graphs.lecture(), "");
        browser.find("#play").click();
        run("const speed = document.getElementById('speed'); speed.value = '4';"
                + " speed.dispatchEvent(new Event('change'));");
        Browser.await(() -> browser.text("#position").equals("9 / 9"));
        assertThat(browser.text("#play")).isEqualTo("Play");
    }
}
