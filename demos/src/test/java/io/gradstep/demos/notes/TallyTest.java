package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.closed.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
    /** |a − b| ≤ 1e-12 · max(1, |a|, |b|), on either side of the line. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, -0.0, true",
        "0, 0.9e-12, true",
        "0, 1.1e-12, false",
        "1000, 1000.0000000009, true",
        "1000, 1000.0000000011, false",
        "-1000, -1000.0000000009, true",
        "1e-20, 2e-20, true",
        "1, -1, false",
        "NaN, NaN, false",
        "NaN, 1, false",
        "Infinity, Infinity, true",
        "Infinity, 1, false",
        "Infinity, -Infinity, false",
    })
    void numbers_agree_within_the_tolerance(double a, double b, boolean agree) {
        Tally tally = new Tally();

        assertThat(tally.compare("a", Matrices.row(a), Matrices.row(b))).isEqualTo(agree);
        assertThat(tally.compare("b", Matrices.row(b), Matrices.row(a))).isEqualTo(agree);
        assertThat(tally.agrees()).isEqualTo(agree);
    }

    @Test
    void other_shape_differs_whatever_the_numbers() {
        Tally tally = new Tally();

        assertThat(tally.compare("x", Matrices.row(1, 1), Matrices.column(1, 1)))
                .isFalse();
        assertThat(tally.largest()).isInfinite();
        assertThat(tally.differing()).containsExactly("x");
    }

    @Test
    void tallies_add_up() {
        Tally all = new Tally();
        all.compare("x", Matrices.row(1, 2), Matrices.row(1, 2));
        Tally more = new Tally();
        more.compare("x", Matrices.column(1, 2, 3), Matrices.column(1, 2, 3));
        more.compare("y", Matrices.row(1), Matrices.row(1.5));
        all.addAll(more);

        assertThat(all.numberCount()).isEqualTo(6);
        assertThat(all.compared()).containsExactly("x", "y");
        assertThat(all.comparedWithShapes()).containsExactly("x 1×2 … 3×1", "y 1×1");
        assertThat(all.differing()).containsExactly("y");
        assertThat(all.largest()).isEqualTo(0.5 / 1.5);
    }
}
