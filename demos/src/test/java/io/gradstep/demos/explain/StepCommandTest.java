package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCommandTest {
    /** f = (x+y)z at −2, 5, −4, worked by hand in the lecture's order. */
    @Test
    void lecture_example_is_told_from_the_first_gate_to_the_leaves() {
        CommandLineRun run = CommandLineRun.of("step", "q = x + y; f = q * z", "x=-2", "y=5", "z=-4");

        assertThat(run.out()).isEqualTo("""
                        q = x + y; f = q * z
                        with x = -2, y = 5, z = -4

                        Forward: each gate computes its value from its operands
                          q = x + y = -2 + 5 = 3
                          f = q × z = 3 × (-4) = -12

                        Backward: each gate hands its operands their gradients, upstream × local
                          ∂₁: with respect to the gate's first operand, the others held fixed; ∂₂: to its second, \
                        and so on
                          ∂f/∂f = 1   the seed: f changes one for one with itself

                          f = q × z
                          A × gate swaps: each operand receives the upstream gradient times the other operand.
                            to q: upstream      ∂f/∂f = 1
                                  local         ∂₁(q × z) = z = -4
                                  contribution  1 · z = 1 · (-4) = -4
                                  gradient      ∂f/∂q = -4
                            to z: upstream      ∂f/∂f = 1
                                  local         ∂₂(q × z) = q = 3
                                  contribution  1 · q = 1 · 3 = 3
                                  gradient      ∂f/∂z = 3

                          q = x + y
                          A + gate distributes: it hands the upstream gradient unchanged to every operand.
                            to x: upstream      ∂f/∂q = -4
                                  local         ∂₁(x + y) = 1
                                  contribution  -4 · 1 = -4
                                  gradient      ∂f/∂x = -4
                            to y: upstream      ∂f/∂q = -4
                                  local         ∂₂(x + y) = 1
                                  contribution  -4 · 1 = -4
                                  gradient      ∂f/∂y = -4

                        Leaves: how f changes with each input
                          name  value  gradient
                          x        -2        -4
                          y         5        -4
                          z        -4         3
                        """);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void intermediate_without_a_name_gets_one() {
        assertThat(CommandLineRun.of("step", "f=(x+y)z", "x=-2", "y=5", "z=-4").lines())
                .contains(
                        "  v1 = x + y = -2 + 5 = 3",
                        "  f  = v1 × z = 3 × (-4) = -12",
                        "    to v1: upstream      ∂f/∂f = 1",
                        "    to z:  upstream      ∂f/∂f = 1",
                        "           local         ∂₂(v1 × z) = v1 = 3");
    }

    @Test
    void gradients_of_a_value_used_twice_add_up() {
        assertThat(CommandLineRun.of("step", "b = a*a", "a=3").lines())
                .containsSubsequence(
                        "          gradient      so far 3 (1 of 2 branches)",
                        "          gradient      ∂b/∂a = 3 + 3 = 6 (2 of 2 branches)");
    }

    /** tanh(0.881373587…) = √½, so that the local derivative is 1 − ½ (Karpathy's neuron). */
    @Test
    void local_derivative_is_a_formula_and_a_number() {
        assertThat(CommandLineRun.of("step", "o = tanh(n)", "n=0.8813735870195432")
                        .lines())
                .contains(
                        "  o = tanh(n) = tanh(0.881373587) = 0.7071067812",
                        "          local         ∂₁ tanh(n) = 1 − o^2 = 0.5",
                        "          contribution  1 · (1 − o^2) = 1 · 0.5 = 0.5");
    }

    @Test
    void negative_base_stands_in_parentheses() {
        assertThat(CommandLineRun.of("step", "-x^2", "x=-3").lines())
                .contains("  v1 = x^2 = (-3)^2 = 9", "  f  = −v1 = -9", "           local         ∂₁(−v1) = -1");
    }

    @Test
    void constants_receive_no_gradient() {
        assertThat(CommandLineRun.of("step", "2*3").lines())
                .contains("  f = 2 × 3 = 6", "  none: f is a constant")
                .noneMatch(line -> line.contains("Backward"));
    }

    @Test
    void input_as_output_is_the_seed_alone() {
        assertThat(CommandLineRun.of("step", "x", "x=7").lines())
                .contains("  ∂x/∂x = 1   the seed: x changes one for one with itself", "  x         7         1");
    }

    @Test
    void input_that_the_output_does_not_depend_on_is_said_to_be_one() {
        assertThat(CommandLineRun.of("step", "q = x + y; f = 2*x", "x=1", "y=5").lines())
                .contains("  y         5         0  f does not depend on it");
    }

    @Test
    void place_where_infinity_arose_is_named() {
        assertThat(CommandLineRun.of("step", "1/(1 + exp(-x))", "x=-1000").lines())
                .contains("Note: v2 is Infinity: exp(v1) with v1 = 1000.");
    }

    @Test
    void long_list_of_operands_is_cut_in_the_middle() {
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "x" + i).toList();
        String program = names.stream().map(name -> name + " = 1; ").collect(Collectors.joining());

        assertThat(CommandLineRun.of("step", program + "sum(" + String.join(", ", names) + ")")
                        .lines())
                .contains("  f = sum(x0, x1, x2, x3, x4, x5, x6, x7, … 90 more …, x98, x99)"
                        + " = sum(1, 1, 1, 1, 1, 1, 1, 1, … 90 more …, 1, 1) = 100");
    }

    @Test
    void odd_names_are_shown_as_a_program_writes_them() {
        assertThat(CommandLineRun.of("step", "`my x` * `\\u001b[31m`", "`my x`=2", "`\\u001b[31m`=3")
                        .out())
                .contains("f = `my x` × `\\u001b[31m` = 2 × 3 = 6")
                .doesNotContain("\u001b");
    }

    @Test
    void long_rule_is_broken_between_words() {
        assertThat(CommandLineRun.of("step", "dot(w, x, b)", "w=2", "x=3", "b=1")
                        .lines())
                .contains("  A dot gate swaps pair by pair: each weight receives the upstream gradient times its input,"
                        + " each")
                .allMatch(line -> line.length() <= 102);
    }

    @Test
    void graph_of_a_hundred_thousand_gates_is_told_to_the_end() {
        StringBuilder program = new StringBuilder("v0 = x + 1\n");
        for (int i = 1; i < 100_000; i++) {
            program.append("v%d = v%d + 1\n".formatted(i, i - 1));
        }

        CommandLineRun run = CommandLineRun.withInput(program.toString(), "step", "-", "x=0");

        // Not line by line: there are two million.
        assertThat(run.out().contains("\n  v99999 = v99998 + 1 = 99999 + 1 = 100000\n"))
                .isTrue();
        assertThat(run.out().endsWith("\n  x         0         1\n")).isTrue();
    }

    @Test
    void svg_is_drawn_beside_the_text(@TempDir Path folder) throws IOException {
        Path svg = folder.resolve("f.svg");

        CommandLineRun run = CommandLineRun.of("step", "f=(x+y)z", "x=-2", "y=5", "z=-4", "--svg", svg.toString());

        assertThat(run.lines()).endsWith("", "Circuit saved to " + svg + ".");
        assertThat(Files.readString(svg)).startsWith("<svg").contains("−12", "−4", "</svg>");
        assertThat(folder).isDirectoryContaining(svg::equals);
    }

    @Test
    void page_that_plays_the_steps_is_written_beside_the_text(@TempDir Path folder) throws IOException {
        Path html = folder.resolve("f.html");

        CommandLineRun run = CommandLineRun.of("step", "f = tanh(x)", "x=0.5", "--expand", "--html", html.toString());

        assertThat(run.lines()).endsWith("", "Interactive page saved to " + html + ".");
        assertThat(Files.readString(html))
                .startsWith("<!DOCTYPE html>")
                .contains("An expm1 gate scales by")
                .doesNotContain("A tanh gate");
        assertThat(folder).isDirectoryContaining(html::equals);
    }

    @Test
    void nothing_is_told_if_the_picture_cannot_be_drawn(@TempDir Path folder) {
        Path svg = folder.resolve("no/such/folder/f.svg");

        CommandLineRun run = CommandLineRun.of("step", "x*y", "x=1", "y=2", "--svg", svg.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("gradstep: " + svg + " cannot be written: ");
    }

    @Test
    void expand_spells_coarse_gates_out() {
        assertThat(CommandLineRun.of("step", "f = sigmoid(n)", "n=0", "--expand")
                        .out())
                .contains("v1 = −n = −0", "v2 = exp(v1)", "v3 = v2 + 1 = 1 + 1 = 2", "f  = 1 ÷ v3 = 1 ÷ 2 = 0.5")
                .contains("∂f/∂n = 0.25");
    }

    /** Spelled out, the stable sigmoid meets e¹⁰⁰⁰: the overflow is the lesson, and it is named. */
    @Test
    void expand_names_the_gate_that_overflows() {
        assertThat(CommandLineRun.of("step", "f = sigmoid(n)", "n=-1000").out()).doesNotContain("Note:");
        assertThat(CommandLineRun.of("step", "f = sigmoid(n)", "n=-1000", "--expand")
                        .out())
                .endsWith("""

                        Note: v2 is Infinity: exp(v1) with v1 = 1000.

                        Note: the local derivative of the exp gate v2 with respect to its operand v1 = 1000 is \
                        Infinity: v1 receives upstream × local = 0 × Infinity = NaN.
                        """);
    }
}
