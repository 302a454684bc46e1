package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperandsTest {
    private final Value a = Value.of(2, "a");
    private final Value b = Value.of(3, "b");

    @Test
    void is_a_list_that_nothing_changes() {
        Value[] array = {a, b};
        Operands operands = Operands.of(array);
        array[0] = b;
        operands.toArray()[0] = b;
        assertThat(operands).containsExactly(a, b).isEqualTo(List.of(a, b));
        assertThat(Operands.copyOf(operands)).isSameAs(operands);
        assertThatThrownBy(() -> operands.set(0, b)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> operands.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void another_list_is_copied() {
        List<Value> list = new ArrayList<>(List.of(a, b));
        Value dot = Value.dot(list, list);
        list.set(0, b);
        assertThat(dot.operands()).containsExactly(a, a, b, b);
        dot.backward();
        assertThat(a.grad()).isEqualTo(4);
    }

    /** Two layers of one neuron each way: h = (a·b, b·a), f = h·h + h·h. */
    @Test
    void gates_that_share_lists_hand_everything_down() {
        Operands inputs = Operands.of(a, b);
        Operands hidden = Operands.of(
                Value.dot(List.of(Value.constant(5), Value.constant(7)), inputs, b), Value.dot(inputs, inputs));
        Value f = Value.dot(hidden, hidden).add(Value.dot(hidden, hidden));
        f.backward();
        double h0 = 5 * 2 + 7 * 3 + 3;
        double h1 = 2 * 2 + 3 * 3;
        assertThat(f.data()).isEqualTo(2 * (h0 * h0 + h1 * h1));
        assertThat(a.grad()).isEqualTo(4 * h0 * 5 + 4 * h1 * 2 * 2);
        assertThat(b.grad()).isEqualTo(4 * h0 * 8 + 4 * h1 * 2 * 3);
    }

    /** The leaves of a list are marked as having a gradient, even a zero one. */
    @Test
    void leaves_of_a_list_have_gradients_after_a_pass() {
        Value zero = Value.constant(0);
        Value f = Value.dot(Operands.of(a, b), Operands.of(zero, zero));
        f.backward();
        assertThat(a.hasGrad()).isTrue();
        assertThat(b.grad()).isZero();
        assertThat(zero.hasGrad()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_pass_leaves_no_scratch_behind_even_when_it_fails(boolean fails) {
        CustomOp moody = CustomOp.builder("moody", 1, v -> v[0])
                .derivatives((v, out) -> {
                    if (fails) {
                        throw new IllegalStateException("not today");
                    }
                    return new double[] {1};
                })
                .build();
        Operands hidden = Operands.of(a.mul(b), b.tanh());
        Operands next = Operands.of(Value.dot(hidden, hidden), Value.dot(hidden, hidden, a.exp()));
        Value f = moody.apply(Value.dot(next, hidden)).add(Value.dot(next, next));
        if (fails) {
            assertThatThrownBy(f::backward).hasMessage("not today");
        } else {
            f.backward();
        }
        assertThat(List.of(hidden, next)).allMatch(list -> list.pending == 0);
        assertThat(Graph.of(f).topologicalOrder()).allMatch(node -> node.pending == 0 && node.next == null);
    }
}
