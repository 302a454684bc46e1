package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Folded parts of the playground's picture, and what is stepped while a mistake is typed. */
class PlaygroundPartsTest extends PlaygroundFixture {
    /** 25 folded parts. */
    private static final String LOOP = IntStream.rangeClosed(1, 25)
            .mapToObj(t -> "h%d = relu(w*h%d + 1)\n".formatted(t, t - 1))
            .collect(Collectors.joining("", "w = 1; h0 = 0\n", "f = h25/1"));

    private static final String VALUE_OF_W = "#leaves input[aria-label='value of w']";

    @Test
    void a_mistake_is_marked_as_one_types_and_the_picture_stays() {
        open("x = -2; y = 5; z = -4\nq = x + y\nf = q * z", "");
        type("f = tahn(x)");
        await(() -> !text("#error").isEmpty());
        assertThat(text("#error")).isEqualTo("""
                line 1, column 5: unknown function 'tahn'; did you mean 'tanh'?
                  f = tahn(x)
                      ^^^^""");
        assertThat(find("#program").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(text("#n4 > .val")).isEqualTo("−12");
        type("f = tanh(x)");
        await(() -> text("#error").isEmpty());
        assertThat(text("#n1 > .val")).isEqualTo("0.964");
    }

    /** ∂x³/∂x = 3x². */
    @Test
    void while_a_mistake_is_typed_a_derivative_is_that_of_the_stepped_program() {
        open("x = 3; f = x^3", "");
        type("f = x^");
        await(() -> !text("#error").isEmpty());
        click("#panel .jumps button");
        await(() -> text("#error").isEmpty());
        assertThat(find("#program").getAttribute("value")).contains("f_x");
    }

    /** h2 = w h1 + 1 with h1 = 1, and each ∂h/∂w adds the h before: 0 + 1 + … + 24 = 300 at w = 1. */
    @Test
    void a_folded_part_opens_and_follows_the_leaves() {
        open(LOOP, "&view=circuit");
        openPart("h2");
        assertThat(text("dialog[open] h2")).isEqualTo("h2");
        assertThat(text("dialog[open] [data-name=h2] > .val")).isEqualTo("2");
        assertThat(text("dialog[open] [data-name=w] > .grad")).isEqualTo("300");
        click("dialog[open] button");
        find(VALUE_OF_W).clear();
        find(VALUE_OF_W).sendKeys("2");
        openPart("h2");
        assertThat(text("dialog[open] [data-name=h2] > .val")).isEqualTo("3");
        assertThat(browser.all("dialog")).hasSize(1);
        click("dialog[open] button");
        type("x = 2; f = x*x");
        await(() -> text("#n1 > .val").equals("4"));
        assertThat(browser.all("dialog")).isEmpty();
    }

    @Test
    void a_folded_part_of_the_picture_opens_while_a_mistake_is_typed() {
        open(LOOP, "&view=circuit");
        type("x = 2; f = x*");
        await(() -> !text("#error").isEmpty());
        openPart("h3");
        assertThat(text("dialog[open] [data-name=h3] > .val")).isEqualTo("3"); // by hand
        // The editor gets its focus back with its selection: what is typed then replaces the mistake.
        click("dialog[open] button");
        type("x = 2; f = x*x");
        assertThat(find("#program").getAttribute("value")).isEqualTo("x = 2; f = x*x");
    }

    private static void openPart(String name) {
        run("""
                document.querySelector(`#picture [aria-label="circuit of ${arguments[0]}"]`)
                  .dispatchEvent(new MouseEvent('click', { bubbles: true }))""", name);
        await(() -> !browser.all("dialog[open]").isEmpty());
    }
}
