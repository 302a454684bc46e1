package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import org.junit.jupiter.api.Test;

class InteractiveTest {
    private static CommandLineRun type(String keys) {
        return CommandLineRun.withInput(keys, "step", "f = x*x", "x=3", "--interactive");
    }

    @Test
    void enter_goes_through_all_steps_and_ends() {
        CommandLineRun run = type("\n\n\n\n\n\n");

        assertThat(run.out()).isEqualTo("""
                        f = x*x
                        with x = 3

                        [1 of 6] Enter: next, b: back, q: quit\s
                        Forward: each gate computes its value from its operands
                          f = x × x = 3 × 3 = 9

                        [2 of 6] Enter: next, b: back, q: quit\s
                        Backward: each gate hands its operands their gradients, upstream × local
                          ∂₁: with respect to the gate's first operand, the others held fixed; ∂₂: to its second, \
                        and so on
                          ∂f/∂f = 1   the seed: f changes one for one with itself

                        [3 of 6] Enter: next, b: back, q: quit\s
                          f = x × x
                          A × gate swaps: each operand receives the upstream gradient times the other operand.
                            to x: upstream      ∂f/∂f = 1
                                  local         ∂₁(x × x) = x = 3
                                  contribution  1 · x = 1 · 3 = 3
                                  gradient      so far 3 (1 of 2 branches)

                        [4 of 6] Enter: next, b: back, q: quit\s
                          f = x × x
                          A × gate swaps: each operand receives the upstream gradient times the other operand.
                            to x: upstream      ∂f/∂f = 1
                                  local         ∂₂(x × x) = x = 3
                                  contribution  1 · x = 1 · 3 = 3
                                  gradient      ∂f/∂x = 3 + 3 = 6 (2 of 2 branches)

                        [5 of 6] Enter: next, b: back, q: quit\s
                        Leaves: how f changes with each input
                          name  value  gradient
                          x         3         6

                        [6 of 6] Enter: end, b: back, q: quit \
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void b_shows_the_step_before_again() {
        assertThat(type("\n\nb\nq\n").lines())
                .containsSubsequence(
                        "[2 of 6] Enter: next, b: back, q: quit ",
                        "[3 of 6] Enter: next, b: back, q: quit ",
                        "  f = x × x = 3 × 3 = 9",
                        "[2 of 6] Enter: next, b: back, q: quit ");
    }

    @Test
    void b_at_the_beginning_stays_there() {
        assertThat(type("b\n").lines())
                .containsSubsequence("This is the first page.", "[1 of 6] Enter: next, b: back, q: quit ");
    }

    @Test
    void other_keys_are_explained() {
        assertThat(type("what?\n").lines())
                .containsSubsequence(
                        "Press Enter for the next page, b for the previous, q to quit.",
                        "[1 of 6] Enter: next, b: back, q: quit ");
    }

    @Test
    void end_of_input_ends() {
        assertThat(type("").exitCode()).isZero();
        assertThat(type("\n").lines()).last().isEqualTo("[2 of 6] Enter: next, b: back, q: quit ");
    }

    @Test
    void keyboard_cannot_give_the_program_too() {
        CommandLineRun run = CommandLineRun.withInput("x*x", "step", "-", "x=3", "--interactive");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradstep: --interactive reads the keyboard");
    }
}
