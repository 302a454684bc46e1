package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.FanOutPrograms;
import io.gradstep.demos.console.CommandException;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import org.junit.jupiter.api.Test;

class DerivativeProgramTest {
    private static Program derivative(String text, String by) {
        Program program = Program.parse(text);
        return DerivativeProgram.of(program, program.evaluate(), by);
    }

    /** ∂x³y²/∂x = 3x²y² = 1200 at 5 and 4, and ∂/∂y of that 6x²y = 600. */
    @Test
    void a_derivative_is_differentiated_again() {
        Program first = derivative("x = 5; y = 4; f = x^3*y^2", "x");
        assertThat(first.output()).isEqualTo("f_x");
        assertThat(first.evaluate().output().data()).isEqualTo(1200);
        Program second = derivative(first.toString(), "y");
        assertThat(second.output()).isEqualTo("f_x_y");
        assertThat(second.evaluate().output().data()).isEqualTo(600);
    }

    /**
     * <pre>
     * f = q·z, q = s + x, s = x·x: ∂f/∂q = z, ∂f/∂s = z, ∂f/∂x = z·x + z·x + z
     * </pre>
     */
    @Test
    void values_keep_their_names_and_their_derivatives_are_called_after_them() {
        Program program = derivative("x = 3; z = 2; s = tanh(x); q = s*s; f = q*z", "x");
        assertThat(program.evaluate().values()).containsKeys("x", "z", "s", "f_s", "f_x");
        assertThat(derivative("x = 3; f_x = x*x; f = f_x*x", "x").output())
                .as("f_x is taken")
                .isEqualTo("f_x_");
    }

    /** ∂x³sin x/∂x = 3x² sin x + x³ cos x, in which 3 stands twice. */
    @Test
    void a_number_of_several_gates_stands_in_each() {
        Program program = derivative("x = 1; f = x^3*sin(x)", "x");
        assertThat(program.evaluate().values().keySet()).noneMatch(name -> name.startsWith("c"));
        assertThat(program.evaluate().output().data()).isCloseTo(3 * Math.sin(1) + Math.cos(1), within(1e-15));
    }

    /** Every gate that passes a gradient on unchanged leaves a value of the program, or a number. */
    @Test
    void a_derivative_without_gates_is_a_program_too() {
        Program other = derivative("x = -2; y = 5; z = -4; q = x + y; f = q*z", "x");
        assertThat(other).hasToString("z = -4\nf_x = z");
        assertThat(other.evaluate().output().data()).isEqualTo(-4);
        assertThat(derivative("x = 5; y = 4; f = x + y", "y")).hasToString("f_y = (1)");
        assertThat(derivative("x = 5; y = 4; f = x*2; y*f*0", "x")
                        .evaluate()
                        .output()
                        .data())
                .isZero();
        assertThat(derivative("x = 5; y = 4; f = x*2; g = y*y", "f")).hasToString("g_f = (0)");
    }

    /** The backward pass knows no derivative's graph. */
    @Test
    void its_value_is_the_gradient_of_the_backward_pass() {
        for (String text : FanOutPrograms.all()) {
            Program program = Program.parse(text);
            Evaluation evaluation = program.evaluate();
            evaluation.output().backward();
            for (Value input : evaluation.inputs()) {
                double built =
                        derivative(text, input.name()).evaluate().output().data();
                assertThat(built)
                        .as("by %s: %s", input.name(), text)
                        .isCloseTo(input.grad(), within(1e-12 * Math.max(1, Math.abs(input.grad()))));
            }
        }
    }

    @Test
    void a_name_that_is_none_gets_a_suggestion_and_a_constant_a_reason() {
        assertThatThrownBy(() -> derivative("alpha = 2; f = alpha*alpha", "alhpa"))
                .isInstanceOf(CommandException.class)
                .hasMessage("the program has no value alhpa to differentiate by; did you mean alpha?");
        assertThatThrownBy(() -> derivative("x = 2; f = x*x", "y"))
                .hasMessage("the program has no value y to differentiate by; its values are x, f");
        assertThatThrownBy(() -> derivative("x = 2; c = (3); f = c*x", "c"))
                .hasMessage("c is a constant, which has no derivative; make it an input, as in c = 2");
    }
}
