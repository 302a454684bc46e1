package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Primitives;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueTest {
    @Test
    void a_leaf_holds_a_number_and_no_gradient_yet() {
        Value x = Value.of(2.5, "x");
        assertThat(x.data()).isEqualTo(2.5);
        assertThat(x.grad()).isEqualTo(0);
        assertThat(x.hasGrad()).isFalse();
        assertThat(x.isLeaf()).isTrue();
        assertThat(x.isConstant()).isFalse();
        assertThat(x.name()).isEqualTo("x");
        assertThat(x.operands()).isEmpty();
        assertThat(x.operandCount()).isZero();
    }

    @Test
    void double_operands_are_constants() {
        Value x = Value.of(8);
        assertThat(x.add(2).data()).isEqualTo(10);
        assertThat(x.sub(2).data()).isEqualTo(6);
        assertThat(x.mul(2).data()).isEqualTo(16);
        assertThat(x.div(2).data()).isEqualTo(4);
        assertThat(x.pow(2).data()).isEqualTo(64);
        assertThat(x.max(9).data()).isEqualTo(9);
        assertThat(x.min(9).data()).isEqualTo(8);
        assertThat(x.add(2).operand(1).isConstant()).isTrue();
    }

    @Test
    void a_number_may_be_the_first_operand() {
        Value x = Value.of(8);
        Value difference = x.rsub(2);
        assertThat(difference.data()).isEqualTo(-6);
        assertThat(difference.op()).isEqualTo(Op.SUB);
        difference.backward();
        assertThat(x.grad()).isEqualTo(-1);
        assertThat(x.rdiv(2).data()).isEqualTo(0.25);
    }

    /** By hand: 3² + 4² = 5², log(e + e) = 1 + log 2, and equal shares are halves. */
    @Test
    void functions_of_lists_take_values_one_by_one() {
        Value three = Value.of(3);
        Value four = Value.of(4);
        Value one = Value.of(1);
        assertThat(Value.sum(three, four, one).data()).isEqualTo(8);
        assertThat(Value.sum(three, four, one).operands()).containsExactly(three, four, one);
        assertThat(Value.mean(three, four, Value.of(5)).data()).isEqualTo(4);
        assertThat(Value.norm(three, four).data()).isEqualTo(5);
        assertThat(Value.logSumExp(one, one).data()).isCloseTo(1 + Math.log(2), within(1e-15));
        assertThat(Value.softmax(one, one).data()).isEqualTo(0.5);
        assertThat(Value.logSoftmax(one, one).data()).isCloseTo(-Math.log(2), within(1e-15));
        assertThatThrownBy(() -> Value.sum()).hasMessage("sum takes at least 1 operand, but was given 0");
        assertThatThrownBy(() -> Value.mean()).hasMessage("sum takes at least 1 operand, but was given 0");
    }

    @Test
    void weights_may_be_numbers() {
        Value x = Value.of(10);
        Value y = Value.of(20);
        Value dot = Value.dot(new double[] {1, 2}, List.of(x, y));
        assertThat(dot.op()).isEqualTo(Op.DOT);
        assertThat(dot.data()).isEqualTo(50);
        dot.backward();
        assertThat(y.grad()).isEqualTo(2);
        assertThatThrownBy(() -> Value.dot(new double[1], List.of(x, y)))
                .hasMessage("dot takes as many weights as inputs, at least one of each, but was given 1 and 2");
    }

    /** The method has the op's name in programs, but for step, which is also what an optimizer takes. */
    @ParameterizedTest
    @EnumSource
    void every_op_has_a_fluent_method(Op op) throws ReflectiveOperationException {
        String name = op == Op.STEP ? "heaviside" : op.functionName();
        Value x = Value.of(0.5);
        Value y = Value.of(0.25);
        Object[] others = switch (op.arity()) {
            case UNARY -> new Object[0];
            case BINARY -> new Object[] {op.takesOrder() ? (Object) 1 : y};
            case TERNARY -> new Object[] {x, y, y};
            case NARY -> op == Op.DOT ? new Object[] {List.of(x), List.of(y)} : new Object[] {List.of(x, y)};
        };
        Method method = Arrays.stream(Value.class.getMethods())
                .filter(each -> each.getName().equals(name) && takes(each, others))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Value.java has no method %s".formatted(name)));
        assertThat(((Value) method.invoke(x, others)).op()).isEqualTo(op);
    }

    private static boolean takes(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == arguments.length
                && IntStream.range(0, types.length)
                        .allMatch(i -> Primitives.wrap(types[i]).isInstance(arguments[i]));
    }

    @Test
    void dot_keeps_pairs_together_and_the_bias_last() {
        Value w1 = Value.of(1);
        Value w2 = Value.of(2);
        Value x1 = Value.of(10);
        Value x2 = Value.of(20);
        Value b = Value.of(100);
        Value dot = Value.dot(List.of(w1, w2), List.of(x1, x2), b);
        assertThat(dot.data()).isEqualTo(150);
        assertThat(dot.operands()).containsExactly(w1, x1, w2, x2, b);
        assertThat(dot.operand(4)).isSameAs(b);
        assertThatThrownBy(() -> Value.dot(List.of(w1), List.of(x1, x2)))
                .hasMessage("dot takes as many weights as inputs, at least one of each, but was given 1 and 2");
        assertThatThrownBy(() -> dot.operand(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void only_a_leafs_data_can_be_set() {
        Value x = Value.of(1, "x");
        x.setData(4);
        assertThat(x.data()).isEqualTo(4);
        assertThatThrownBy(() -> x.exp().setData(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("only a leaf's data can be set")
                .hasMessageContaining("computed from its operands");
        assertThatThrownBy(() -> Value.constant(1).setData(2)).hasMessageContaining("a constant");
    }

    @Test
    void named_gives_a_node_that_stands_in_for_the_first() {
        Value x = Value.of(3, "x");
        Value q = x.mul(x).named("q");
        assertThat(q.name()).isEqualTo("q");
        assertThat(q.operands()).containsExactly(x, x);
        q.mul(2).backward();
        assertThat(q.grad()).isEqualTo(2);
        assertThat(x.grad()).isEqualTo(12);
        assertThat(Value.sum(List.of(x, q)).named("s").name()).isEqualTo("s");
        assertThat(q.named("r").hasGrad()).isFalse();
        assertThat(Value.constant(2).named("two").isConstant()).isTrue();
        assertThatThrownBy(() -> x.named(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_leaf_has_no_op() {
        assertThatThrownBy(() -> Value.of(1, "x").op())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is a leaf");
        assertThatThrownBy(() -> Value.of(1).operand(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Value.of(1).exp().operand(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void toString_is_one_line() {
        Value x = Value.of(-2, "x");
        Value f = x.mul(3);
        assertThat(x).hasToString("Value(x: data=-2.0)");
        assertThat(f).hasToString("Value(data=-6.0, op=×)");
        f.backward();
        assertThat(x).hasToString("Value(x: data=-2.0, grad=3.0)");
        assertThat(Value.constant(3)).hasToString("Value(data=3.0, constant)");
    }

    @Test
    void empty_sums_are_refused() {
        assertThatThrownBy(() -> Value.sum(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sum takes at least 1 operand, but was given 0");
    }

    /** 16 bytes more where the heap is so large that references have 8 bytes. */
    @Test
    void a_gate_takes_48_bytes() {
        boolean shortReferences =
                Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("UseCompressedOops")
                        .getValue());
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int gates = 100_000;
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 3; run++) {
            Value node = Value.of(1);
            long before = memory.getThreadAllocatedBytes(thread);
            for (int i = 0; i < gates; i++) {
                node = node.neg();
            }
            least = Math.min(least, (memory.getThreadAllocatedBytes(thread) - before) / (double) gates);
            assertThat(node.data()).isEqualTo(1);
        }
        assertThat(least).isLessThan((shortReferences ? 48 : 64) + 0.1);
    }
}
