package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weight of a language model's page, opened in a browser. */
class LanguagePageTest {
    @TempDir
    private Path folder;

    /**
     * The gradient of a map's weight [0,j] is the sum over positions of upstream × input j: (−0.75)·2 + 0.25·0.5 =
     * −1.375 and (−0.75)·3 + 0.25·1 = −2. That of a table's number, the sum over the positions that take its row: twice
     * 1/3, of which no decimals add up.
     */
    @Test
    void a_weight_opens_down_to_upstream_times_local_at_each_position() throws IOException {
        LanguagePage.Builder page = LanguagePage.builder("A model reads <ab>");
        page.position("a", "b", 0.25, Math.log(4)).position("b", "a", 0.5, Math.log(2));
        page.attention("layer 0, head 0", new double[][] {{1}, {0.25, 0.75}});
        page.map("head", new double[][] {{0.5, -1}}, new double[][] {{2, 3}, {0.5, 1}}, new double[][] {{-0.75}, {0.25}
        });
        page.table("wte", new double[][] {{7}, {8}}, new int[] {1, 1}, new double[][] {{1 / 3.0}, {1 / 3.0}});
        Path file = folder.resolve("page.html");
        page.build().writeTo(file);
        Browser browser = Browser.shared().open(file, "");
        assertThat(browser.text("h1")).isEqualTo("A model reads <ab>");
        assertThat(browser.text("#opened"))
                .contains("head[0,0] = 0.5")
                .contains("0a−0.752−1.5" + "1b0.250.50.125")
                .contains("gradient = sum of upstream × local = −1.375");
        browser.all("#grid rect").get(1).click();
        assertThat(browser.text("#opened")).contains("head[0,1] = −1").endsWith("× local = −2");
        set(browser, "#weights", "1");
        assertThat(browser.text("#opened"))
                .contains("wte[0,0] = 7")
                .doesNotContain("a0.3333")
                .endsWith("× local = 0");
        set(browser, "#row", "1");
        assertThat(browser.text("#opened"))
                .contains("0a0.333310.3333" + "1b0.333310.3333")
                .endsWith("gradient = sum of upstream × local ≈ 0.6667");
        assertThat(browser.inaccessible()).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    private static void set(Browser browser, String css, String value) {
        browser.run(
                "const field = document.querySelector(arguments[0]);"
                        + "field.value = arguments[1];"
                        + "['input', 'change'].forEach((type) => field.dispatchEvent(new Event(type)));",
                css,
                value);
    }
}
