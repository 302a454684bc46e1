package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import org.junit.jupiter.api.Test;

class ValueMatrixTest {
    private static final double[][] NUMBERS = {{1, 2, 3}, {4, 5, 6}};

    @Test
    void entries_are_named_as_in_the_notes() {
        assertThat(ValueMatrix.parameters(Naming.matrix("w"), NUMBERS).at(1, 2).name())
                .isEqualTo("w₂₃");
        assertThat(ValueMatrix.parameters(Naming.matrixWithRow0("w"), NUMBERS)
                        .at(0, 0)
                        .name())
                .isEqualTo("w₀₁");
        assertThat(ValueMatrix.data(Naming.vector("x"), Matrices.column(7, 8))
                        .at(1, 0)
                        .name())
                .isEqualTo("x₂");
        assertThat(Naming.matrix("w").of(9, 0)).isEqualTo("w₁₀,₁");
        assertThat(Naming.vectorOfExamples("x", 2).of(0, 1)).isEqualTo("x₁⁽²⁾");
        assertThat(Naming.vectorOfExamples("x", 1).of(0, 0)).isEqualTo("x₁");
    }

    @Test
    void product_is_that_of_plain_loops() {
        ValueMatrix w = ValueMatrix.parameters(Naming.matrix("w"), NUMBERS);
        ValueMatrix x = ValueMatrix.data(Naming.vector("x"), Matrices.column(1, 0, -1));

        assertThat(w.times(x, Naming.vector("z")).values()).isDeepEqualTo(Matrices.times(NUMBERS, x.values()));
        assertThat(w.transpose().values()).isDeepEqualTo(Matrices.transpose(NUMBERS));
        assertThat(x.withOneAfter().values()).isDeepEqualTo(Matrices.column(1, 0, -1, 1));
        assertThat(x.withOneBefore("x₀").values()).isDeepEqualTo(Matrices.column(1, 1, 0, -1));
    }

    @Test
    void gradient_that_no_backward_pass_computed_is_no_zero() {
        ValueMatrix w = ValueMatrix.parameters(Naming.matrix("w"), NUMBERS);

        assertThatThrownBy(w::gradients)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("w₁₁");
    }

    @Test
    void fan_out_names_the_gates_that_use_a_value() {
        Value x = Value.of(1, "x");
        Value a = x.mul(2).named("a");
        Value b = x.mul(3).named("b");
        FanOut fanOut = new FanOut(Graph.of(a.add(b)));

        assertThat(fanOut.row(x)).containsExactly("x → a, b", "2 paths: a sum of 2");
        assertThat(fanOut.consumers(a)).hasSize(1);
    }
}
