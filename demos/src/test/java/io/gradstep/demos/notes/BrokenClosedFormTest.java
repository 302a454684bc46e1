package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.closed.ActivationFunction;
import io.gradstep.demos.notes.closed.AttentionFormulas;
import io.gradstep.demos.notes.closed.LayersFormulas;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.closed.NetworkFormulas;
import io.gradstep.demos.notes.closed.NormalisationFormulas;
import io.gradstep.demos.notes.closed.RegressionFormulas;
import io.gradstep.demos.notes.closed.SensitivityFormulas;
import io.gradstep.demos.notes.closed.TanhFormulas;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A closed form with a mistake in it, such as the scans have, does not pass. */
class BrokenClosedFormTest {
    private static void assertDiffers(Example example, String what) {
        Printed printed = Printed.of(example);
        assertThat(printed.report().agrees()).isFalse();
        assertThat(printed.report().largestDifference()).isGreaterThan(Tally.TOLERANCE);
        assertThat(printed.text())
                .contains("DIFFERENT")
                .containsPattern("BACKWARD AND THE CLOSED FORMS DIFFER in .*" + what);
    }

    @Test
    void transposed_gradient_as_the_scan_prints_it() {
        assertDiffers(BrokenGallery.squaredNorm(), "∇W f");
    }

    @Test
    void lost_minus_as_the_scan_prints_it() {
        assertDiffers(
                new LinearRegression(1) {
                    @Override
                    RegressionFormulas closed(double[][] w, double b, double[][] x, double[][] t) {
                        return new RegressionFormulas(w, b, x, t) {
                            @Override
                            public double[][] gradientOfWByElement() {
                                return Matrices.scale(-1, super.gradientOfWByElement());
                            }
                        };
                    }
                },
                "∂J/∂w₁");
    }

    @Test
    void missing_transpose_in_the_matrix_chain() {
        assertDiffers(
                new SmallNetwork(1) {
                    @Override
                    NetworkFormulas closed(double[][] w1, double[][] w2, double[][] x, double[][] t) {
                        return new NetworkFormulas(
                                w1, w2, x, t, ActivationFunction.SIGMOID, ActivationFunction.SIGMOID) {
                            @Override
                            public double[][] gradientOfW1Equivalently() {
                                return Matrices.transpose(super.gradientOfW1Equivalently());
                            }
                        };
                    }
                },
                "∂J/∂W¹");
    }

    @Test
    void slope_1_of_relu_at_0() {
        assertDiffers(
                new ReluExercise() {
                    @Override
                    NetworkFormulas closed() {
                        return new NetworkFormulas(
                                W1, W2, X, C, ActivationFunction.IDENTITY, ActivationFunction.IDENTITY);
                    }
                },
                "∂J/∂W¹");
    }

    @Test
    void forgotten_sum_over_the_outputs() {
        assertDiffers(
                new TanhNetwork(1) {
                    @Override
                    TanhFormulas closed(double[][] a, double[][] w, double[][] v, double[][] y) {
                        return new TanhFormulas(a, w, v, y) {
                            @Override
                            public double[] terms(int i, int j) {
                                return new double[] {super.terms(i, j)[0], 0};
                            }
                        };
                    }
                },
                "∂ε/∂w₁₁");
    }

    @Test
    void forgotten_factor_of_the_bias() {
        assertDiffers(
                new LayerRecurrence(1) {
                    @Override
                    LayersFormulas closed(List<double[][]> weights, List<double[][]> biases, double[][] x) {
                        return new LayersFormulas(weights, biases, x, ActivationFunction.TANH) {
                            @Override
                            public double[][] gradientOfB(int k) {
                                return Matrices.scale(2, super.gradientOfB(k));
                            }
                        };
                    }
                },
                "∂y/∂b");
    }

    @Test
    void forgotten_way_through_the_scale() {
        assertDiffers(
                new Normalisation(1) {
                    @Override
                    NormalisationFormulas closed(double[][] x, double[][] w, double[][] g, boolean centred) {
                        return new NormalisationFormulas(x, w, g, 1e-5, centred) {
                            @Override
                            public double slope(int i, int j) {
                                return i == j ? s() : 0;
                            }
                        };
                    }
                },
                "∂L/∂x");
    }

    @Test
    void forgotten_denominator_of_the_softmax() {
        assertDiffers(
                new Attention(1) {
                    @Override
                    AttentionFormulas closed(double[][] q, double[][] k, double[][] v, double[][] g) {
                        return new AttentionFormulas(q, k, v, g) {
                            @Override
                            public double[][] gradientOfSByMatrix() {
                                return Matrices.hadamard(a(), gradientOfA());
                            }
                        };
                    }
                },
                "∂L/∂S");
    }

    @Test
    void not_a_number() {
        assertDiffers(
                new Sensitivities(1) {
                    @Override
                    SensitivityFormulas closed(List<double[][]> weights, double[][] x, double y) {
                        return new SensitivityFormulas(weights, x, y, ActivationFunction.TANH) {
                            @Override
                            public double[][] gradientOfWByElement(int l) {
                                return Matrices.scale(Double.NaN, super.gradientOfWByElement(l));
                            }
                        };
                    }
                },
                "∂e/∂W");
    }

    @Test
    void summary_counts_the_examples_that_differ() {
        StringBuilder text = new StringBuilder();
        List<Report> reports =
                BrokenGallery.gallery().show(line -> text.append(line).append('\n'));

        assertThat(reports).extracting(Report::agrees).containsExactly(true, false);
        assertThat(text).containsPattern("squared-norm .* DIFFERENT\n").contains("1 of the examples DIFFER.");
    }
}
