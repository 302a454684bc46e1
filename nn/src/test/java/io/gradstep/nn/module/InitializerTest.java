package io.gradstep.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.nn.Mlp;
import io.gradstep.nn.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {

    /** Variances as the papers give them, for 100 inputs and 50 outputs; a bound of 0 is for none. */
    @ParameterizedTest
    @CsvSource({
        "XAVIER, 0.013333333, 0.2",
        "XAVIER_NORMAL, 0.013333333, 0",
        "HE, 0.02, 0.24494897",
        "HE_NORMAL, 0.02, 0",
        "LECUN, 0.01, 0.17320508",
        "LECUN_NORMAL, 0.01, 0"
    })
    void weights_have_the_published_variance(Initializer initializer, double variance, double bound) {
        RandomStream random = new RandomStream(9);
        int n = 100_000;
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double w = initializer.sample(random, 100, 50);
            squares += w * w;
            largest = Math.max(largest, Math.abs(w));
        }
        assertThat(squares / n).isCloseTo(variance, within(0.03 * variance));
        if (bound > 0) {
            assertThat(largest).isBetween(0.999 * bound, bound + 1e-8);
        }
    }

    @Test
    void zeros_are_zeros_and_biases_start_at_zero() {
        Mlp zeros = Mlp.builder()
                .inputs(3)
                .outputs(2)
                .initializer(Initializer.ZEROS)
                .build();
        assertThat(zeros.parameters())
                .allSatisfy(weight -> assertThat(weight.data()).isZero());
        Mlp he = Mlp.builder()
                .inputs(3)
                .hidden(4)
                .outputs(2)
                .initializer(Initializer.HE)
                .build();
        assertThat(he.tensors().get(0).data()).doesNotContain(0);
        assertThat(he.tensors().get(1).data()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void names_lead_back(Initializer initializer) {
        assertThat(Initializer.named(initializer.label())).isSameAs(initializer);
    }

    @Test
    void names_are_camel_case_and_unknown_ones_are_refused_with_a_list() {
        assertThat(Initializer.HE_NORMAL.label()).isEqualTo("heNormal");
        assertThatThrownBy(() -> Initializer.named("glorot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("glorot")
                .hasMessageContaining("xavierNormal");
    }
}
