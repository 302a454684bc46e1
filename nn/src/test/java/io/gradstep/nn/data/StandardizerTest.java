package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    // 2, 4, 4, 4, 5, 5, 7, 9: the textbook's example of mean 5 and deviation 2.
    private static final Dataset TRAIN = Dataset.classification(
            new double[][] {{2, 3}, {4, 3}, {4, 3}, {4, 3}, {5, 3}, {5, 3}, {7, 3}, {9, 3}},
            new int[] {0, 1, 0, 1, 0, 1, 0, 1},
            List.of("a", "b"));

    @Test
    void training_samples_get_mean_0_and_deviation_1_and_others_the_same_shift() {
        Standardizer standard = Standardizer.fit(TRAIN);

        assertThat(standard.means()).containsExactly(5, 3);
        assertThat(standard.deviations()).containsExactly(2, 1);
        Dataset applied = standard.apply(TRAIN);
        assertThat(applied.input(0)).containsExactly(-1.5, 0);
        assertThat(applied.input(7)).containsExactly(2, 0);
        assertThat(applied.label(7)).isEqualTo(1);
        assertThat(applied.classNames()).containsExactly("a", "b");
        assertThat(standard.apply(new double[] {6, 4})).containsExactly(0.5, 1);
        assertThat(standard).hasToString("Standardizer[means=[5.0, 3.0], deviations=[2.0, 1.0]]");
    }

    @Test
    void a_view_is_standardised_as_it_is_seen() {
        Dataset view = TRAIN.subset(new int[] {7, 0});
        Dataset applied = Standardizer.fit(view).apply(view);

        // 9 and 2: mean 5.5, deviation 3.5.
        assertThat(applied.input(0, 0)).isEqualTo(1);
        assertThat(applied.input(1, 0)).isEqualTo(-1);
        assertThat(applied.label(0)).isEqualTo(1);
    }

    @Test
    void a_constant_that_sums_inexactly_is_still_constant() {
        double[][] tenths = new double[10][];
        Arrays.setAll(tenths, i -> new double[] {0.1});
        Dataset data = Dataset.regression(tenths, new double[10]);

        assertThat(Standardizer.fit(data).apply(data).input(3)).containsExactly(0);
    }

    @Test
    void extreme_features_are_handled_or_refused() {
        Dataset tiny = Dataset.regression(new double[][] {{0}, {1e-300}}, new double[2]);
        assertThat(Standardizer.fit(tiny).deviations()).containsExactly(1);

        Dataset huge = Dataset.regression(new double[][] {{1e308}, {-1e308}, {1e308}}, new double[3]);
        assertThatThrownBy(() -> Standardizer.fit(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x1 is too large");
    }

    @Test
    void saved_numbers_make_the_same_standardizer() {
        Standardizer standard = Standardizer.fit(TRAIN);
        Standardizer restored = Standardizer.of(standard.means(), standard.deviations());
        restored.means()[0] = 99;

        assertThat(restored.apply(new double[] {6, 4})).containsExactly(standard.apply(new double[] {6, 4}));
    }

    @Test
    void numbers_that_cannot_be_are_refused() {
        double[][][] bad = {
            {{}, {}}, {{1}, {}}, {{1}, {0}}, {{1}, {-1}}, {{1}, {Double.NaN}}, {{Double.POSITIVE_INFINITY}, {1}}
        };
        for (double[][] pair : bad) {
            assertThatThrownBy(() -> Standardizer.of(pair[0], pair[1])).isInstanceOf(IllegalArgumentException.class);
        }
        Standardizer standard = Standardizer.fit(TRAIN);
        assertThatThrownBy(() -> standard.apply(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 features, but 2 are needed");
    }
}
