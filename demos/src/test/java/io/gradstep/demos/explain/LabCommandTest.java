package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCommandTest {
    @TempDir
    private Path folder;

    // e = d·d with d = a + c and c = a·b at a = 3, b = −2; by hand: d −6, c −6, a 6, b −18.
    private static final String[] FAN_OUT = {"lab", "c = a*b; d = a + c; e = d*d", "a=3", "b=-2"};

    @Test
    void shows_where_a_mistake_goes_wrong_beside_the_right_numbers() {
        assertThat(CommandLineRun.of("lab", FAN_OUT[1], FAN_OUT[2], FAN_OUT[3], "--mistake", "assign")
                        .out())
                .startsWith("Mistake: assign instead of accumulate\n")
                .endsWith("""

                          node  right  with the mistake
                          e         1                 1
                          d        -6                -3  goes wrong here first
                          c        -6                -3  wrong
                          b       -18                -9  wrong
                          a         6                 6
                        """);
    }

    @Test
    void shows_all_mistakes_without_a_choice() {
        assertThat(CommandLineRun.of(FAN_OUT).lines())
                .filteredOn(line -> line.startsWith("Mistake: "))
                .containsExactly(
                        "Mistake: assign instead of accumulate",
                        "Mistake: depth first without topological order",
                        "Mistake: no zeroGrad between steps",
                        "Mistake: interior gradients not reset between passes");
    }

    @Test
    void says_that_a_mistake_does_no_harm() {
        assertThat(CommandLineRun.of("lab", "(x+y)z", "x=1", "y=2", "z=3", "--mistake", "depth-first")
                        .out())
                .contains("It has no effect in this graph: all gradients are right.");
    }

    @Test
    void unknown_mistakes_are_refused_with_the_choices() {
        CommandLineRun run = CommandLineRun.of("lab", "x", "x=1", "--mistake", "asign");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no mistake 'asign'")
                .contains("assign, depth-first, no-zero-grad, interiors-not-reset");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_page_is_written_instead_of_the_tables() {
        Path page = folder.resolve("lab.html");

        assertThat(CommandLineRun.of("lab", "x*x", "x=3", "-o", page.toString()))
                .isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(page).content().contains("<title>Lab: f = x·x</title>", "depth first without topological order");
    }

    @Test
    void a_page_of_nothing_or_of_another_kind_is_refused() {
        Path page = folder.resolve("lab.html");

        assertThat(CommandLineRun.of("lab", "x", "x=3", "-o", page.toString()).err())
                .contains("no gate that passes a gradient")
                .hasLineCount(1);
        assertThat(CommandLineRun.of("lab", "x*x", "x=3", "-o", "lab.svg").err())
                .isEqualTo("gradstep: the lab is a web page, so its file name must end in .html, but 'lab.svg' does"
                        + " not\n");
        assertThat(folder).isEmptyDirectory();
    }
}
