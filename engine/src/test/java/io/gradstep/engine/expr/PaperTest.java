package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** π, e, ln and exponents as on paper. */
class PaperTest {
    private static double value(String program, Map<String, Double> values) {
        return Program.parse(program).evaluate(values).output().data();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x²                | 9
            x³                | 27
            x¹⁰               | 59049
            -x²               | -9
            2x²               | 18
            x²y               | 18
            (x + y)²          | 25
            x⁻¹               | 0.3333333333333333
            2²                | 4
            y^x²              | 512
            x₁²               | 16
            ln(x)             | 1.0986122886681098
            2pi*x             | 18.84955592153876
            π/x               | 1.0471975511965979
            e*x               | 8.154845485377136
            e^x               | 20.085536923187668
            e²                | 7.38905609893065
            cos(pi)           | -1
            """)
    void programs_read_as_on_paper(String program, double expected) {
        // Expected values by mpmath at 50 digits, rounded to double.
        Map<String, Double> all = Map.of("x", 3.0, "y", 2.0, "x₁", 4.0);
        Map<String, Double> values = new java.util.HashMap<>(all);
        values.keySet()
                .retainAll(Program.parse(program).inputs().stream()
                        .map(Program.Input::name)
                        .toList());
        assertThat(value(program, values)).isCloseTo(expected, within(4e-16 * Math.abs(expected)));
    }

    @Test
    void what_has_no_value_is_the_number_and_no_input() {
        Program program = Program.parse("a*exp(-e*x) + pi");
        assertThat(program.inputs()).extracting(Program.Input::name).containsExactly("a", "x");
        assertThat(program.numbers()).containsExactly(Map.entry("e", Math.E), Map.entry("pi", Math.PI));
        Evaluation result = program.evaluate(Map.of("a", 0.0, "x", 1.0));
        assertThat(result.output().data()).isEqualTo(Math.PI);
        assertThat(result.values()).doesNotContainKeys("e", "pi");
    }

    @Test
    void what_gets_a_value_is_an_input() {
        Program program = Program.parse("a*exp(-e*x)");
        Evaluation result = program.evaluate(Map.of("a", 1.0, "x", 1.0, "e", 2.0));
        result.output().backward();
        assertThat(result.output().data()).isCloseTo(Math.exp(-2), within(1e-16));
        assertThat(result.inputs()).extracting(Value::name).containsExactly("a", "x", "e");
        assertThat(result.values().get("e").grad()).isCloseTo(-Math.exp(-2), within(1e-16));
        assertThat(value("e^x", Map.of("e", 2.0, "x", 3.0))).isEqualTo(8);
    }

    @Test
    void what_is_assigned_is_that_name() {
        Program program = Program.parse("c = a*b; d = a + c; e = d*d");
        assertThat(program.numbers()).isEmpty();
        assertThat(program.output()).isEqualTo("e");
        assertThat(Program.parse("e = 3; e^x").inputs())
                .extracting(Program.Input::name)
                .containsExactly("e", "x");
        assertThat(value("pi = 3; 2pi", Map.of())).isEqualTo(6);
        assertThatThrownBy(() -> Program.parse("f = e*x; e = 2")).hasMessageContaining("used before its definition");
    }

    @Test
    void backquotes_make_a_name() {
        assertThat(Program.parse("`e`*x").inputs())
                .extracting(Program.Input::name)
                .containsExactly("e", "x");
        assertThat(Program.parse("e*`e`").numbers()).isEmpty();
    }

    @Test
    void ln_is_log_unless_it_is_a_name() {
        assertThat(Program.parse("ln(x)").evaluate(Map.of("x", 2.0)).output().op())
                .isEqualTo(Op.LOG);
        assertThat(value("ln = 2; 3ln", Map.of())).isEqualTo(6);
        assertThatThrownBy(() -> Program.parse("ln = 2; ln(x)")).hasMessageContaining("is a name here");
    }

    @Test
    void powers_of_e_are_exp() {
        assertThat(Program.parse("e^x").evaluate(Map.of("x", 2.0)).output().op())
                .isEqualTo(Op.EXP);
        assertThat(Program.parse("e^x")
                        .evaluate(Map.of("x", 2.0, "e", 3.0))
                        .output()
                        .op())
                .isEqualTo(Op.POW);
    }

    @Test
    void what_is_printed_reads_back() {
        Evaluation circle = Program.parse("A = pi*r²").evaluate(Map.of("r", 2.0));
        String printed = Printer.ASCII.program(circle.output());
        assertThat(printed).isEqualTo("r = 2\npi = (3.141592653589793)\nA = pi*r^2");
        Evaluation again = Program.parse(printed).evaluate();
        assertThat(again.output().data()).isEqualTo(circle.output().data());
        assertThat(again.inputs()).extracting(Value::name).containsExactly("r");
        Value leaf = Value.of(2, "e");
        String used = Printer.ASCII.program(leaf.mul(Value.of(3, "pi")).sin());
        assertThat(used).isEqualTo("e = 2\npi = 3\nsin(e*pi)");
    }
}
