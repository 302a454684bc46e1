package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
    private static final Dataset LETTERS = Dataset.classification(
            new double[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 2, 0}, List.of("a", "b", "c"));

    @Test
    void a_classification_has_one_target_the_class() {
        assertThat(LETTERS.size()).isEqualTo(3);
        assertThat(LETTERS.inputCount()).isEqualTo(2);
        assertThat(LETTERS.outputCount()).isEqualTo(1);
        assertThat(LETTERS.classes()).hasValue(3);
        assertThat(LETTERS.classNames()).containsExactly("a", "b", "c");
        assertThat(LETTERS.inputNames()).containsExactly("x1", "x2");
        assertThat(LETTERS.targetNames()).containsExactly("class");
        assertThat(LETTERS.input(1)).containsExactly(3, 4);
        assertThat(LETTERS.input(2, 1)).isEqualTo(6);
        assertThat(LETTERS.target(1)).containsExactly(2);
        assertThat(LETTERS.target(1, 0)).isEqualTo(2);
        assertThat(LETTERS.label(1)).isEqualTo(2);
        assertThat(LETTERS.classCounts()).containsExactly(2, 0, 1);
        assertThat(LETTERS).hasToString("3 samples, 2 inputs, 3 classes");
    }

    @Test
    void a_regression_has_no_classes() {
        Dataset data = Dataset.regression(new double[][] {{1}, {2}}, new double[][] {{3, 4}, {5, 6}});

        assertThat(data.outputCount()).isEqualTo(2);
        assertThat(data.target(1)).containsExactly(5, 6);
        assertThat(data.targetNames()).containsExactly("y1", "y2");
        assertThat(data.classes()).isEmpty();
        assertThat(data.classNames()).isEmpty();
        assertThat(data).hasToString("2 samples, 1 input, 2 outputs");
        assertThatThrownBy(() -> data.label(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(data::classCounts).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(data::oneHot).isInstanceOf(IllegalStateException.class);
        assertThat(Dataset.regression(new double[][] {{1}}, new double[] {7}).targetNames())
                .containsExactly("y");
    }

    @Test
    void rows_of_a_view_are_read_by_their_numbers() {
        RowSource view = LETTERS.subset(new int[] {2, 0, 1});
        double[][] inputs = {{8, 8, 8}, {8, 8, 8}, {8, 8, 8}};
        double[][] targets = {{9}, {9}, {9}};

        view.read(1, 3, inputs, targets);

        assertThat(view.rowCount()).isEqualTo(3);
        assertThat(inputs).isDeepEqualTo(new double[][] {{1, 2, 8}, {3, 4, 8}, {8, 8, 8}});
        assertThat(targets).isDeepEqualTo(new double[][] {{0}, {2}, {9}});
        assertThatThrownBy(() -> view.read(1, 4, inputs, targets)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void what_goes_in_and_what_comes_out_are_copies() {
        double[][] inputs = {{1}, {2}};
        double[] targets = {3, 4};
        Dataset data = Dataset.regression(inputs, targets);
        inputs[0][0] = 9;
        targets[0] = 9;
        data.input(0)[0] = 9;
        data.target(0)[0] = 9;

        assertThat(data.input(0, 0)).isEqualTo(1);
        assertThat(data.target(0, 0)).isEqualTo(3);
        assertThatThrownBy(() -> data.inputNames().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_subset_has_the_chosen_samples_in_the_chosen_order() {
        Dataset subset = LETTERS.subset(new int[] {2, 1, 2});
        Dataset again = subset.subset(new int[] {1});

        assertThat(subset.size()).isEqualTo(3);
        assertThat(subset.input(0)).containsExactly(5, 6);
        assertThat(subset.label(1)).isEqualTo(2);
        assertThat(subset.input(2)).containsExactly(5, 6);
        assertThat(again.input(0)).containsExactly(3, 4);
        assertThat(again.classes()).hasValue(3);
    }

    @Test
    void a_split_shares_no_sample_and_loses_none() {
        double[][] inputs =
                IntStream.range(0, 10).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
        Dataset data = Dataset.regression(inputs, new double[10]);

        Split split = data.split(0.75, 5);

        // 7.5 samples are rounded up.
        assertThat(split.train().size()).isEqualTo(8);
        assertThat(split.rest().size()).isEqualTo(2);
        List<Double> all = values(split.train());
        all.addAll(values(split.rest()));
        assertThat(all).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
        assertThat(values(data.split(0.75, 5).train())).isEqualTo(values(split.train()));
        assertThat(values(data.split(0.75, 6).train())).isNotEqualTo(values(split.train()));
        assertThat(values(data.shuffled(1))).isNotEqualTo(values(data)).hasSameElementsAs(values(data));
    }

    @Test
    void a_split_leaves_no_part_empty() {
        Dataset data = Dataset.regression(new double[][] {{1}, {2}}, new double[2]);

        assertThat(data.split(0.01, 1).train().size()).isEqualTo(1);
        assertThat(data.split(0.99, 1).rest().size()).isEqualTo(1);
        assertThatThrownBy(() -> data.subset(new int[] {0}).split(0.5, 1)).hasMessageContaining("one sample");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN})
    void a_split_at_an_impossible_fraction_is_refused(double fraction) {
        assertThatThrownBy(() -> LETTERS.split(fraction, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(fraction));
    }

    @Test
    void one_hot_targets_are_one_at_the_class() {
        Dataset hot = LETTERS.subset(new int[] {1, 0}).oneHot();

        assertThat(hot.target(0)).containsExactly(0, 0, 1);
        assertThat(hot.target(1)).containsExactly(1, 0, 0);
        assertThat(hot.input(0)).containsExactly(3, 4);
        assertThat(hot.targetNames()).containsExactly("a", "b", "c");
        assertThat(hot.classes()).isEmpty();
    }

    @Test
    void columns_can_be_named() {
        Dataset named = LETTERS.withInputNames(List.of("width", "height")).withTargetNames(List.of("letter"));

        assertThat(named.inputNames()).containsExactly("width", "height");
        assertThat(named.targetNames()).containsExactly("letter");
        assertThatThrownBy(() -> LETTERS.withInputNames(List.of("width")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 name for 2 inputs");
        assertThatThrownBy(() -> LETTERS.withInputNames(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void tables_that_are_none_are_refused() {
        double[][] rows = {{1, 2}, {3, 4}};
        double[][] ragged = {{1, 2}, {3}};
        double[][] empty = {{}, {}};
        List<String> names = List.of("a", "b");

        refused(() -> Dataset.regression(new double[0][], new double[0]), "at least one sample");
        refused(() -> Dataset.regression(rows, new double[1]), "2 samples but 1 targets");
        refused(() -> Dataset.regression(ragged, new double[2]), "sample 1 has 1 input, sample 0 has 2");
        refused(() -> Dataset.regression(empty, new double[2]), "at least one input");
        refused(() -> Dataset.regression(rows, new double[][] {{}, {}}), "at least one target");
        refused(
                () -> Dataset.regression(new double[][] {{1, 2}, {3, Double.NaN}}, new double[2]),
                "sample 1, input x2 is NaN");
        refused(
                () -> Dataset.regression(rows, new double[] {0, Double.NEGATIVE_INFINITY}),
                "sample 1, target y is -Infinity");
        refused(() -> Dataset.classification(rows, new int[] {0, 2}, names), "sample 1 has the label 2");
        refused(() -> Dataset.classification(rows, new int[] {-1, 0}, names), "the classes are 0 to 1");
        refused(() -> Dataset.classification(rows, new int[2], List.of("a")), "at least two classes");
        refused(() -> Dataset.classification(rows, new int[2], List.of("a", "a")), "'a'");
        refused(() -> LETTERS.subset(new int[0]), "at least one sample");
    }

    @Test
    void places_outside_the_table_are_refused() {
        for (int outside : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> LETTERS.input(outside, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LETTERS.target(outside)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LETTERS.input(0, outside)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LETTERS.target(0, outside)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LETTERS.subset(new int[] {outside})).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static void refused(ThrowingCallable call, String reason) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
    }

    private static List<Double> values(Dataset data) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            values.add(data.input(i, 0));
        }
        return values;
    }
}
