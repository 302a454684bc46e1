package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The playground as people use it. */
class PlaygroundBrowserTest extends PlaygroundFixture {
    /** 0 x, 1 y, 2 q = x + y, 3 z, 4 f = q z: q = 3, f = −12, and the gradients −4, −4 and 3. */
    private static final String LECTURE = "x = -2; y = 5; z = -4\nq = x + y\nf = q * z";

    private static String number(int node, String kind) {
        return text("#n" + node + " > ." + kind);
    }

    private static WebElement leaf(String name) {
        return find("#leaves input[aria-label='value of " + name + "']");
    }

    private static WebElement slider(String name) {
        return find("#leaves input[aria-label='slider for " + name + "']");
    }

    @Test
    void it_opens_with_the_first_circuit_of_the_notes() {
        openAt(server.url());
        assertThat(number(4, "val")).isEqualTo("−12");
        assertThat(number(3, "grad")).isEqualTo("3");
        assertThat(text("#panel")).contains("Every leaf has its gradient");
    }

    @Test
    void what_is_typed_is_drawn() {
        openAt(server.url());
        type("a = 3\nf = a*a");
        await(() -> number(1, "val").equals("9"));
        assertThat(number(0, "grad")).isEqualTo("6");
        type("2x + y");
        await(() -> text("#notes").contains("no value for x, y; small numbers stand in"));
        assertThat(text("#leaves")).contains("x", "y");
    }

    private static List<WebElement> options() {
        return browser.all("#preset option");
    }

    @Test
    void every_preset_is_drawn() {
        openAt(server.url());
        await(() -> options().size() > 10);
        int count = options().size();
        for (int i = 1; i < count; i++) {
            run("document.querySelector('#picture').replaceChildren()");
            options().get(i).click();
            await(() -> !browser.all("#picture svg #n0").isEmpty());
            assertThat(text("#error")).as("preset %d", i).isEmpty();
            assertThat(text("#panel")).contains("Every leaf has its gradient");
        }
    }

    /** 1 − tanh²(0.5) is 0.786447733 by 50-digit arithmetic. */
    @Test
    void the_language_panel_opens_and_its_examples_go_into_the_editor() {
        openAt(server.url());
        assertThat(find("#language dl").isDisplayed()).isFalse();
        click("#language summary");
        assertThat(find("#language dl").isDisplayed()).isTrue();
        find("#language").findElement(By.linkText("x = 0.5; tanh(x)")).click();
        await(() -> number(1, "val").equals("0.4621"));
        assertThat(number(0, "grad")).isEqualTo("0.7864");
        assertThat(find("#program").getAttribute("value")).isEqualTo("x = 0.5; tanh(x)");
    }

    @Test
    void the_language_panel_fits_a_phone() {
        size(400, 900);
        openAt(server.url());
        click("#language summary");
        assertThat(run("const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                .isEqualTo(0L);
    }

    @Test
    void steps_are_played() {
        open(LECTURE, "&step=0");
        assertThat(text("#position")).isEqualTo("0 / 9");
        assertThat(number(0, "val")).isEmpty();
        click("#next");
        assertThat(number(0, "val")).isEqualTo("−2");
        find("body").sendKeys(Keys.ARROW_RIGHT);
        assertThat(number(2, "val")).isEqualTo("3");
        find("body").sendKeys(Keys.END);
        assertThat(text("#position")).isEqualTo("9 / 9");
        find("#program").sendKeys(Keys.HOME, " ");
        assertThat(text("#position")).as("keys in the editor are the editor's").isEqualTo("9 / 9");
    }

    /** x = 1 gives q = 6 and f = −24. */
    @Test
    void leaves_are_changed_by_number_slider_and_dragging() {
        open(LECTURE, "");
        leaf("x").clear();
        leaf("x").sendKeys("1");
        assertThat(number(2, "val")).isEqualTo("6");
        assertThat(number(4, "val")).isEqualTo("−24");
        slider("x").sendKeys(Keys.ARROW_RIGHT);
        assertThat(leaf("x").getAttribute("value")).isEqualTo("1.025");
        assertThat(number(2, "val")).isEqualTo("6.025");
        assertThat(text("#position")).as("keys on a slider are the slider's").isEqualTo("9 / 9");
        new Actions(browser.driver).dragAndDropBy(find("#n0"), 60, 0).perform();
        // 60 of the 150 pixels that lead from 0 to 5
        assertThat(leaf("x").getAttribute("value")).isEqualTo("3.025");
        assertThat(number(4, "val")).isEqualTo("−32.1");
        assertThat(slider("x").getAttribute("value")).isEqualTo("3.025");
    }

    @Test
    void what_was_dragged_stays_until_the_program_gives_another_number() {
        open(LECTURE, "");
        leaf("x").clear();
        leaf("x").sendKeys("1");
        find("#program").sendKeys(" + 1");
        await(() -> number(6, "val").equals("−23"));
        type("x = -2; f = x*x");
        await(() -> number(1, "val").equals("1"));
        type("x = 7; f = x*x");
        await(() -> number(1, "val").equals("49"));
    }

    @Test
    void what_is_odd_is_said_anew_for_other_leaves() {
        open("x = 1; log(x)", "");
        assertThat(text("#notes")).isEmpty();
        leaf("x").clear();
        leaf("x").sendKeys("0");
        await(() -> text("#notes").startsWith("f is -Infinity: log(x) with x = 0."));
        slider("x").sendKeys(Keys.ARROW_RIGHT);
        await(() -> text("#notes").isEmpty());
    }

    /** f = log(x)·y at x = 0: log(x) comes at step 2, the gradient of y at step 6. */
    @Test
    void what_is_odd_is_said_when_it_is_computed() {
        open("x = 0; y = 1; f = log(x)*y", "&step=1");
        assertThat(text("#notes")).isEmpty();
        click("#next");
        assertThat(text("#notes")).isEqualTo("v1 is -Infinity: log(x) with x = 0.");
        find("body").sendKeys(Keys.END);
        assertThat(text("#notes")).contains("receives upstream × local = 1 × -Infinity = -Infinity");
    }

    @Test
    void the_quiz_asks() {
        open(LECTURE, "&step=4");
        click("#quiz");
        click("#next");
        assertThat(text("#panel")).contains("Quiz What goes through the × gate to q?");
        find("#answer").sendKeys("4", Keys.ENTER);
        assertThat(text("#panel .hint")).isEqualTo("The sign is wrong.");
        find("#answer").sendKeys("-4", Keys.ENTER);
        assertThat(text("#score")).isEqualTo("Score: 0 of 1 at first try, 1 after a hint");
    }

    @Test
    void the_quiz_leaves_those_who_type_or_drag_alone() {
        open(LECTURE, "&step=4");
        click("#quiz");
        click("#next");
        leaf("x").sendKeys("1");
        assertThat(run("return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("value of x");
        type("x = 3; x*x");
        await(() -> number(1, "op").isEmpty() && text("#position").equals("0 / 6"));
        assertThat(run("return document.activeElement.id")).isEqualTo("program");
    }

    @Test
    void a_link_leads_to_the_same() {
        open(LECTURE, "");
        type("`w=1` = 3; x = -1\nf = `w=1` * x + 50");
        await(() -> text("#leaves").contains("w=1"));
        WebElement w = leaf("w=1");
        w.clear();
        w.sendKeys("−2.5e-3");
        click("#view option[value=cards]");
        await(() -> !browser.all("#picture .card").isEmpty());
        click("#back");
        click("#back");
        click("#share");
        await(() -> !text("#status").isEmpty());
        String url = browser.driver.getCurrentUrl();
        String position = text("#position");
        String panel = text("#panel");
        openAt(url);
        assertThat(find("#program").getAttribute("value")).isEqualTo("`w=1` = 3; x = -1\nf = `w=1` * x + 50");
        assertThat(leaf("w=1").getAttribute("value")).isEqualTo("−0.0025");
        assertThat(text("#position")).isEqualTo(position);
        assertThat(text("#panel")).isEqualTo(panel);
        assertThat(find("#view").getAttribute("value")).isEqualTo("cards");
    }

    @Test
    void a_link_that_is_pasted_into_the_open_page_is_followed() {
        open(LECTURE, "");
        run("location.hash = '#program=x%3D3%3B+x*x&set=x%3D5&step=3'");
        await(() -> text("#position").equals("3 / 6"));
        assertThat(number(1, "val")).isEqualTo("25");
    }

    @Test
    void changed_leaves_are_reset_to_the_programs_numbers() {
        open(LECTURE, "");
        assertThat(find("#reset").isEnabled()).isFalse();
        leaf("x").sendKeys("1");
        assertThat(number(0, "val")).isEqualTo("−21");
        assertThat(text("#changed")).startsWith("Changed below: x = −21 in place of −2.");
        click("#reset");
        await(() -> number(0, "val").equals("−2"));
        assertThat(find("#reset").isEnabled()).isFalse();
        assertThat(text("#changed")).isEmpty();
    }

    /** ∂x³/∂x = 3x² = 12 at 2. */
    @Test
    void a_derivative_opens_as_a_circuit_of_its_own_and_the_browser_leads_back() {
        open("x = 3; f = x^3", "&set=x%3D2");
        click("#panel .jumps button");
        await(() -> find("#program").getAttribute("value").contains("f_x"));
        browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))");
        await(() -> text("#panel").contains("∂f_x/∂x = 12"));
        assertThat(text("#panel")).as("to be differentiated again").contains("∂f_x/∂x as a circuit");
        browser.driver.navigate().back();
        await(() -> find("#program").getAttribute("value").equals("x = 3; f = x^3"));
        await(() -> text("#panel").contains("∂f/∂x = 12"));
    }

    @Test
    void pictures_and_the_page_are_downloaded_as_they_are_shown() throws IOException {
        open(LECTURE, "&set=x%3D1");
        for (String format : List.of("svg", "png", "html")) {
            Path file = downloads.resolve("gradstep." + format);
            click("#" + format);
            await(() -> Files.exists(file) && file.toFile().length() > 0);
            byte[] bytes = Files.readAllBytes(file);
            if (format.equals("png")) {
                assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
            } else {
                assertThat(Files.readString(file)).contains(">−24</text>");
            }
        }
    }

    @Test
    void gates_are_spelled_out_on_demand() {
        open("x = 0; sigmoid(x)", "");
        assertThat(text("#position")).isEqualTo("5 / 5");
        click("#expand");
        await(() -> !text("#position").equals("5 / 5"));
        assertThat(text("#leaves .grad")).isEqualTo("0.25");
    }

    /** A name is text in the picture, in the table, in the panel, in notes and in errors. */
    @Test
    void hostile_names_are_shown_and_never_run() {
        String name = "<img src=x onerror=window.ran=1>";
        open("`" + name + "` * 2", "");
        assertThat(text("#leaves th")).isEqualTo(name);
        assertThat(text("#notes")).contains(name);
        click("#back");
        click("#back");
        type("`" + name + "`(2)");
        await(() -> !text("#error").isEmpty());
        assertThat(text("#error")).contains("<img");
        assertThat(run("return document.querySelectorAll('main img').length")).isEqualTo(0L);
        assertThat(run("return window.ran ?? null")).isNull();
    }

    @Test
    void a_program_that_is_too_large_is_refused_in_words() {
        open("x = 1; x*x", "");
        run("document.getElementById('program').value = 'x' + '+x'.repeat(2000)");
        find("#program").sendKeys(" ");
        await(() -> text("#error").contains("the gates of this program take 4,000 operands"));
        // Chromium logs every error response on its console.
        assertThat(browser.driver.manage().logs().get("browser").getAll())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getMessage()).contains("422"));
    }

    @Test
    void it_fits_a_phone() {
        size(400, 800);
        for (String program : List.of(LECTURE, "x".repeat(60) + " + 1", "tanh(a*b + c*d + e)")) {
            open(program, "&step=5");
            assertThat(run("const e = document.documentElement; return e.scrollWidth - e.clientWidth"))
                    .isEqualTo(0L);
        }
    }

    /** Contrast, names, roles and order, in both colour schemes, with and without a mistake. */
    @Test
    void everybody_can_use_it() {
        for (boolean dark : new boolean[] {false, true}) {
            dark(dark);
            open(LECTURE, "");
            for (String step : List.of("0", "3", "6", "9")) {
                run("""
                        const slider = document.getElementById('slider');
                        slider.value = arguments[0];
                        slider.dispatchEvent(new Event('input', { bubbles: true }));
                        """, step);
                assertThat(text("#position")).isEqualTo(step + " / 9");
                assertAccessible("step " + step, dark);
            }
            type("x + tahn(y)");
            await(() -> !text("#error").isEmpty());
            assertAccessible("a mistake", dark);
            click("#language summary");
            assertAccessible("the language", dark);
        }
    }

    private static void assertAccessible(String state, boolean dark) {
        assertThat(dark ? browser.unreadable() : browser.inaccessible())
                .as("%s, dark: %s", state, dark)
                .isEmpty();
    }
}
