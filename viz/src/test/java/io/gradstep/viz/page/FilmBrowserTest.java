package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A film as its readers use it. */
class FilmBrowserTest extends StepperPageFixture {
    private static final int LAST = 12;

    private void open(FilmPage page, String hash) throws IOException {
        Path file = folder.resolve("film.html");
        page.writeTo(file);
        browser.open(file, hash);
    }

    private static void press(CharSequence keys) {
        browser.find("body").sendKeys(keys);
    }

    private static String position() {
        return browser.text("#position");
    }

    /** n = w x with w a quarter of the epoch and x = 2; the loss is (n − 1)². */
    @Test
    void numbers_are_those_of_the_epoch() throws IOException {
        open(Films.losses(LAST), "");
        for (int epoch = 0; epoch <= LAST; epoch++) {
            double n = 2 * Films.weight(epoch);
            assertThat(browser.text("[data-name=n] > .val")).isEqualTo(Numbers.format(n));
            assertThat(browser.text("[data-name=n] > .grad")).isEqualTo(Numbers.format(2 * (n - 1)));
            assertThat(browser.text("[data-name=loss] > .val")).isEqualTo(Numbers.format((n - 1) * (n - 1)));
            String kind = n > 1 ? "pos" : n < 1 ? "neg" : "wire";
            assertThat(browser.find("#l1_0 path").getAttribute("class")).isEqualTo(kind);
            assertThat(browser.text("#l1_0 title")).isEqualTo("n → loss: gradient " + Numbers.format(2 * (n - 1)));
            assertThat(browser.text("#facts")).isEqualTo(facts(epoch)).isEqualTo(browser.text("#spoken"));
            press(Keys.ARROW_RIGHT);
        }
    }

    private static String facts(int epoch) {
        String training = "training " + Numbers.format(1.0 / epoch) + " · ";
        String validation = "validation " + (epoch == 3 ? "NaN" : Numbers.format(1.5 / epoch)) + " · ";
        int wrong = epoch == 1 || epoch == 2 ? 0 : 1;
        return "Epoch " + epoch + (epoch == 0 ? ", before training: " : ": ")
                + (epoch == 0 ? "" : training + validation) + wrong + " of 2 misclassified";
    }

    @Test
    void the_map_and_the_cursor_follow() throws IOException {
        open(Films.losses(LAST), "#epoch=1");
        String border = border();
        String cursor = cursor();
        assertThat(browser.all("#rings path[d='']")).hasSize(1);
        assertThat(browser.text("#wrong")).contains("misclassified (0)");
        press(Keys.ARROW_RIGHT);
        assertThat(border()).isNotEqualTo(border);
        assertThat(cursor()).isNotEqualTo(cursor);
        press(Keys.ARROW_RIGHT);
        assertThat(browser.text("#wrong")).contains("misclassified (1)");
        assertThat(browser.all("#rings path[d='']")).isEmpty();
        assertThat(browser.all(".dot[visibility=visible]"))
                .as("no dot on a gap")
                .hasSize(1);
        press(Keys.HOME);
        assertThat(browser.all(".dot[visibility=visible]")).isEmpty();
    }

    /** A curve is drawn as far as the training has come, and nothing tells how it ends. */
    @Test
    void what_is_still_to_come_is_not_shown() throws IOException {
        open(Films.losses(LAST), "#epoch=12");
        String whole = curve();
        press(Keys.ARROW_LEFT);
        String before = curve();
        assertThat(whole).startsWith(before).isNotEqualTo(before);
        press(Keys.HOME);
        assertThat(curve()).doesNotContain("L");
        assertThat(browser.all("svg desc")).isEmpty();
        press(Keys.END);
        assertThat(curve()).isEqualTo(whole);
    }

    private static String curve() {
        return browser.find("#chart #s0 > path").getAttribute("d");
    }

    private static String border() {
        return browser.find("#borders path").getAttribute("d");
    }

    private static String cursor() {
        return browser.find(".cursor").getAttribute("transform");
    }

    /** JavaScript draws the last frame as Java drew it. */
    @Test
    void the_last_epoch_is_the_picture_that_was_there() throws IOException {
        Path file = folder.resolve("film.html");
        Films.losses(LAST).writeTo(file);
        String numbers = "return [...document.querySelectorAll('#network .val, #network .grad')]"
                + ".map((text) => text.textContent).join(' ')";
        String regions = "return [...document.querySelectorAll('.region path')].map((area) => area.getAttribute('d')"
                + " + getComputedStyle(area).fill + area.getAttribute('fill-opacity')).join(' ')";
        browser.open(file, "#epoch=12");
        Object drawn = browser.run(numbers);
        Object shades = browser.run(regions);
        String facts = browser.text("#facts");
        String html = Films.losses(LAST).html().replaceAll("(?s)<script>.*?</script>", "");
        Files.writeString(file, html);
        browser.open(file, "");
        assertThat(browser.run(numbers)).isEqualTo(drawn);
        assertThat(browser.run(regions)).isEqualTo(shades);
        assertThat(browser.text("#facts")).isEqualTo(facts);
    }

    @Test
    void buttons_slider_and_keys_go_from_epoch_to_epoch() throws IOException {
        open(Films.losses(LAST), "");
        assertThat(position()).isEqualTo("epoch 0 / 12");
        assertThat(browser.find("#back").isEnabled()).isFalse();
        browser.find("#next").click();
        browser.find("#next").click();
        browser.find("#back").click();
        assertThat(position()).isEqualTo("epoch 1 / 12");
        press(Keys.END);
        assertThat(position()).isEqualTo("epoch 12 / 12");
        assertThat(browser.find("#next").isEnabled()).isFalse();
        press(Keys.ARROW_LEFT);
        assertThat(position()).isEqualTo("epoch 11 / 12");
        browser.find("#first").click();
        assertThat(position()).isEqualTo("epoch 0 / 12");
        browser.find("#slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(position()).isEqualTo("epoch 3 / 12");
        assertThat(browser.find("#slider").getAttribute("aria-valuetext")).isEqualTo("epoch 3 / 12");
        press(Keys.HOME);
        assertThat(position()).isEqualTo("epoch 0 / 12");
    }

    @Test
    void it_plays_to_the_end_and_tells_only_where_it_stops() throws IOException {
        open(Films.losses(LAST), "#epoch=8");
        press(Keys.SPACE);
        assertThat(browser.text("#play")).isEqualTo("Pause");
        Browser.await(() -> position().equals("epoch 12 / 12"));
        assertThat(browser.text("#play")).isEqualTo("Play");
        assertThat(browser.text("#spoken")).startsWith("Epoch 12: ");
        browser.find("#play").click();
        assertThat(browser.text("#play")).isEqualTo("Pause");
        browser.find("#play").click();
        assertThat(browser.text("#play")).isEqualTo("Play");
        assertThat(browser.text("#spoken")).isEqualTo(browser.text("#facts"));
    }

    @Test
    void the_address_names_the_epoch() throws IOException {
        open(Films.slope(5, 9).frame(20, (x, y) -> new double[] {1, 0}).build(), "#epoch=7");
        assertThat(position()).isEqualTo("epoch 7 / 20");
        press(Keys.ARROW_RIGHT);
        assertThat(browser.driver.getCurrentUrl()).endsWith("#epoch=8");
        browser.run("location.hash = '#epoch=19'");
        Browser.await(() -> position().equals("epoch 9 / 20"));
        browser.run("location.hash = '#epoch=99'");
        Browser.await(() -> position().equals("epoch 20 / 20"));
        browser.run("location.hash = '#epoch=1'");
        Browser.await(() -> position().equals("epoch 5 / 20"));
    }

    @Test
    void names_are_shown_and_never_run() throws IOException {
        open(Films.hostile(), "");
        press(Keys.END);
        assertThat(browser.driver.getTitle()).startsWith("</script><script>");
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.text("figcaption")).startsWith("<img");
    }

    @Test
    void a_film_of_one_frame_is_a_page_too() throws IOException {
        open(Films.slope(0, 0).build(), "#epoch=3");
        press(Keys.ARROW_RIGHT);
        press(Keys.SPACE);
        assertThat(position()).isEqualTo("epoch 0 / 0");
        assertThat(browser.text("#play")).isEqualTo("Play");
    }

    @Test
    void it_fits_a_phone() throws IOException {
        open(Films.losses(LAST), "#epoch=5");
        browser.size(400, 800);
        assertThat(browser.run("const e = document.documentElement; return e.scrollWidth - e.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.all("#controls button"))
                .allSatisfy(button -> assertThat(button.getSize().getHeight()).isGreaterThanOrEqualTo(38));
    }

    @Test
    void everybody_can_use_it() throws IOException {
        open(Films.losses(LAST), "#epoch=5");
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            for (int width : new int[] {400, 1100, 1600}) {
                browser.size(width, 800);
                assertThat(dark ? browser.unreadable() : browser.inaccessible())
                        .as("%d pixels, dark: %b", width, dark)
                        .isEmpty();
            }
        }
        browser.dark(false);
    }

    /** 1 + 2 + … + 70 = 2485. */
    @Test
    void a_large_layer_is_folded_a_sample_is_chosen_and_dead_neurons_are_told() throws IOException {
        open(Films.folded(3), "#epoch=2");
        assertThat(browser.text("#answer")).isEqualTo("The loss is 4970.0.");
        assertThat(browser.all("#network .neuron")).hasSize(3);
        assertThat(browser.text("#network .neuron g:nth-of-type(70) > title"))
                .isEqualTo("layer1.neuron70: value 140, gradient 1");
        assertThat(browser.text("#facts")).doesNotContain("dead");
        assertThat(browser.find("#pixels > path:nth-child(3)").getAttribute("fill-opacity"))
                .isEqualTo("1");
        browser.find("#sample option:nth-child(2)").click();
        assertThat(browser.text("#answer")).isEqualTo("The loss is -4970.0.");
        assertThat(browser.find("#pixels > path:nth-child(3)").getAttribute("fill-opacity"))
                .isEqualTo("0");
        press(Keys.END);
        assertThat(browser.text("#facts")).contains("⚠ 1 dead (layer1.neuron2)");
        assertThat(browser.text("tr.dead")).startsWith("neuron2").contains("−6", "1");
        browser.find("#network .neuron[role=button]").click();
        assertThat(browser.find("dialog").isDisplayed()).isTrue();
        browser.find("dialog button").click();
        browser.size(1280, 800);
        List<?> bottoms = (List<?>) browser.run("return [...document.querySelectorAll('#panels svg')]"
                + ".map((svg) => svg.getBoundingClientRect().bottom)");
        assertThat(bottoms)
                .hasSize(2)
                .allSatisfy(
                        bottom -> assertThat(((Number) bottom).doubleValue()).isLessThan(800));
    }

    @Test
    void without_javascript_it_shows_the_last_epoch() throws IOException {
        Path file = folder.resolve("film.html");
        Films.losses(LAST).writeTo(file);
        try {
            browser.scripts(false).size(800, 600).open(file, "");
            assertThat(browser.find("#facts").getText()).isEqualTo(facts(LAST));
            assertThat(browser.find("[data-name=n] > .val").getText()).isEqualTo("6");
            assertThat(browser.find("noscript").getText()).contains("last epoch");
            assertThat(browser.find("#controls").isDisplayed()).isFalse();
        } finally {
            browser.scripts(true);
        }
    }
}
