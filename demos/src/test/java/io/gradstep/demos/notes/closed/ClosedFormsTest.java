package io.gradstep.demos.notes.closed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosedFormsTest {
    private static final double[][] A = {{1, 2, 3}, {4, 5, 6}};

    @Test
    void closed_forms_share_no_code_with_the_engine_or_the_gallery() {
        classes()
                .that()
                .resideInAPackage("io.gradstep.demos.notes.closed")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.gradstep.demos.notes.closed", "java..", "org.jspecify.annotations")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.gradstep"));
    }

    @Test
    void product_and_transpose_by_hand() {
        assertThat(Matrices.times(A, Matrices.column(1, 0, -1))).isDeepEqualTo(Matrices.column(-2, -2));
        assertThat(Matrices.times(Matrices.column(1, 2), Matrices.row(3, 4)))
                .isDeepEqualTo(new double[][] {{3, 4}, {6, 8}});
        assertThat(Matrices.transpose(A)).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
    }

    @Test
    void diagonal_matrix_times_a_vector_is_the_element_wise_product() {
        double[][] v = Matrices.column(2, 3);
        double[][] u = Matrices.column(5, 7);

        assertThat(Matrices.times(Matrices.diagonal(v), u)).isDeepEqualTo(Matrices.hadamard(v, u));
    }

    @Test
    void pieces_by_hand() {
        assertThat(Matrices.unit(2, 3, 0, 2)).isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 0, 0}});
        assertThat(Matrices.prepend(9, Matrices.column(1, 2))).isDeepEqualTo(Matrices.column(9, 1, 2));
        assertThat(Matrices.append(Matrices.column(1, 2), 9)).isDeepEqualTo(Matrices.column(1, 2, 9));
        assertThat(Matrices.withoutFirstRow(A)).isDeepEqualTo(Matrices.row(4, 5, 6));
        assertThat(Matrices.beside(A, Matrices.column(7, 8)))
                .isDeepEqualTo(new double[][] {{1, 2, 3, 7}, {4, 5, 6, 8}});
        assertThat(Matrices.columnOf(A, 1)).isDeepEqualTo(Matrices.column(2, 5));
    }

    @Test
    void shapes_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> Matrices.times(A, A)).hasMessage("2×3 cannot be multiplied by 2×3");
        assertThatThrownBy(() -> Matrices.hadamard(A, Matrices.transpose(A)))
                .hasMessage("2×3 cannot be multiplied element by element by 3×2");
        assertThatThrownBy(() -> Matrices.plus(A, Matrices.row(1, 2, 3))).hasMessageContaining("added to");
        assertThatThrownBy(() -> Matrices.beside(A, Matrices.row(1))).hasMessageContaining("put beside");
        assertThatThrownBy(() -> Matrices.diagonal(A)).hasMessageContaining("2×3");
    }

    /** Central differences, which know nothing of the slopes. */
    @ParameterizedTest
    @EnumSource
    void slope_of_an_activation_is_its_difference_quotient(ActivationFunction activation) {
        double h = 1e-6;
        for (double x : new double[] {-3, -0.7, 0.2, 1.5}) {
            double quotient = (activation.value(x + h) - activation.value(x - h)) / (2 * h);
            assertThat(activation.slope(x)).as("at %s", x).isCloseTo(quotient, within(1e-9));
        }
    }

    @Test
    void slope_of_relu_at_zero_is_zero() {
        assertThat(ActivationFunction.RELU.slope(0)).isZero();
    }

    /** y = 2·tanh(0.5·x) at x = 1: δ⁽²⁾ = (1 − tanh²½)·2, ∂y/∂w⁽¹⁾ = δ⁽²⁾·1. */
    @Test
    void recurrence_of_one_unit_by_hand() {
        double[][] zero = Matrices.column(0);
        LayersFormulas layers = new LayersFormulas(
                List.of(Matrices.row(0.5), Matrices.row(2)),
                List.of(zero, zero),
                Matrices.column(1),
                ActivationFunction.TANH);
        double slope = 1 - Math.tanh(0.5) * Math.tanh(0.5);

        assertThat(layers.delta(3)[0][0]).isEqualTo(1);
        assertThat(layers.delta(2)[0][0]).isCloseTo(2 * slope, within(1e-15));
        assertThat(layers.gradientOfWByMatrix(1)[0][0]).isCloseTo(2 * slope, within(1e-15));
        assertThat(layers.gradientOfWByMatrix(2)[0][0]).isCloseTo(Math.tanh(0.5), within(1e-15));
    }
}
