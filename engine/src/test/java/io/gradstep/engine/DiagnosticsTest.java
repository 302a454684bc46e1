package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(bad.message()).isEqualTo("l is -Infinity: the log gate made it of x = 0");
        assertThatThrownBy(graph::requireFinite)
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("l is -Infinity: the log gate made it of x = 0");
        Graph division = Graph.of(x.div(Value.constant(0)));
        assertThat(division.firstNonFinite().orElseThrow().message())
                .isEqualTo("v1 is NaN: the div gate made it of x = 0 and 0");
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
        assertThat(output).contains("ArithmeticException: a node came out as Infinity", "Value.exp", "Overflow.main");
    }
}
