package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    @Test
    void stale_lists_what_a_changed_leaf_put_out_of_date() {
        Value x = Value.of(2, "x");
        Value y = Value.of(3, "y");
        Value a = x.mul(10);
        Value b = y.mul(10);
        Value f = a.add(b).exp();
        Graph graph = Graph.of(f);
        assertThat(graph.stale()).isEmpty();
        x.setData(1);
        assertThat(graph.stale()).containsExactly(a, f.operand(0), f);
        graph.forward();
        assertThat(graph.stale()).isEmpty();
    }

    @Test
    void a_change_without_effect_makes_nothing_stale() {
        Value x = Value.of(2);
        Value f = x.max(5);
        x.setData(4);
        assertThat(Graph.of(f).stale()).isEmpty();
    }

    @Test
    void firstNonFinite_finds_the_cause_and_not_what_it_spoiled() {
        Value x = Value.of(0, "x");
        Value f = x.log().named("l").mul(x).add(1);
        Graph graph = Graph.of(f);
        NonFinite bad = graph.firstNonFinite().orElseThrow();
        assertThat(bad.node().name()).isEqualTo("l");
        assertThat(bad.message()).isEqualTo("l is -Infinity: log(x) with x = 0");
        assertThatThrownBy(graph::requireFinite)
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("l is -Infinity: log(x) with x = 0");
        Graph division = Graph.of(x.div(Value.constant(0)));
        assertThat(division.firstNonFinite().orElseThrow().message()).isEqualTo("v1 is NaN: div(x, 0) with x = 0");
    }

    @Test
    void an_input_that_is_not_finite_is_named_itself() {
        Value x = Value.of(Double.NaN, "x");
        assertThat(Graph.of(x.add(1)).firstNonFinite().orElseThrow().message()).startsWith("the input x is NaN");
    }

    @Test
    void finite_graphs_have_nothing_to_tell() {
        Graph graph = Graph.of(Value.of(1).exp());
        graph.requireFinite();
        assertThat(graph.firstNonFinite()).isEmpty();
        assertThat(graph.unreachable(List.of())).isEmpty();
    }

    /** √(x² + y²) at 0: the local derivative of sqrt is 1/(2·0) = ∞, and that of x² is 2·0 = 0. */
    @Test
    void firstNonFiniteGradients_tells_both_factors() {
        Value x = Value.of(0, "x");
        Value y = Value.of(0, "y");
        Value q = x.pow(2).named("p").add(y.pow(2)).named("q");
        Graph graph = Graph.of(q.sqrt().named("f"));
        assertThat(graph.firstNonFinite()).isEmpty();
        List<NonFiniteGradient> bad = graph.firstNonFiniteGradients();
        assertThat(bad).hasSize(2);
        assertThat(bad.get(0).upstream()).isEqualTo(1);
        assertThat(bad.get(0).local()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bad.get(0).message())
                .isEqualTo("the local derivative of the sqrt gate f with respect to its operand q = 0 is Infinity:"
                        + " q receives upstream × local = 1 × Infinity = Infinity");
        assertThat(bad.get(1).node().op()).isEqualTo(Op.POW);
        assertThat(bad.get(1).upstream()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(bad.get(1).local()).isZero();
        assertThat(bad.get(1).contribution()).isNaN();
        assertThat(bad.get(1).message()).contains("the pow gate", "Infinity × 0 = NaN", "y = 0");
        assertThat(x.hasGrad()).isFalse();
    }

    /** 1/x − 1/x at 10^-160: the branches are −10^320, an infinity, and its opposite. */
    @Test
    void branches_that_cancel_infinities_are_told_as_a_sum() {
        Value x = Value.of(1e-160, "x");
        Value f = Value.constant(1).div(x).sub(Value.constant(1).div(x));
        List<NonFiniteGradient> bad = Graph.of(f).firstNonFiniteGradients();
        assertThat(bad).hasSize(2);
        assertThat(bad.get(1).before()).isInfinite();
        assertThat(bad.get(1).contribution()).isInfinite();
    }

    /** Each branch is 10^308 and finite; two of them are not. */
    @Test
    void a_sum_that_overflows_is_told_with_what_was_there_before() {
        Value x = Value.of(1, "x");
        Value f = x.mul(1e308).add(x.mul(1e308)).mul(0.5);
        Graph graph = Graph.of(f.mul(2));
        List<NonFiniteGradient> bad = graph.firstNonFiniteGradients();
        assertThat(bad).hasSize(1);
        assertThat(bad.get(0).message())
                .startsWith("the gradient of x becomes Infinity: 1.0E308 so far, and the mul gate")
                .endsWith("adds 1 × 1.0E308 = 1.0E308");
    }

    @Test
    void what_is_not_finite_forward_is_not_told_again_as_a_gradient() {
        Value x = Value.of(Double.NaN, "x");
        assertThat(Graph.of(x.mul(2).exp()).firstNonFiniteGradients()).isEmpty();
        assertThat(Graph.of(Value.of(1).exp()).firstNonFiniteGradients()).isEmpty();
        assertThat(Graph.of(Value.constant(1)).firstNonFiniteGradients()).isEmpty();
    }

    @Test
    @Tag("large")
    void a_long_chain_tells_its_far_end() {
        Value x = Value.of(0, "x");
        Value f = x.sqrt();
        for (int i = 0; i < 10_000_000; i++) {
            f = f.neg();
        }
        List<NonFiniteGradient> bad = Graph.of(f).firstNonFiniteGradients();
        assertThat(bad.get(0).operand()).isEqualTo("x");
    }

    /** Program for {@link #with_the_system_property_the_line_that_does_it_throws()}. */
    static final class Overflow {
        public static void main(String[] args) {
            Value x = Value.of(1000);
            Value fine = x.mul(2);
            Value bad = fine.exp();
            System.out.println(bad);
        }
    }

    @Test
    void with_the_system_property_the_line_that_does_it_throws() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgradstep.throwOnNonFinite=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Overflow.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains("ArithmeticException: a node was computed as Infinity", "Value.exp", "Overflow.main");
    }
}
