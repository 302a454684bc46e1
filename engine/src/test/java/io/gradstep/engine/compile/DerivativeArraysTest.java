package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrays that compiled derivatives are given. */
class DerivativeArraysTest {
    @ParameterizedTest
    @EnumSource
    void results_may_replace_the_arguments(Tier tier) {
        Value x = Value.of(1);
        Value y = Value.of(1);
        CompiledDerivatives by = CompiledFunction.builder(
                        List.of(x.mul(y), x.mul(x).add(y)))
                .inputs(List.of(x, y))
                .tier(tier)
                .build()
                .byInputs();
        double[] at = {2, 3};
        double[] last = new double[2];
        by.jacobian(at, at, new double[][] {at, last});
        assertThat(at).containsExactly(3, 2);
        assertThat(last).containsExactly(4, 1);
        at = new double[] {2, 3};
        by.hessian(at, new double[2], new double[][] {last, at});
        assertThat(last).containsExactly(0, 1);
        assertThat(at).containsExactly(1, 0);
        at = new double[] {2, 3};
        by.jvp(at, at, at);
        assertThat(at).containsExactly(3 * 2 + 2 * 3, 4 * 2 + 3);
        at = new double[] {2, 3};
        by.vjp(at, at, at);
        assertThat(at).containsExactly(2 * 3 + 3 * 4, 2 * 2 + 3);
        at = new double[] {2, 3};
        by.hessianVectorProduct(at, at, at);
        assertThat(at).containsExactly(3, 2);
        double[][] samples = {{2, 3}, {5, 7}};
        by.gradients(new double[0], samples, new double[2], samples, 1);
        assertThat(samples).isDeepEqualTo(new double[][] {{3, 2}, {7, 5}});
    }

    @Test
    void arrays_of_the_wrong_shape_are_refused() {
        Value a = Value.of(1);
        Value x = Value.of(1);
        Value y = Value.of(1);
        CompiledFunction f = CompiledFunction.builder(List.of(a.mul(x).mul(y), x))
                .parameters(List.of(a))
                .inputs(List.of(x, y))
                .build();
        double[] one = new double[1];
        double[] two = new double[2];
        CompiledDerivatives by = f.byInputs();
        refuses(() -> by.jacobian(two, two, new double[2][2]), "1 parameter", "length 0");
        refuses(() -> by.jacobian(one, two, one, new double[2][2]), "2 outputs", "length 1");
        refuses(() -> by.jacobian(one, two, two, new double[3][2]), "Jacobian must have 2 rows, not 3");
        refuses(
                () -> by.jacobian(one, two, two, new double[][] {two, one}),
                "rows of the Jacobian must have length 2, but row 1 has 1");
        refuses(
                () -> f.byParameters().jacobian(one, two, two, new double[2][2]),
                "must have length 1, but row 0 has 2");
        refuses(() -> by.hessian(one, two, one, new double[2][2]), "gradient must have length 2, not 1");
        refuses(() -> by.jvp(one, two, one, two), "direction must have length 2, not 1");
        refuses(() -> by.vjp(one, two, one, two), "vector of weights must have length 2, not 1");
        refuses(() -> by.hessianVectorProduct(one, two, two, one), "product must have length 2, not 1");
        refuses(
                () -> by.gradients(one, new double[3][2], new double[3], new double[2][2], 1),
                "array of gradients must have 3 rows, not 2");
        refuses(
                () -> by.gradients(one, new double[3][2], two, new double[3][2], 1),
                "3 samples, but room for 2 values");
        refuses(() -> by.gradients(one, new double[3][2], new double[3], new double[3][2], 0), "threads", "not 0");
        refuses(
                () -> by.jacobians(one, new double[3][2], new double[3][2], new double[2][2][2], 1),
                "3 samples, but room for 2 Jacobians");
    }

    private static void refuses(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(parts);
    }

    @Test
    void a_hessian_of_a_custom_op_without_symbolic_derivatives_is_refused() {
        Value x = Value.of(1);
        CompiledDerivatives by = CompiledFunction.of(RandomFunctions.LENGTH.apply(x, x), List.of(x))
                .byInputs();
        assertThatThrownBy(() -> by.hessian(new double[1], new double[1], new double[1][1]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("length");
    }
}
