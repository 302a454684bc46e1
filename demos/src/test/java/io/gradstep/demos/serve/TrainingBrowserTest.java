package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The training playground as a student uses it. */
class TrainingBrowserTest extends PlaygroundFixture {
    private static void openTraining(String more) {
        browser.driver.get("about:blank");
        browser.driver.get(server.url() + "train" + more);
        await(() -> text("#clock").contains("epoch"));
    }

    private static int batch() {
        return Integer.parseInt(text("#clock").split("\\D", 2)[0]);
    }

    private static double weight(int parameter) {
        return Double.parseDouble(text("[data-parameter='" + parameter + "'] title")
                .replace('−', '-')
                .replaceAll("weight ([^,]*),.*", "$1"));
    }

    @Test
    void a_weight_opens_down_to_one_local_rule_in_four_clicks_at_any_batch() {
        openTraining("");
        assertThat(text("#play")).isEqualTo("Play");
        for (int batch : new int[] {0, 3}) {
            while (batch() < batch) {
                int before = batch();
                click("#one-batch");
                await(() -> batch() > before);
            }
            // A line has no box that a driver would click in the middle of.
            run("document.querySelector('[data-parameter=\"2\"]').dispatchEvent(new MouseEvent('click'))");
            await(() -> text("#why h2").startsWith("∂loss/∂w(x1 → h1.2) = "));
            assertThat(browser.all("#why [data-opens=sample]")).hasSize(10);
            click("#why [data-opens=sample]");
            await(() -> text("#why h2").startsWith("sample "));
            assertThat(text("#why .check")).contains("✓");
            click("#why [data-opens=delta]");
            await(() -> text("#why h2").startsWith("δ(h1.2) = "));
            assertThat(browser.all("#why [data-opens=term]")).hasSize(4);
            click("#why [data-opens=gate]");
            await(() -> text("#why h2").equals("The tanh gate of h1.2"));
            assertThat(text("#why .rule")).contains("1 − out²");
            assertThat(text("#why .check")).contains("tanh alone", "✓");
        }
        assertThat(text("#classes")).contains("upper", "lower", "held out");
        // Wide or narrow, nothing sticks out.
        for (int width : new int[] {1920, 1280, 500}) {
            size(width, 900);
            assertThat(run("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
        assertThat(text("#why h2")).isEqualTo("The tanh gate of h1.2");
    }

    @Test
    void it_plays_goes_back_to_the_same_numbers_and_runs_two_trainings_side_by_side() {
        openTraining("");
        double first = weight(0);
        find("body").sendKeys(Keys.SPACE);
        await(() -> batch() > 5);
        find("body").sendKeys(Keys.SPACE);
        await(() -> text("#play").equals("Play"));
        assertThat(weight(0)).isNotEqualTo(first);
        run("const time = document.querySelector('#time'); time.value = 0; time.dispatchEvent(new Event('input'))");
        await(() -> batch() == 0);
        assertThat(weight(0)).isEqualTo(first);
        run("const mistake = document.querySelector('[aria-label^=\"mistake of\"]'); mistake.value = 'no-zero-grad'");
        click("#fork");
        await(() -> text("#other-title").contains("no zeroGrad"));
        click("#one-batch");
        await(() -> batch() == 1);
        assertThat(text("#loss-title")).contains("the other, dashed: training");
        click("[aria-label='add a neuron to layer 2']");
        await(() -> browser.all("#network button").size() == 12);
        assertThat(batch()).isZero();
        drawAPointByKeys();
    }

    private static void drawAPointByKeys() {
        run("const data = document.querySelector('[name=data]'); data.value = 'points';"
                + " data.dispatchEvent(new Event('change'))");
        await(() -> find("#row").getDomAttribute("max").equals("4"));
        // From the middle, which is (0, 0) here, a step to the right.
        find("#map").sendKeys(Keys.ARROW_RIGHT);
        assertThat(text("#map-spoken")).matches("x1 0\\.0\\d+, x2 0");
        find("#map").sendKeys(Keys.ENTER);
        await(() -> find("#row").getDomAttribute("max").equals("5"));
        click("#drawing button");
        await(() -> find("#row").getDomAttribute("max").equals("4"));
        openOneOfManyInputs();
    }

    /** One line stands for the weights of 64 pixels; the panel is open while the network becomes another. */
    private static void openOneOfManyInputs() {
        run("document.querySelector('.hit').dispatchEvent(new MouseEvent('click'))");
        await(() -> text("#why h2").startsWith("∂loss/∂w(x1"));
        run("const data = document.querySelector('[name=data]'); data.value = 'digits';"
                + " data.dispatchEvent(new Event('change'))");
        await(() -> text("#network").contains("out.9"));
        run("document.querySelector('.hit').dispatchEvent(new MouseEvent('click'))");
        await(() -> text("#why h2").startsWith("∂loss/∂w(r"));
        run("const input = document.querySelector('#why input'); input.value = 10;"
                + " input.dispatchEvent(new Event('change'))");
        await(() -> text("#why h2").startsWith("∂loss/∂w(r2c2 → h1.1) = "));
        assertThat(text("#trouble")).isEmpty();
    }

    @Test
    void a_language_model_is_watched_and_its_weights_open_down_to_one_local_rule() {
        browser.driver.get("about:blank");
        browser.driver.get(server.url() + "gpt");
        await(() -> text("#clock").equals("0 of 1000"));
        String written = text("#texts li");
        find("body").sendKeys("b");
        await(() -> text("#clock").equals("1 of 1000"));
        // A weight of the head, which each position uses.
        run("document.querySelector('#tensor').value = 2;"
                + " document.querySelector('#tensor').dispatchEvent(new Event('change'))");
        click("#explain");
        await(() -> text("#why h2").startsWith("∂loss/∂lm_head.weight[0, 0] = "));
        assertThat(browser.all("#why [data-opens=use]")).hasSameSizeAs(browser.all("#positions .loss"));
        assertThat(text("#why")).contains("✓", "m̂ = m / (1 − β₁ᵗ), t = 2");
        click("#why [data-opens=use]");
        await(() -> text("#why h2").startsWith("∂loss/∂lm_head[0] at 0 = "));
        assertThat(text("#why .rule")).startsWith("One dot gate of 32 operands: ");
        assertThat(text("#why .check")).contains("this dot alone", "✓");
        run("const time = document.querySelector('#time'); time.value = 0; time.dispatchEvent(new Event('input'))");
        await(() -> text("#clock").equals("0 of 1000"));
        assertThat(text("#texts li")).isEqualTo(written);
        for (int width : new int[] {1920, 1280, 500}) {
            size(width, 900);
            assertThat(run("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
    }

    @Test
    void a_lesson_in_the_address_is_text_and_locks_what_it_says() {
        String lesson = """
                {"title": "<img src=x onerror=alert(1)>", "caption": "<b>c</b>", "hide": ["seed"], "lock": ["rate"],
                 "start": {"data": "circles"},
                 "question": {"text": "q", "answers": ["<i>a</i>", "b"], "right": 1, "because": "so"}}""";
        openTraining(
                "#lesson=" + URLEncoder.encode(lesson, StandardCharsets.UTF_8).replace("+", "%20"));
        await(() -> text("#lesson-title").equals("<img src=x onerror=alert(1)>"));
        assertThat(browser.all("#lesson img, #lesson b, #lesson i")).isEmpty();
        assertThat(find("#settings [name=rate]").isEnabled()).isFalse();
        assertThat(find("#settings [name=seed]").isDisplayed()).isFalse();
        click("#question label:nth-of-type(2) input");
        assertThat(text("#question [role=status]")).isEqualTo("Right. so");
    }
}
