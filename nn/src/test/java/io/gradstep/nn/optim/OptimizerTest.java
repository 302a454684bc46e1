package io.gradstep.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps derived by hand from the formulas of PyTorch's documentation, for one parameter that starts at 1. */
class OptimizerTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    /** The parameter after each of some gradients. */
    private static double[] path(Optimizer optimizer, double... gradients) {
        Value theta = Value.of(1, "theta");
        OptimizerStep optimizerStep = optimizer.over(List.of(theta));
        double[] path = new double[gradients.length];
        for (int i = 0; i < path.length; i++) {
            optimizerStep.zeroGrad();
            theta.backward(gradients[i]);
            optimizerStep.step();
            path[i] = theta.data();
        }
        assertThat(optimizerStep.stepCount()).isEqualTo(gradients.length);
        return path;
    }

    @Test
    void sgd() {
        assertThat(path(Optimizer.sgd(0.1), 0.5, -0.25, 1))
                .containsExactly(new double[] {0.95, 0.975, 0.875}, ROUNDING);
    }

    /** b = 0.5, 0.9·0.5 − 0.25 = 0.2, 0.9·0.2 + 1 = 1.18. */
    @Test
    void sgd_with_momentum() {
        assertThat(path(Optimizer.sgd(0.1).withMomentum(0.9), 0.5, -0.25, 1))
                .containsExactly(new double[] {0.95, 0.93, 0.812}, ROUNDING);
    }

    /** b as above; g + 0.9b = 0.5 + 0.45 = 0.95, −0.25 + 0.18 = −0.07, 1 + 1.062 = 2.062. */
    @Test
    void sgd_with_nesterov_momentum() {
        assertThat(path(Optimizer.sgd(0.1).withMomentum(0.9).withNesterov(), 0.5, -0.25, 1))
                .containsExactly(new double[] {0.905, 0.912, 0.7058}, ROUNDING);
    }

    /** The first b is the whole gradient: b = 0.5, 0.9·0.5 − 0.5·0.25 = 0.325, 0.9·0.325 + 0.5·1 = 0.7925. */
    @Test
    void sgd_with_dampening() {
        assertThat(path(Optimizer.sgd(0.1).withMomentum(0.9).withDampening(0.5), 0.5, -0.25, 1))
                .containsExactly(new double[] {0.95, 0.9175, 0.83825}, ROUNDING);
    }

    /** g = 0.5 + 0.2·1 = 0.7 → 0.93; g = −0.25 + 0.2·0.93 = −0.064 → 0.9364. */
    @Test
    void sgd_with_weight_decay() {
        assertThat(path(Optimizer.sgd(0.1).withWeightDecay(0.2), 0.5, -0.25))
                .containsExactly(new double[] {0.93, 0.9364}, ROUNDING);
    }

    /** v = 0.1·1² = 0.1; then 0.9·0.1 + 0.1·2² = 0.49, whose root is 0.7. */
    @Test
    void rms_prop() {
        double first = 1 - 0.01 * 1 / (Math.sqrt(0.1) + 1e-8);
        double second = first - 0.01 * 2 / (0.7 + 1e-8);
        assertThat(path(Optimizer.rmsProp(0.01).withSmoothing(0.9), 1, 2))
                .containsExactly(new double[] {first, second}, ROUNDING);
    }

    /** v = 0.1, a = 0.1: √(0.1 − 0.01) = 0.3; then v = 0.19, a = 0.19: 0.19 − 0.0361 = 0.1539. */
    @Test
    void rms_prop_centered() {
        double first = 1 - 0.01 * 1 / (0.3 + 1e-8);
        double second = first - 0.01 * 1 / (Math.sqrt(0.1539) + 1e-8);
        assertThat(path(Optimizer.rmsProp(0.01).withSmoothing(0.9).withCentering(), 1, 1))
                .containsExactly(new double[] {first, second}, ROUNDING);
    }

    /** The scaled gradients are s₁ = 1/√0.1 and s₂ = 2/0.7 with ε = 0.5 added; b₁ = s₁, b₂ = 0.5·s₁ + s₂. */
    @Test
    void rms_prop_with_momentum_and_epsilon() {
        double s1 = 1 / (Math.sqrt(0.1) + 0.5);
        double s2 = 2 / (0.7 + 0.5);
        assertThat(path(
                        Optimizer.rmsProp(0.01)
                                .withSmoothing(0.9)
                                .withMomentum(0.5)
                                .withEpsilon(0.5),
                        1,
                        2))
                .containsExactly(new double[] {1 - 0.01 * s1, 1 - 0.01 * s1 - 0.01 * (0.5 * s1 + s2)}, ROUNDING);
    }

    /** g = 1 + 1·1 = 2: v = 0.1·4 = 0.4. */
    @Test
    void rms_prop_with_weight_decay() {
        assertThat(path(Optimizer.rmsProp(0.01).withSmoothing(0.9).withWeightDecay(1), 1))
                .containsExactly(new double[] {1 - 0.01 * 2 / (Math.sqrt(0.4) + 1e-8)}, ROUNDING);
    }

    /**
     * The first step is the sign: m̂ = 1, v̂ = 1. Then m = 0.9·0.1 + 0.1·3 = 0.39 over 1 − 0.81 = 0.19, and v =
     * 0.999·0.001 + 0.001·9 = 0.009999 over 1 − 0.998001 = 0.001999.
     */
    @Test
    void adam() {
        double first = 1 - 0.1 / (1 + 1e-8);
        double second = first - 0.1 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
        assertThat(path(Optimizer.adam(0.1), 1, 3)).containsExactly(new double[] {first, second}, ROUNDING);
    }

    /** With β = (0.5, 0.75) and g = 1, 3: m = 0.5, 1.75 over 0.5, 0.75; v = 0.25, 2.4375 over 0.25, 0.4375. */
    @Test
    void adam_with_other_betas_and_epsilon() {
        double first = 1 - 0.1 / (1 + 0.5);
        double second = first - 0.1 * (1.75 / 0.75) / (Math.sqrt(2.4375 / 0.4375) + 0.5);
        assertThat(path(Optimizer.adam(0.1).withBetas(0.5, 0.75).withEpsilon(0.5), 1, 3))
                .containsExactly(new double[] {first, second}, ROUNDING);
    }

    /** g = 1 + 0.5·1 = 1.5, and the step is its sign as without decay: only ε tells the difference. */
    @Test
    void adam_puts_weight_decay_into_the_gradient() {
        assertThat(path(Optimizer.adam(0.1).withWeightDecay(0.5).withEpsilon(0.5), 1))
                .containsExactly(new double[] {1 - 0.1 * 1.5 / (1.5 + 0.5)}, ROUNDING);
    }

    /** θ first shrinks by 0.1·0.5 = 5 %, then Adam's step without decay follows, twice. */
    @Test
    void adam_w_takes_weight_decay_as_a_step_of_its_own() {
        double first = 0.95 * 1 - 0.1 / (1 + 1e-8);
        double second = 0.95 * first - 0.1 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
        assertThat(path(Optimizer.adamW(0.1).withWeightDecay(0.5), 1, 3))
                .containsExactly(new double[] {first, second}, ROUNDING);
        assertThat(path(Optimizer.adamW(0.1), 1))
                .containsExactly(new double[] {(1 - 0.1 * 0.01) - 0.1 / (1 + 1e-8)}, ROUNDING);
    }

    /** Known points of gradient descent on (1 − x)² + 100(y − x²)² from (0, 2), as the specification gives them. */
    @ParameterizedTest
    @CsvSource({"1000, 0.6837118569138317, 0.4659526837427042", "10000, 0.9944984367782456, 0.9890050527419593"})
    void gradient_descent_on_rosenbrocks_valley(int steps, double expectedX, double expectedY) {
        Value x = Value.of(0, "x");
        Value y = Value.of(2, "y");
        OptimizerStep optimizerStep = Optimizer.sgd(1e-3).over(List.of(x, y));
        for (int i = 0; i < steps; i++) {
            Value valley =
                    Value.constant(1).sub(x).pow(2).add(y.sub(x.pow(2)).pow(2).mul(100));
            optimizerStep.zeroGrad();
            valley.backward();
            optimizerStep.step();
        }
        assertThat(x.data()).isCloseTo(expectedX, within(1e-13));
        assertThat(y.data()).isCloseTo(expectedY, within(1e-13));
    }

    @Test
    void a_step_at_another_rate_and_clipped() {
        Value a = Value.of(0);
        Value b = Value.of(0);
        OptimizerStep optimizerStep = Optimizer.sgd(1).over(List.of(a, b));
        a.backward(3);
        b.backward(4);
        optimizerStep.step(10, GradientClip.norm(0.5));
        // The norm is 5: both gradients are scaled by 0.5/(5 + 1e-6).
        assertThat(a.data()).isCloseTo(-10 * 3 * 0.5 / 5.000001, within(1e-15));
        assertThat(b.data()).isCloseTo(-10 * 4 * 0.5 / 5.000001, within(1e-15));
        assertThat(a.grad()).isEqualTo(3);
    }

    @Test
    void clipping_leaves_small_gradients_alone() {
        double[] gradients = {0.3, -0.4};
        GradientClip.norm(1).apply(gradients);
        GradientClip.value(1).apply(gradients);
        GradientClip.NONE.apply(gradients);
        assertThat(gradients).containsExactly(0.3, -0.4);
    }

    @Test
    void clipping_by_value_cuts_each_gradient() {
        double[] gradients = {3, -4, 0.5};
        GradientClip.value(1).apply(gradients);
        assertThat(gradients).containsExactly(1, -1, 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e300, 1e-300, Double.MIN_VALUE})
    void the_norm_neither_overflows_nor_underflows(double unit) {
        assertThat(GradientClip.norm(new double[] {3 * unit, 4 * unit})).isCloseTo(5 * unit, within(1e-15 * 5 * unit));
    }

    @Test
    void the_norm_of_nothing_is_zero_and_nan_stays() {
        assertThat(GradientClip.norm(new double[2])).isZero();
        assertThat(GradientClip.norm(new double[] {1, Double.NaN})).isNaN();
    }

    @Test
    void a_step_that_would_not_be_finite_changes_nothing() {
        Value a = Value.of(1, "a");
        Value b = Value.of(1, "b");
        OptimizerStep optimizerStep = Optimizer.adam(0.1).over(List.of(a, b));
        a.backward(1);
        b.backward(1e200); // its square overflows
        assertThatThrownBy(optimizerStep::step)
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("exp_avg_sq of b is Infinity");
        assertThat(a.data()).isEqualTo(1);
        assertThat(b.data()).isEqualTo(1);
        assertThat(optimizerStep.stepCount()).isZero();

        optimizerStep.zeroGrad();
        a.backward(1);
        optimizerStep.step();
        assertThat(a.data()).isCloseTo(0.9, within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsProp", "adam", "adamW"})
    void a_step_on_an_array_moves_it_as_it_would_the_parameters(String label) {
        List<Value> one = List.of(Value.of(1), Value.of(-2), Value.of(0.5), Value.of(3), Value.of(7));
        List<Value> other = List.of(Value.of(1), Value.of(-2), Value.of(0.5), Value.of(3), Value.of(7));
        OptimizerStep byLeaves = Optimizer.named(label, 0.1).over(one);
        OptimizerStep byArray = Optimizer.named(label, 0.1).over(other);
        double[] numbers = {1, -2, 0.5, 3, 7};
        for (int step = 0; step < 3; step++) {
            double[] gradients = {step, 2, -0.25, 1, -step};
            byLeaves.step(0.1, GradientClip.NONE, gradients.clone());
            byArray.step(0.1, GradientClip.NONE, gradients.clone(), numbers);
            for (int i = 0; i < numbers.length; i++) {
                assertThat(numbers[i]).isEqualTo(one.get(i).data());
            }
        }
        assertThat(other.stream().mapToDouble(Value::data).toArray()).containsExactly(1, -2, 0.5, 3, 7);
        double[] before = numbers.clone();
        assertThatThrownBy(() -> byArray.step(
                        0.1, GradientClip.NONE, new double[] {1, 1, Double.POSITIVE_INFINITY, 1, 1}, numbers))
                .hasMessage("the gradient of parameter 2 is Infinity");
        assertThatThrownBy(() -> byArray.step(0.1, GradientClip.NONE, new double[] {1, 1, 1, 1, Double.NaN}, numbers))
                .hasMessage("the gradient of parameter 4 is NaN");
        assertThat(numbers).containsExactly(before);
        assertThatThrownBy(() -> byArray.step(0.1, GradientClip.NONE, new double[5], new double[4]))
                .hasMessage("4 numbers were given for 5 parameters");
        assertThatThrownBy(() -> byArray.step(0.1, GradientClip.NONE, new double[6], numbers))
                .hasMessage("6 gradients were given for 5 parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsProp", "adam", "adamW"})
    void an_overflow_on_an_array_changes_nothing(String label) {
        OptimizerStep disturbed = Optimizer.named(label, 0.1).over(List.of(Value.of(1), Value.of(1)));
        OptimizerStep calm = Optimizer.named(label, 0.1).over(List.of(Value.of(1), Value.of(1)));
        double[] numbers = {1, -2};
        double[] expected = {1, -2};
        for (double gradient : new double[] {1, 1e100, -1e150, 1e152, 1}) {
            assertThatThrownBy(() -> disturbed.step(10, GradientClip.NONE, new double[] {1, 1e308}, numbers))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("Infinity");
            disturbed.step(0.1, GradientClip.NONE, new double[] {gradient, 1}, numbers);
            calm.step(0.1, GradientClip.NONE, new double[] {gradient, 1}, expected);
            assertThat(numbers).containsExactly(expected);
            assertThat(disturbed.rows().toArray(double[][]::new))
                    .isDeepEqualTo(calm.rows().toArray(double[][]::new));
        }
        assertThat(disturbed.stepCount()).isEqualTo(5);
    }

    @Test
    void a_gradient_that_is_not_finite_is_named() {
        Value a = Value.of(1, "a");
        OptimizerStep optimizerStep = Optimizer.sgd(0.1).over(List.of(a));
        a.backward(Double.NaN);
        assertThatThrownBy(optimizerStep::step).hasMessage("the gradient of a is NaN");
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> Optimizer.sgd(0)).hasMessage("the learning rate must be positive, not 0.0");
        assertThatThrownBy(() -> Optimizer.adam(Double.NaN)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> Optimizer.adam(1).withBetas(1, 0.9)).hasMessageContaining("beta1");
        assertThatThrownBy(() -> Optimizer.sgd(1).withNesterov()).hasMessageContaining("momentum");
        assertThatThrownBy(() -> Optimizer.rmsProp(1).withEpsilon(0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> GradientClip.norm(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Optimizer.sgd(1).over(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Optimizer.sgd(1).over(List.of(Value.constant(1))))
                .isInstanceOf(IllegalArgumentException.class);
        OptimizerStep optimizerStep = Optimizer.sgd(1).over(List.of(Value.of(1)));
        assertThatThrownBy(() -> optimizerStep.step(-1, GradientClip.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "rmsProp", "adam", "adamW"})
    void names_lead_to_optimizers(String label) {
        Optimizer optimizer = Optimizer.named(label, 0.5);
        assertThat(optimizer.label()).isEqualTo(label);
        assertThat(optimizer.learningRate()).isEqualTo(0.5);
        assertThat(optimizer.toString()).startsWith(label + "(rate=0.5, ");
        assertThat(optimizer.over(List.of(Value.of(1))).optimizer()).isSameAs(optimizer);
    }

    @Test
    void an_unknown_optimizer_is_refused_with_a_list() {
        assertThatThrownBy(() -> Optimizer.named("adagrad", 1)).hasMessageContaining("rmsProp");
    }
}
