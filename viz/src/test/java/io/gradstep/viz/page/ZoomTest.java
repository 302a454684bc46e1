package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Pictures in pages are zoomed, moved and searched. */
class ZoomTest extends StepperPageFixture {
    private static double width() {
        return ((Number) browser.run("return document.querySelector('#picture svg').getBoundingClientRect().width"))
                .doubleValue();
    }

    private static void press(CharSequence... keys) {
        new Actions(browser.driver).sendKeys(keys).perform();
    }

    /** Turns the wheel over the middle of gate q, and returns how far this has moved in the window. */
    private static double wheel(int delta, boolean control) {
        return ((Number) browser.run("""
                        const middle = () => {
                          const box = document.querySelector('#n2 > .shape').getBoundingClientRect();
                          return { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
                        };
                        const before = middle();
                        const event = { deltaY: arguments[0], ctrlKey: arguments[1], bubbles: true, cancelable: true };
                        const wheel = new WheelEvent('wheel', { ...event, ...before });
                        document.querySelector('#n2').dispatchEvent(wheel);
                        return Math.abs(middle().clientX - before.clientX);
                        """, delta, control)).doubleValue();
    }

    @Test
    void the_wheel_zooms_about_the_pointer() throws IOException {
        open(Graphs.tanhNeuron(), "#step=99");
        double whole = width();
        wheel(-200, false);
        assertThat(width()).isGreaterThan(1.3 * whole);
        assertThat(wheel(-200, false)).as("the gate under the pointer stays").isLessThan(2);
        assertThat(wheel(-50, true)).as("pinched on a touch pad").isLessThan(2);
        double zoomed = width();
        wheel(100, false);
        assertThat(width()).isLessThan(zoomed);
    }

    @Test
    void keys_and_buttons_zoom_and_show_all_again() throws IOException {
        open(Graphs.lecture(), "");
        double whole = width();
        press("+");
        assertThat(width()).isCloseTo(1.25 * whole, within(1.0));
        press("-");
        assertThat(width()).isCloseTo(whole, within(1.0));
        press("+", "+", "0");
        assertThat(width()).isCloseTo(whole, within(1.0));
        browser.find(".tools button[aria-label^='zoom in']").click();
        assertThat(width()).isGreaterThan(whole);
        press(Keys.ARROW_RIGHT);
        assertThat(width()).as("a step keeps the zoom").isGreaterThan(whole);
        browser.find(".tools button[aria-label^=whole]").click();
        assertThat(width()).isCloseTo(whole, within(1.0));
        assertThat(browser.inaccessible()).isEmpty();
    }

    @Test
    void two_fingers_zoom() throws IOException {
        open(Graphs.lecture(), "");
        double whole = width();
        browser.run("""
                const frame = document.querySelector('#picture');
                const touch = (type, ...x) => frame.dispatchEvent(new TouchEvent(type, {
                  touches: x.map((clientX, identifier) =>
                    new Touch({ identifier, target: frame, clientX, clientY: 100 })),
                  bubbles: true,
                  cancelable: true,
                }));
                touch('touchstart', 300, 400);
                touch('touchmove', 250, 450);
                touch('touchend');
                """);
        assertThat(width()).isCloseTo(2 * whole, within(1.0));
    }

    @Test
    void a_zoomed_picture_is_dragged_and_moved_by_keys() throws IOException {
        open(Graphs.lecture(), "");
        press("+", "+", "+", "+", "+", "+");
        String left = "return document.querySelector('#picture').scrollLeft";
        double before = ((Number) browser.run(left)).doubleValue();
        new Actions(browser.driver)
                .moveToElement(browser.find("#picture"))
                .clickAndHold()
                .moveByOffset(-60, 0)
                .release()
                .perform();
        assertThat(((Number) browser.run(left)).doubleValue()).isCloseTo(before + 60, within(2.0));
        browser.run("document.querySelector('#picture').focus()");
        new Actions(browser.driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.ARROW_LEFT)
                .keyUp(Keys.SHIFT)
                .perform();
        assertThat(((Number) browser.run(left)).doubleValue()).isCloseTo(before, within(2.0));
    }

    /** The tanh neuron's names with an x in them: x1 and x2 begin with it, then come x1w1 and x2w2. */
    @Test
    void names_are_found_and_brought_into_view() throws IOException {
        open(Graphs.tanhNeuron(), "");
        press("+", "+", "+", "+", "+", "/", "x2W2");
        assertThat(browser.text(".count")).isEqualTo("1 of 1");
        assertThat(browser.run("""
                const found = document.querySelector('.found').getBoundingClientRect();
                const frame = document.querySelector('#picture').getBoundingClientRect();
                return found.left >= frame.left && found.right <= frame.right;
                """)).isEqualTo(true);
        press(Keys.BACK_SPACE, Keys.BACK_SPACE);
        assertThat(browser.text(".count")).isEqualTo("1 of 2");
        press(Keys.ENTER);
        assertThat(browser.text(".count")).isEqualTo("2 of 2");
        press("q");
        assertThat(browser.text(".count"))
                .as("keys in the field are the field's")
                .isEqualTo("not found");
        assertThat(browser.all(".found")).isEmpty();
        press(Keys.ESCAPE, Keys.ARROW_RIGHT);
        assertThat(browser.text("#position")).startsWith("1 / ");
    }
}
