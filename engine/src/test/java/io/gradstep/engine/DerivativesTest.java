package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativesTest {
    private final Value x = Value.of(5, "x");
    private final Value y = Value.of(4, "y");

    /** By hand: f = x³y² has the gradient (3x²y², 2x³y) and the Hessian ((6xy², 6x²y), (6x²y, 2x³)). */
    @Test
    void gradient_and_hessian_of_a_polynomial() {
        Value f = x.pow(3).mul(y.pow(2));
        assertThat(Derivatives.gradient(f, List.of(x, y)).stream().map(Value::data))
                .containsExactly(1200.0, 1000.0);
        assertThat(Derivatives.data(Derivatives.hessian(f, x, y)))
                .isDeepEqualTo(new double[][] {{480, 600}, {600, 250}});
    }

    /** f = 8x(cos(xy) + y): f_xx = −16y·sin(xy) − 8xy²cos(xy), f_xy = 8 − 16x·sin(xy) − 8x²y·cos(xy), at (3, 5). */
    @Test
    void hessian_with_a_cosine() {
        Value a = Value.of(3);
        Value b = Value.of(5);
        Value f = a.mul(8).mul(a.mul(b).cos().add(b));
        double[][] hessian = Derivatives.data(Derivatives.hessian(f, List.of(a, b)));
        assertThat(hessian[0][0]).isCloseTo(403.78972050272347, within(1e-11));
        assertThat(hessian[0][1]).isCloseTo(250.27383230163406, within(1e-11));
        assertThat(hessian[1][0]).isCloseTo(250.27383230163406, within(1e-11));
    }

    /**
     * By hand: g = n·f(n, x) with f flat in its order n has g_nn = 0, g_nx = f_x and g_xx = n·f_xx, at n = 2, x = 1.3.
     * cbrtPow: (2/3)x^(−1/3) and −(4/9)x^(−4/3); polygamma: ψ‴(x) and 2ψ⁗(x); mills: M‴(x)/2 and M⁗(x)
     * with Mills' ratio M (mpmath, 50 digits: psi and diff).
     */
    @ParameterizedTest
    @CsvSource({
        "POLYGAMMA, 2.4010239143089266, -13.850691240889275",
        "CBRT_POW, 0.6108402180494527, -0.31325139387151415",
        "MILLS, -0.1230025573361252, 0.33867108171087674",
    })
    void hessian_by_an_order_is_symmetric(Op op, double mixed, double byArgument) {
        Value order = Value.of(2, "n");
        Value argument = Value.of(1.3, "x");
        Value g = op.apply(List.of(order, argument)).mul(order);
        double[][] hessian = Derivatives.data(Derivatives.hessian(g, order, argument));
        assertThat(hessian[0][0]).isZero();
        assertThat(hessian[0][1]).isCloseTo(mixed, within(1e-14));
        assertThat(hessian[1][0]).isCloseTo(mixed, within(1e-14));
        assertThat(hessian[1][1]).isCloseTo(byArgument, within(1e-13));
    }

    @Test
    void third_derivative() {
        Value t = Value.of(1, "t");
        Value f = t.cos().pow(3).mul(t.sin().pow(2));
        assertThat(Derivatives.derivative(f, t, 3).data()).isCloseTo(7.358639755305733, within(1e-12));
        assertThat(Derivatives.derivative(f, t, 0)).isSameAs(f);
        assertThatThrownBy(() -> Derivatives.derivative(f, t, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at least 0, not -1");
    }

    /**
     * By hand: f = x^y has f_xx = y(y−1)x^(y−2), f_xy = x^(y−1)(1 + y log x) and f_yy = x^y log² x; at y = 0 they are
     * 0, 1/x and log² x. log² 23 = 9.831323978125153 (mpmath, 50 digits).
     */
    @ParameterizedTest
    @CsvSource({
        "23, 0, 0, 0.043478260869565216, 9.831323978125153",
        "2, 0, 0, 0.5, 0.4804530139182014",
        "2, 2, 2, 4.772588722239782, 1.9218120556728056",
        "1e-300, 0.3333333333333333, -Infinity, -2.2925850929940748e202, 4.7717082994306192e-95"
    })
    void hessian_of_a_power(double base, double exponent, double xx, double xy, double yy) {
        Value a = Value.of(base);
        Value b = Value.of(exponent);
        double[][] hessian = Derivatives.data(Derivatives.hessian(a.pow(b), List.of(a, b)));
        assertRelative(hessian[0][0], xx);
        assertRelative(hessian[0][1], xy);
        assertRelative(hessian[1][0], xy);
        assertRelative(hessian[1][1], yy);
    }

    private static void assertRelative(double actual, double expected) {
        assertThat(actual == expected || Math.abs(actual - expected) <= 1e-12 * Math.abs(expected))
                .as("%s, not %s", actual, expected)
                .isTrue();
    }

    /** By hand, at n = 2 and x = 23: 3x^(n−2) has f_xn = 3/x, and (x² + 1)^y at y = 0 has f_xy = 2x/(x² + 1). */
    @Test
    void mixed_derivatives_of_powers_whose_exponent_vanishes() {
        Value t = Value.of(23);
        Value n = Value.of(2);
        double[][] shifted =
                Derivatives.data(Derivatives.hessian(Value.constant(3).mul(t.pow(n.sub(2))), List.of(t, n)));
        assertRelative(shifted[0][1], 3.0 / 23);
        assertRelative(shifted[1][0], 3.0 / 23);
        Value zero = Value.of(0);
        double[][] composed =
                Derivatives.data(Derivatives.hessian(t.pow(2).add(1).pow(zero), List.of(t, zero)));
        assertRelative(composed[0][1], 46.0 / 530);
        assertRelative(composed[1][0], 46.0 / 530);
    }

    /** Both orders of differentiation agree, or are NaN, even at points without a mixed derivative. */
    @ParameterizedTest
    @ValueSource(doubles = {-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3})
    void hessian_of_a_power_at_base_0_is_symmetric_or_nan(double exponent) {
        Value zero = Value.of(0);
        Value b = Value.of(exponent);
        double[][] hessian = Derivatives.data(Derivatives.hessian(zero.pow(b), List.of(zero, b)));
        double xy = hessian[0][1];
        double yx = hessian[1][0];
        assertThat(xy == yx || Double.isNaN(xy) || Double.isNaN(yx))
                .as("%s and %s", xy, yx)
                .isTrue();
    }

    /**
     * From 50 digits (mpmath): first derivatives as graphs where a formula in terms of the value has no digits left.
     */
    @ParameterizedTest
    @CsvSource({
        "TANH, 20, 1.6993417021166356e-17",
        "TANH, 17, 6.8556337261680284e-15",
        "SIGMOID, 40, 4.248354255291589e-18",
        "GELU, -10, -7.618400096464814e-22",
        "ERF, 20, 2.1610374743867985e-174",
        "ATAN, 1e155, 1e-310"
    })
    void slopes_keep_their_digits_in_the_tails(Op op, double at, double expected) {
        Value t = Value.of(at);
        Value f = op.apply(t);
        double symbolic = Derivatives.derivative(f, t).data();
        f.backward();
        assertThat(t.grad()).isCloseTo(expected, within(4 * Math.ulp(expected)));
        assertThat(symbolic).isCloseTo(expected, within(4 * Math.ulp(expected)));
    }

    /** softplus″ = σ′: the largest argument at which σ is still less than 1 (mpmath, 50 digits). */
    @Test
    void second_derivative_of_softplus_keeps_its_digits() {
        Value t = Value.of(37.42994775023705);
        assertThat(Derivatives.derivative(t.softplus(), t, 2).data()).isCloseTo(5.551115123125775e-17, within(4e-32));
    }

    @Test
    void shares_of_equal_huge_values_are_halves() {
        Value a = Value.of(1e50);
        Value b = Value.of(1e50);
        Value f = Value.logSumExp(List.of(a, b));
        f.backward();
        assertThat(a.grad()).isEqualTo(0.5);
        assertThat(Derivatives.derivative(f, b).data()).isEqualTo(0.5);
    }

    /** More operands than are built as softmax gates: the graph stays linear in them. */
    @Test
    void gradient_of_a_long_logSumExp_and_logSoftmax_is_linear_in_its_operands() {
        List<Value> many =
                IntStream.range(0, 3000).mapToObj(i -> Value.of(i * 1e-3)).toList();
        for (Value f : List.of(Value.logSumExp(many), Value.logSoftmax(many))) {
            List<Value> gradient = Derivatives.gradient(f, many);
            assertThat(Graph.of(Value.sum(gradient)).size()).isLessThan(6 * many.size());
            many.forEach(Value::zeroGrad);
            f.backward();
            for (int i = 0; i < many.size(); i += 100) {
                double expected = many.get(i).grad();
                assertThat(gradient.get(i).data()).isCloseTo(expected, within(1e-14 * Math.abs(expected)));
            }
        }
    }

    /** (eˣ)⁽ⁿ⁾ = eˣ, and sin has period 4. */
    @Test
    void high_derivatives() {
        Value t = Value.of(0.7);
        assertThat(Derivatives.derivative(t.exp(), t, 12).data())
                .isEqualTo(t.exp().data());
        assertThat(Derivatives.derivative(t.sin(), t, 9).data())
                .isEqualTo(t.cos().data());
        assertThat(Derivatives.derivative(t.pow(5), t, 5).data()).isEqualTo(120);
        assertThat(Derivatives.derivative(t.pow(5), t, 6).data()).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void symbolic_gradient_and_forward_mode_agree_with_backward(long block) {
        for (long seed = block * 50; seed < block * 50 + 50; seed++) {
            Value f = RandomGraphs.tame(seed, 40);
            List<Value> leaves = Graph.of(f).leaves();
            List<Value> gradient = Derivatives.gradient(f, leaves);
            f.backward();
            double along = 0;
            double[] direction = new Random(seed).doubles(leaves.size(), -1, 1).toArray();
            double scale = 1;
            for (int i = 0; i < leaves.size(); i++) {
                double grad = leaves.get(i).grad();
                assertThat(gradient.get(i).data())
                        .as("seed %d, leaf %d", seed, i)
                        .isCloseTo(grad, within(1e-9 * Math.max(1, Math.abs(grad))));
                along += grad * direction[i];
                scale = Math.max(scale, Math.abs(grad));
            }
            assertThat(Derivatives.jvp(f, leaves, direction).data())
                    .as("seed %d, along a direction", seed)
                    .isCloseTo(along, within(1e-9 * scale));
        }
    }

    /** Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)². */
    private static Value rosenbrock(List<Value> point) {
        List<Value> terms = new ArrayList<>();
        for (int i = 0; i + 1 < point.size(); i++) {
            Value a = point.get(i + 1).sub(point.get(i).pow(2)).pow(2).mul(100);
            terms.add(a.add(Value.constant(1).sub(point.get(i)).pow(2)));
        }
        return Value.sum(terms);
    }

    private static List<Value> point(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> Value.of(0.3 + 0.1 * i, "x" + i))
                .toList();
    }

    /** By hand: H_ii = 1200xᵢ² − 400xᵢ₊₁ + 2 (+ 200 inside), H_i,i+1 = −400xᵢ, 0 farther off. */
    @Test
    void hessian_of_rosenbrock_and_its_product_with_a_vector() {
        List<Value> point = point(20);
        Value f = rosenbrock(point);
        double[][] hessian = Derivatives.data(Derivatives.hessian(f, point));
        double[] vector = new Random(1).doubles(20, -1, 1).toArray();
        List<Value> product = Derivatives.hessianVectorProduct(f, point, vector);
        for (int i = 0; i < 20; i++) {
            double expectedProduct = 0;
            for (int j = 0; j < 20; j++) {
                double expected = rosenbrockHessian(point, i, j);
                assertThat(hessian[i][j]).isCloseTo(expected, within(1e-9));
                expectedProduct += expected * vector[j];
            }
            assertThat(product.get(i).data()).isCloseTo(expectedProduct, within(1e-8));
        }
    }

    private static double rosenbrockHessian(List<Value> point, int i, int j) {
        int n = point.size();
        double xi = point.get(i).data();
        if (i == j) {
            double first = i + 1 < n ? 1200 * xi * xi - 400 * point.get(i + 1).data() + 2 : 0;
            return first + (i > 0 ? 200 : 0);
        }
        return Math.abs(i - j) == 1 ? -400 * point.get(Math.min(i, j)).data() : 0;
    }

    @Test
    void hessian_vector_product_costs_at_most_six_gradients_in_nodes() {
        List<Value> point = point(20);
        Value f = rosenbrock(point);
        Value network = point.get(0);
        for (int layer = 0; layer < 10; layer++) {
            network = network.mul(point.get(layer)).add(point.get(layer + 1)).tanh();
        }
        for (Value function : List.of(f, network)) {
            int gradient = nodes(Derivatives.gradient(function, point));
            double[] ones = new double[20];
            java.util.Arrays.fill(ones, 1);
            assertThat(nodes(Derivatives.hessianVectorProduct(function, point, ones)))
                    .isLessThanOrEqualTo(6 * gradient);
        }
    }

    private static int nodes(List<Value> outputs) {
        return Graph.of(Value.sum(outputs)).size() - 1;
    }

    /** f = sin(sin(…sin(x))): f″ by the recurrence s′ = cos(s)·s′, s″ = cos(s)·s″ − sin(s)·s′². */
    @Test
    void second_derivative_of_a_long_chain() {
        int n = 100_000;
        Value t = Value.of(0.9);
        Value f = t;
        double value = 0.9;
        double first = 1;
        double second = 0;
        for (int i = 0; i < n; i++) {
            f = f.sin();
            second = Math.cos(value) * second - Math.sin(value) * first * first;
            first = Math.cos(value) * first;
            value = Math.sin(value);
        }
        assertThat(Derivatives.derivative(f, t, 2).data()).isCloseTo(second, within(1e-9 * Math.abs(second)));
    }

    @Test
    void a_derivative_stays_a_function_of_the_leaves() {
        Value f = x.mul(x).mul(y);
        Value slope = Derivatives.derivative(f, x);
        assertThat(slope.data()).isEqualTo(40);
        x.setData(1);
        y.setData(-3);
        Graph.of(slope).forward();
        assertThat(slope.data()).isEqualTo(-6);
    }

    @Test
    void with_respect_to_an_interior_node_all_else_is_held() {
        Value q = x.add(y).named("q");
        Value f = q.mul(x);
        assertThat(Derivatives.gradient(f, List.of(q, x, f)).stream().map(Value::data))
                .containsExactly(5.0, 14.0, 1.0);
    }

    @Test
    void unreachable_inputs_and_constants_have_derivative_zero_and_are_named() {
        Value z = Value.of(1, "z");
        Value c = Value.constant(2);
        Value f = x.mul(c);
        assertThat(Derivatives.gradient(f, List.of(z, c, x, x)).stream().map(Value::data))
                .containsExactly(0.0, 0.0, 2.0, 2.0);
        assertThat(Graph.of(f).unreachable(List.of(x, z, c))).containsExactly(z);
        assertThat(Derivatives.jvp(f, List.of(z, x, x), 7, 1, 1).data()).isEqualTo(4);
    }

    @Test
    void vectors_must_be_as_long_as_the_inputs() {
        assertThatThrownBy(() -> Derivatives.hessianVectorProduct(x.mul(x), List.of(x), 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 inputs, but the vector has 2 numbers");
        assertThat(Derivatives.jvp(List.of(), List.of(x), 1)).isEmpty();
    }

    @Test
    void kinks_follow_the_ops() {
        Value zero = Value.of(0);
        assertThat(Derivatives.derivative(zero.relu(), zero).data()).isEqualTo(0);
        assertThat(Derivatives.derivative(zero.abs(), zero).data()).isEqualTo(0);
        assertThat(Derivatives.derivative(zero.heaviside(), zero).data()).isEqualTo(0);
        assertThat(Derivatives.derivative(zero.max(zero), zero).data()).isEqualTo(1);
    }

    @Test
    void gradients_left_by_backward_are_not_touched() {
        Value f = x.mul(y);
        f.backward();
        Derivatives.hessian(f, List.of(x, y)).forEach(row -> assertThat(row).hasSize(2));
        assertThat(x.grad()).isEqualTo(4);
        assertThat(f.grad()).isEqualTo(1);
    }

    /**
     * q = x − 0.1 at 1: of q², 2q; of a where, and of a dot gate that is an input itself, the slope of its square too.
     */
    @Test
    void a_direction_may_be_that_of_an_interior_node() {
        Value x = Value.of(1);
        for (Value q : List.of(
                x.sub(0.1), Value.where(x, x.sub(0.1), x), Value.dot(List.of(x), List.of(Value.constant(0.9))))) {
            double slope = Derivatives.jvp(q.mul(q), List.of(q), 1).data();
            assertThat(slope).isEqualTo(2 * q.data());
        }
    }
}
