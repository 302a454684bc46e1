package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstep.engine.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShorthandTest {
    @ParameterizedTest
    @EnumSource
    void a_call_builds_the_graph_of_its_formula(Shorthand shorthand) {
        String inputs = "a = 2; b = 3; c = 5; ";
        String call = shorthand.functionName() + "(" + String.join(", ", shorthand.operands()) + ")";
        Value called = Program.parse(inputs + call).evaluate().output();
        Value spelledOut =
                Program.parse(inputs + shorthand.formula()).evaluate().output();
        assertThat(Printer.ASCII.expression(called)).isEqualTo(Printer.ASCII.expression(spelledOut));
    }

    /** By hand from the definitions; the exponentials are mpmath's {@code expm1(-2)} and {@code exp(-2)}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "square(a); -3; 9; -6",
                "reciprocal(a); 4; 0.25; -0.0625",
                "exp2(a); 10; 1024; 709.782712893384",
                "clamp(a, -1, 2); 5; 2; 0",
                "clamp(a, -1, 2); 2; 2; 1",
                "clamp(a, -1, 2); -1; -1; 1",
                "clamp(a, -1, 2); -7; -1; 0",
                "elu(a); 3; 3; 1",
                "elu(a); 0; 0; 1",
                "elu(a); -2; -0.8646647167633873; 0.1353352832366127",
                "elu(a); -Infinity; -1; 0",
                "elu(a); Infinity; Infinity; 1",
                "huber(a, 2); 1; 0.5; 1",
                "huber(a, 2); -5; 8; -2",
                "huber(a, 2); 0; 0; 0",
                "huber(a, 2); Infinity; Infinity; 2",
                "huber(a, 2); -Infinity; Infinity; -2",
                "huber(a, 1e10); 0.25; 0.03125; 0.25",
                "mod(a, 3); 7; 1; 1",
                "mod(a, 3); -7; 2; 1",
                "mod(a, -3); 7; -2; 1",
                "mod(7, a); -3; -2; 3",
                "mean(a, 4, 5); 3; 4; 0.3333333333333333",
            })
    void values_and_slopes_are_right(String call, double a, double value, double slope) {
        Evaluation evaluation = Program.parse(call).evaluate(Map.of("a", a));
        evaluation.output().backward();
        assertThat(evaluation.output().data()).isEqualTo(value);
        assertThat(evaluation.inputs().get(0).grad()).isEqualTo(slope);
    }

    @Test
    void its_name_may_be_that_of_a_value() {
        assertThat(Program.parse("mean = 3; 2*mean").evaluate().output().data()).isEqualTo(6);
        assertThat(Objects.requireNonNull(catchThrowableOfType(
                                SyntaxException.class, () -> Program.parse("mean = 3; mean(2 + 1)")))
                        .reason())
                .isEqualTo("'mean' is not a function; for a product write mean*(...)");
    }

    @Test
    void a_wrong_number_of_operands_is_told() {
        assertThat(Objects.requireNonNull(
                                catchThrowableOfType(SyntaxException.class, () -> Program.parse("clamp(x, 1)")))
                        .reason())
                .isEqualTo("clamp takes 3 operands, but was given 2; write clamp(a, b, c)");
    }

    @Test
    void bounds_and_thresholds_that_make_no_sense_are_rejected() {
        Value x = Value.of(1);
        assertThatThrownBy(() -> x.clamp(2, 1)).hasMessageContaining("must not be greater than the second");
        assertThatThrownBy(() -> x.huber(0)).hasMessageContaining("must be greater than 0");
        assertThatThrownBy(() -> x.huber(Double.POSITIVE_INFINITY)).hasMessageContaining("and finite");
        assertThatThrownBy(() -> x.polygamma(-1)).hasMessage("the order of polygamma is -1; it must not be negative");
        assertThatThrownBy(() -> Value.max(List.of())).hasMessage("max takes at least 1 operand, but was given 0");
    }

    @Test
    void the_largest_of_a_list_gets_the_whole_gradient_and_the_first_of_a_tie() {
        List<Value> values = List.of(Value.of(1), Value.of(3), Value.of(3), Value.of(2));
        Value.max(values).backward();
        assertThat(values.stream().map(Value::grad)).containsExactly(0.0, 1.0, 0.0, 0.0);
        assertThat(Value.min(values).data()).isEqualTo(1);
    }
}
