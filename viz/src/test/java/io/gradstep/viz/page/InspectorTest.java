package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Gates and leaves of a stepper page, clicked and dragged. */
class InspectorTest extends StepperPageFixture {
    private static void click(String css) {
        browser.run(
                "document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', { bubbles: true }))", css);
    }

    /**
     * d = a + a·b, e = d·d at (3, −2): d = −3. Both wires into e have the local −3; a reaches d directly with 1, and
     * through c = a·b with b = −2. So the products are twice −3 and twice 6, and add up to 6.
     */
    @Test
    void a_leaf_shows_its_paths_their_products_and_their_sum() throws IOException {
        open(Graphs.fanOut(), "#step=99");
        click("[data-name=a]");
        assertThat(browser.text("#panel"))
                .contains("4 paths to e, each the product of its locals")
                .contains("a → c → d → e: (−2) · 1 · (−3) = 6")
                .contains("a → d → e: 1 · (−3) = −3")
                .contains("∂e/∂a = 6 + 6 − 3 − 3 = 6");
        browser.find(".paths button").click();
        assertThat(browser.all(".edge.via")).hasSize(3);
        assertThat(browser.inaccessible()).isEmpty();
        browser.find("#back").click();
        assertThat(browser.all(".edge.via")).isEmpty();
    }

    /** ∂(x²y)/∂x = 2 x y, which is −12 at (3, −2), opened from x and stepped, and left again. */
    @Test
    void a_derivative_that_came_with_the_page_is_stepped_as_a_circuit_of_its_own() throws IOException {
        Value x = Value.of(3, "x");
        Value y = Value.of(-2, "y");
        Value f = x.mul(x).mul(y).named("f");
        Value derivative = x.mul(2).mul(y).named("f_x");
        Path file = folder.resolve("derived.html");
        StepperPage.of(Trace.of(f)).derivative("x", Trace.of(derivative)).writeTo(file);
        browser.open(file, "#step=4");
        click("[data-name=x]");
        assertThat(browser.text("#panel")).contains("∂f/∂x as a circuit").doesNotContain("∂f/∂y as a circuit");
        browser.run(
                "[...document.querySelectorAll('.jumps button')].find((b) => /circuit/.test(b.textContent)).click()");
        assertThat(browser.text("h1")).isEqualTo("∂f/∂x, step by step");
        assertThat(browser.text("[data-name=f_x] > .val")).isEmpty();
        browser.find("#next").sendKeys(Keys.END);
        assertThat(browser.text("[data-name=f_x] > .val")).isEqualTo("−12");
        assertThat(browser.text("#panel")).contains("∂f_x/∂x = −4").doesNotContain("as a circuit");
        browser.find("#controls button").click();
        assertThat(browser.text("h1")).isEqualTo("f = x·x·y, step by step");
        assertThat(browser.text("#position")).startsWith("4 / ");
    }

    /** Two to the power of 60 paths, by 60 doublings, each with the product 1. */
    @Test
    void paths_are_counted_without_listing_them() throws IOException {
        Value last = Value.of(1, "x");
        for (int i = 0; i < 60; i++) {
            last = last.add(last);
        }
        open(Graph.of(last.named("f")), "#step=999");
        click("#n0");
        assertThat(browser.text("#panel"))
                .contains("about 1.153e18 paths to f; the 6 largest of them")
                .contains("∂f/∂x = sum of all about 1.153e18 paths = 1.153e18");
        assertThat(browser.all(".paths button")).hasSize(6);
    }

    /** Only what is computed is told: at step 6, × has handed on to q, and not yet to z. */
    @Test
    void a_gate_shows_its_rule_its_numbers_so_far_and_the_way_to_its_steps() throws IOException {
        open(Graphs.lecture(), "#step=1");
        browser.find("#n4").sendKeys(Keys.ENTER);
        assertThat(browser.text("#panel"))
                .contains("The × gate f", "A × gate swaps")
                .doesNotContain("−12", "−4");
        open(Graphs.lecture(), "#step=5");
        click("#n4");
        assertThat(browser.text("#panel"))
                .contains("f = q × z = 3 × (−4) = −12")
                .contains("∂₁(q × z) = z = −4, times upstream 1 = −4")
                .doesNotContain("= 3, times");
        browser.run(
                "[...document.querySelectorAll('.jumps button')].find((b) => b.textContent === arguments[0]).click()",
                "Its forward step");
        assertThat(browser.text("#position")).isEqualTo("3 / 9");
    }

    @Test
    void a_leaf_tells_no_product_before_its_gradient_is_known() throws IOException {
        open(Graphs.lecture(), "#step=4");
        click("#n3");
        assertThat(browser.text("#panel")).contains("1 path to f:", "z → f").doesNotContain("gradient∂", "3");
    }

    /** x from −2 by 60 of the 150 pixels that lead from 0 to 5: 0, so that f = 5 · −4. */
    @Test
    void a_leaf_is_dragged_in_the_picture_of_a_page() throws IOException {
        open(Graphs.lecture(), "#step=99");
        WebElement x = browser.find("#n0");
        new Actions(browser.driver).dragAndDropBy(x, 60, 0).perform();
        assertThat(browser.text("#n4 > .val")).isEqualTo("−20");
        assertThat(browser.text("#panel")).as("no click").doesNotContain("path to");
    }
}
