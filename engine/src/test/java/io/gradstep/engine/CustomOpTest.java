package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomOpTest {
    private static final CustomOp CUBE = CustomOp.builder("cube", 1, v -> v[0] * v[0] * v[0])
            .derivatives((v, out) -> new double[] {3 * v[0] * v[0]})
            .symbolicDerivatives((v, out) -> List.of(v.get(0).pow(2).mul(3)))
            .explanation("A cube gate scales by 3x².")
            .build();

    /** √(a² + b²), numeric derivatives only. */
    private static final CustomOp LENGTH = CustomOp.builder("length", 2, v -> Math.sqrt(v[0] * v[0] + v[1] * v[1]))
            .derivatives((v, out) -> new double[] {v[0] / out, v[1] / out})
            .build();

    @Test
    void takes_part_in_a_graph_like_a_built_in_gate() {
        Value x = Value.of(3, "x");
        Value y = Value.of(4, "y");
        Value f = LENGTH.apply(x, y).named("d").mul(2);
        f.backward();
        assertThat(f.data()).isEqualTo(10);
        assertThat(x.grad()).isEqualTo(1.2);
        assertThat(y.grad()).isEqualTo(1.6);
        Value d = f.operand(0);
        assertThat(d.op()).isSameAs(LENGTH).hasToString("length");
        assertThat(d.name()).isEqualTo("d");
        assertThat(d.op().symbol()).isEqualTo("length");
        assertThat(d.op().functionName()).isEqualTo("length");
        assertThat(d.op().rule()).isEqualTo(Rule.SCALES);
        assertThat(d.op().explanation()).startsWith("The length gate scales");
        assertThat(LENGTH.operandCount()).isEqualTo(2);
        x.setData(0);
        Graph graph = Graph.of(f);
        graph.forward();
        assertThat(f.data()).isEqualTo(8);
        assertThat(GradientCheck.of(f).run().passed()).isTrue();
    }

    @Test
    void differentiates_twice_with_symbolic_derivatives() {
        Value x = Value.of(2);
        assertThat(Derivatives.derivative(CUBE.apply(x), x, 2).data()).isEqualTo(12);
        assertThat(CUBE.explanation()).isEqualTo("A cube gate scales by 3x².");
    }

    @Test
    void says_that_symbolic_derivatives_are_missing() {
        Value x = Value.of(3);
        Value f = LENGTH.apply(x, Value.constant(4));
        assertThatThrownBy(() -> Derivatives.derivative(f, x))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("'length' has only numeric derivatives")
                .hasMessageContaining("symbolicDerivatives");
    }

    @Test
    void a_wrong_number_of_derivatives_is_told() {
        CustomOp wrong = CustomOp.builder("wrong", 2, v -> v[0])
                .derivatives((v, out) -> new double[] {1})
                .symbolicDerivatives((v, out) -> List.of())
                .build();
        Value x = Value.of(1);
        Value f = wrong.apply(x, x);
        assertThatThrownBy(f::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("custom op 'wrong' has 2 operands, but its derivatives returned 1 number");
        assertThatThrownBy(() -> Derivatives.derivative(f, x)).hasMessageEndingWith("returned 0 nodes");
    }

    @Test
    void derivatives_that_return_null_are_told() {
        CustomOp wrong = CustomOp.builder("wrong", 1, v -> v[0])
                .derivatives((v, out) -> null)
                .symbolicDerivatives((v, out) -> null)
                .build();
        Value x = Value.of(1);
        Value f = wrong.apply(x);
        String message = "custom op 'wrong' has 1 operand, but its derivatives returned null";
        assertThatThrownBy(f::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> CompiledFunction.of(f, List.of(x)).gradient(new double[1], new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Derivatives.derivative(f, x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        CustomOp element = CustomOp.builder("element", 1, v -> v[0])
                .derivatives((v, out) -> new double[] {1})
                .symbolicDerivatives((v, out) -> Collections.singletonList(null))
                .build();
        assertThatThrownBy(() -> Derivatives.derivative(element.apply(x), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("custom op 'element' returned null for the symbolic derivative of operand 0");
    }

    /** A derivative may be NaN, as those of the built-in gates are at the edges of their domains. */
    @Test
    void a_derivative_that_is_nan_is_found_by_a_gradient_check() {
        CustomOp hole = CustomOp.builder("hole", 1, v -> v[0])
                .derivatives((v, out) -> new double[] {Double.NaN})
                .build();
        Value x = Value.of(1, "x");
        Value f = hole.apply(x);
        GradientCheck.Report report = GradientCheck.of(f).run();
        assertThat(report.passed()).isFalse();
        assertThat(report.fault().orElseThrow().node()).isSameAs(f);
    }

    /** An op that throws, or fails an assertion, must not leave counts behind that would spoil the next pass. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_pass_that_failed_can_be_repeated(boolean byAssertion) {
        boolean[] broken = {true};
        CustomOp moody = CustomOp.builder("moody", 1, v -> v[0])
                .derivatives((v, out) -> {
                    if (broken[0] && byAssertion) {
                        throw new AssertionError("not today");
                    }
                    if (broken[0]) {
                        throw new IllegalStateException("not today");
                    }
                    return new double[] {1};
                })
                .build();
        Value x = Value.of(2);
        Value q = x.mul(x);
        Value f = moody.apply(q.add(q)).mul(q);
        assertThatThrownBy(f::backward).hasMessage("not today");
        broken[0] = false;
        x.zeroGrad();
        f.backward();
        assertThat(x.grad()).isEqualTo(64); // f = 2x⁴, f′ = 8x³
    }

    /** The same where nothing is counted, because each node has one use in this graph; one has another outside it. */
    @Test
    void an_op_that_throws_in_a_tree_leaves_nothing_behind() {
        CustomOp broken = CustomOp.builder("broken", 1, v -> v[0])
                .derivatives((v, out) -> {
                    throw new IllegalStateException("never");
                })
                .build();
        Value x = Value.of(0);
        Value e = x.exp();
        Value f = e.tanh().add(broken.apply(x));
        Value outside = e.sin();
        assertThatThrownBy(f::backward).hasMessage("never");
        x.zeroGrad();
        outside.backward();
        assertThat(x.grad()).isEqualTo(0.5403023058681398); // cos(exp 0)·exp 0 = cos 1, from mpmath
    }

    @Test
    void nan_is_found_where_it_came_about() {
        CustomOp hole = CustomOp.builder("hole", 1, v -> Double.NaN)
                .derivatives((v, out) -> new double[] {Double.NaN})
                .build();
        Value x = Value.of(1, "x");
        Value f = hole.apply(x).add(1);
        assertThat(Graph.of(f).firstNonFinite().orElseThrow().message()).isEqualTo("v1 is NaN: hole(x) with x = 1");
    }

    @Test
    void names_and_operand_counts_are_checked() {
        assertThatThrownBy(() -> CustomOp.builder("tanh", 1, v -> 0)).hasMessageContaining("built-in op");
        assertThatThrownBy(() -> CustomOp.builder("a b", 1, v -> 0)).hasMessageContaining("must be a letter");
        assertThatThrownBy(() -> CustomOp.builder("a", 0, v -> 0)).hasMessageContaining("at least 1 operand");
        assertThatThrownBy(() -> CustomOp.builder("a", 1, v -> 0).build()).hasMessageContaining("has no derivatives");
        assertThatThrownBy(() -> CUBE.apply(Value.of(1), Value.of(2)))
                .hasMessage("cube takes 1 operand, but was given 2");
        assertThatThrownBy(() -> CUBE.derivative(1, new double[] {1}, 1)).hasMessageContaining("there is no operand 1");
    }

    @Test
    void arrays_given_to_the_functions_are_copies() {
        CustomOp vandal = CustomOp.builder("vandal", 1, v -> v[0]++)
                .derivatives((v, out) -> new double[] {v[0]++})
                .build();
        double[] operands = {5};
        assertThat(vandal.forward(operands)).isEqualTo(5);
        assertThat(vandal.derivative(0, operands, 5)).isEqualTo(5);
        assertThat(operands).containsExactly(5);
    }
}
