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
        assertThat(Derivatives.data(Derivatives.hessian(f, List.of(x, y))))
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

    @Test
    void third_derivative() {
        Value t = Value.of(1, "t");
        Value f = t.cos().pow(3).mul(t.sin().pow(2));
        assertThat(Derivatives.derivative(f, t, 3).data()).isCloseTo(7.358639755305733, within(1e-12));
        assertThat(Derivatives.derivative(f, t, 0)).isSameAs(f);
        assertThatThrownBy(() -> Derivatives.derivative(f, t, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was given as -1");
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
        assertThat(Derivatives.derivative(zero.step(), zero).data()).isEqualTo(0);
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
}
