package io.gradstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Value;
import io.gradstep.nn.optim.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static List<Value> outputs(double... numbers) {
        List<Value> outputs = new ArrayList<>();
        for (double number : numbers) {
            outputs.add(Value.of(number));
        }
        return outputs;
    }

    private static List<Loss> losses() {
        return Loss.all();
    }

    /** log(e¹ + e² + e³) − 3 and − 1. */
    @ParameterizedTest
    @CsvSource({"2, 0.40760596444438", "0, 2.40760596444438"})
    void cross_entropy_of_logits(int target, double expected) {
        assertThat(Loss.CROSS_ENTROPY.of(outputs(1, 2, 3), target).data()).isCloseTo(expected, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000"})
    void cross_entropy_neither_overflows_nor_gives_nan(int target, double expected) {
        List<Value> logits = outputs(1000, 0);
        Value loss = Loss.CROSS_ENTROPY.of(logits, target);
        loss.backward();
        assertThat(loss.data()).isEqualTo(expected);
        assertThat(logits.get(0).grad()).isEqualTo(target);
        assertThat(logits.get(1).grad()).isEqualTo(-target);
    }

    /**
     * Logits, the right class, the loss and its gradients, from 50 digits (mpmath): log 2; log(1 + e⁻³⁶) and
     * e⁻³⁶/(1 + e⁻³⁶); 36 more.
     */
    @ParameterizedTest
    @CsvSource({
        "1e16, 1e16, 0, 0.6931471805599453, -0.5, 0.5",
        "1e50, 1e50, 1, 0.6931471805599453, 0.5, -0.5",
        "0, 36, 1, 2.3195228302435691e-16, 2.3195228302435688e-16, -2.3195228302435688e-16",
        "0, 36, 0, 36, -0.9999999999999998, 0.9999999999999998",
        "0, 700, 1, 9.8596765437597709e-305, 9.8596765437597709e-305, -9.8596765437597709e-305"
    })
    void cross_entropy_keeps_its_digits(double a, double b, int target, double loss, double byA, double byB) {
        Value encoded = Loss.CROSS_ENTROPY.of(outputs(a, b), Mlp.constants(new double[] {1 - target, target}));
        assertThat(encoded.data()).isCloseTo(loss, within(Math.ulp(loss)));
        List<Value> logits = outputs(a, b);
        Value direct = Loss.CROSS_ENTROPY.of(logits, target);
        direct.backward();
        assertThat(direct.data()).isEqualTo(encoded.data());
        assertThat(logits.get(0).grad()).isCloseTo(byA, within(2 * Math.ulp(byA)));
        assertThat(logits.get(1).grad()).isCloseTo(byB, within(2 * Math.ulp(byB)));
    }

    /** The right class by its index, and by a one-hot target as compiled functions have it. */
    @Test
    void cross_entropy_is_the_same_to_the_bit_however_the_target_is_given() {
        Random random = new Random(5);
        for (int trial = 0; trial < 300; trial++) {
            int classCount = 2 + random.nextInt(5);
            int right = random.nextInt(classCount);
            double scale = Math.scalb(1.0, random.nextInt(-3, 9));
            double[] numbers = random.doubles(classCount, -scale, scale).toArray();
            List<Value> direct = outputs(numbers);
            List<Value> encoded = outputs(numbers);
            Value loss = Loss.CROSS_ENTROPY.of(direct, right);
            loss.backward();
            double[] oneHot = Loss.CROSS_ENTROPY.encode(new double[] {right}, classCount);
            Value other = Loss.CROSS_ENTROPY.of(encoded, Mlp.constants(oneHot));
            other.backward();
            assertThat(other.data()).isEqualTo(loss.data());
            assertThat(encoded.stream().map(Value::grad))
                    .containsExactlyElementsOf(direct.stream().map(Value::grad).toList());
        }
    }

    /** By 50 digits: s(1 − s) on the diagonal and −s(1 − s) beside it, with s = e⁻³⁶/(1 + e⁻³⁶). */
    @Test
    void second_derivatives_of_cross_entropy_keep_their_digits() {
        for (int target = 0; target < 2; target++) {
            List<Value> logits = outputs(0, 36);
            double[][] hessian = Derivatives.data(Derivatives.hessian(Loss.CROSS_ENTROPY.of(logits, target), logits));
            for (int i = 0; i < 4; i++) {
                double expected = i % 3 == 0 ? 2.319522830243568e-16 : -2.319522830243568e-16;
                assertThat(hessian[i / 2][i % 2]).isCloseTo(expected, within(4 * Math.ulp(expected)));
            }
        }
    }

    /** By 50 digits: σ(40) − 1 = −4.248354255291589e-18, and σ′(±40) = 4.248354255291589e-18. */
    @Test
    void derivatives_of_binary_cross_entropy_keep_their_digits() {
        List<Value> logit = outputs(40);
        Value loss = Loss.BINARY_CROSS_ENTROPY.of(logit, 1);
        loss.backward();
        assertThat(logit.get(0).grad()).isCloseTo(-4.248354255291589e-18, within(4e-33));
        assertThat(Derivatives.derivative(loss, logit.get(0), 2).data())
                .isCloseTo(4.248354255291589e-18, within(4e-33));
    }

    /** softmax(1, 2, 3) = 0.09003057317038046, 0.24472847105479764, 0.6652409557748218; minus 1 for the target. */
    @Test
    void gradient_of_cross_entropy_is_softmax_minus_target() {
        List<Value> logits = outputs(1, 2, 3);
        Loss.CROSS_ENTROPY.of(logits, 1).backward();
        assertThat(logits.get(0).grad()).isCloseTo(0.09003057317038046, within(1e-15));
        assertThat(logits.get(1).grad()).isCloseTo(0.24472847105479764 - 1, within(1e-15));
        assertThat(logits.get(2).grad()).isCloseTo(0.6652409557748218, within(1e-15));
    }

    /** The example of Stanford CS231n's lecture 3: a cat, a car and a frog. */
    @ParameterizedTest
    @CsvSource({"0, 3.2, 5.1, -1.7, 2.9", "1, 1.3, 4.9, 2.0, 0", "2, 2.2, 2.5, -3.1, 12.9"})
    void hinge_of_class_scores(int target, double cat, double car, double frog, double expected) {
        assertThat(Loss.HINGE.of(outputs(cat, car, frog), target).data()).isCloseTo(expected, within(1e-14));
    }

    @Test
    void hinge_leaves_the_right_class_out() {
        List<Value> scores = outputs(3.2, 5.1, -1.7);
        Loss.HINGE.of(scores, 0).backward();
        // Only the car's margin is violated.
        assertThat(scores).extracting(Value::grad).containsExactly(-1.0, 1.0, 0.0);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 1, 0.75", "0.25, 0, 1.25", "3, 1, 0", "3, 0, 4"})
    void hinge_of_one_score(double score, int target, double expected) {
        assertThat(Loss.HINGE.of(outputs(score), target).data()).isEqualTo(expected);
    }

    /** log 2 at 0; log(1 + e⁻⁴⁰) = e⁻⁴⁰ to the last digit = 4.248354255291589e-18. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.6931471805599453",
        "0, 0, 0.6931471805599453",
        "40, 1, 4.248354255291589e-18",
        "-40, 0, 4.248354255291589e-18",
        "1000, 0, 1000",
        "-1000, 1, 1000",
        "1000, 1, 0",
        "0, 0.3, 0.6931471805599453"
    })
    void binary_cross_entropy_of_a_logit(double logit, double target, double expected) {
        assertThat(Loss.BINARY_CROSS_ENTROPY.of(outputs(logit), target).data())
                .isCloseTo(expected, within(1e-15 * expected));
    }

    @Test
    void gradient_of_binary_cross_entropy_is_sigmoid_minus_target() {
        List<Value> logits = outputs(-3);
        Loss.BINARY_CROSS_ENTROPY.of(logits, 0.25).backward();
        assertThat(logits.get(0).grad()).isCloseTo(1 / (1 + Math.exp(3)) - 0.25, within(1e-15));
    }

    @Test
    void mean_errors_are_over_the_outputs() {
        assertThat(Loss.MSE.of(outputs(1, 5), 4, 1).data()).isEqualTo((9 + 16) / 2.0);
        assertThat(Loss.MAE.of(outputs(1, 5), 4, 1).data()).isEqualTo((3 + 4) / 2.0);
        assertThat(Loss.MSE.of(outputs(1), 4).data()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void names_lead_back(Loss loss) {
        assertThat(Loss.named(loss.label())).isSameAs(loss);
    }

    @Test
    void decisions() {
        assertThat(Loss.CROSS_ENTROPY.decide(new double[] {1, 3, 2})).isEqualTo(1);
        assertThat(Loss.HINGE.decide(new double[] {-0.1})).isZero();
        assertThat(Loss.BINARY_CROSS_ENTROPY.decide(new double[] {0.1})).isEqualTo(1);
        assertThat(Loss.MSE.decide(new double[] {0.4})).isZero();
        assertThat(Loss.MAE.decide(new double[] {0.6})).isEqualTo(1);
        assertThat(Loss.MSE.decide(new double[] {0.1, 0.9})).isEqualTo(1);
    }

    @Test
    void targets_that_do_not_fit_are_refused_with_what_would() {
        assertThatThrownBy(() -> Loss.CROSS_ENTROPY.encode(new double[] {3}, 3))
                .hasMessage("crossEntropy needs a class from 0 to 2, not 3.0");
        assertThatThrownBy(() -> Loss.CROSS_ENTROPY.encode(new double[] {0.5}, 3))
                .hasMessage("crossEntropy needs a class from 0 to 2, not 0.5");
        assertThatThrownBy(() -> Loss.CROSS_ENTROPY.encode(new double[] {1}, 1))
                .hasMessageContaining("binaryCrossEntropy");
        assertThatThrownBy(() -> Loss.HINGE.encode(new double[] {-1}, 1))
                .hasMessage("hinge needs a class from 0 to 1, not -1.0");
        assertThatThrownBy(() -> Loss.HINGE.encode(new double[] {1, 2}, 2)).hasMessageContaining("2 targets");
        assertThatThrownBy(() -> Loss.BINARY_CROSS_ENTROPY.encode(new double[] {2}, 1))
                .hasMessage("binaryCrossEntropy needs targets from 0 to 1, not 2.0");
        assertThatThrownBy(() -> Loss.MSE.encode(new double[] {2}, 3)).hasMessageContaining("one-hot");
        assertThatThrownBy(() -> Loss.named("huber")).hasMessageContaining("crossEntropy");
    }

    @Test
    void penalties_price_every_parameter() {
        List<Value> parameters = outputs(3, -4);
        assertThat(Regularization.l2(0.1).penalty(parameters).data()).isCloseTo(2.5, within(1e-15));
        assertThat(Regularization.l1(0.1).penalty(parameters).data()).isCloseTo(0.7, within(1e-15));
        Value both = new Regularization(0.1, 0.01).penalty(parameters);
        both.backward();
        assertThat(both.data()).isCloseTo(0.95, within(1e-15));
        assertThat(parameters.get(0).grad()).isCloseTo(0.1 + 0.06, within(1e-15));
        assertThat(parameters.get(1).grad()).isCloseTo(-0.1 - 0.08, within(1e-15));
        assertThat(Regularization.NONE.penalty(parameters).isConstant()).isTrue();
        assertThatThrownBy(() -> Regularization.l2(-1)).hasMessage("l2 must be 0 or positive, not -1.0");
    }
}
