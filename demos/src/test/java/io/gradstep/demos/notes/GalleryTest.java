package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryTest {
    private static final int WIDEST_LINE = 100;

    static List<String> names() {
        return Gallery.ofTheNotes().names();
    }

    static Stream<Example> examples() {
        return Gallery.ofTheNotes().examples().stream();
    }

    @Test
    void every_row_of_the_notes_has_an_example() {
        assertThat(names())
                .containsExactly(
                        "circuit",
                        "gates",
                        "squared-norm",
                        "regression",
                        "network-2-2-1",
                        "relu-exercise",
                        "tanh-matrix",
                        "n-layers",
                        "sensitivities",
                        "normalisation",
                        "attention");
        assertThat(examples().map(Example::source)).contains(Source.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {163_591, 0, 1, 2, 3, 99_991, -7})
    void closed_forms_agree_at_all_sizes(long seed) {
        List<Report> reports = Gallery.ofTheNotes(seed).show(line -> {});

        assertThat(reports).as("seed %d", seed).hasSize(names().size()).allSatisfy(report -> {
            assertThat(report.agrees()).as(report.name()).isTrue();
            assertThat(report.largestDifference()).as(report.name()).isLessThan(Tally.TOLERANCE);
            assertThat(report.numbers()).as(report.name()).isGreaterThanOrEqualTo(8);
        });
    }

    @Test
    void list_has_one_line_an_example() {
        List<String> lines = new ArrayList<>();
        Gallery.ofTheNotes().list(lines::add);

        assertThat(lines).hasSameSizeAs(names());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).startsWith(names().get(i) + "  ");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void handout_says_where_it_comes_from_and_which_way_round_its_matrices_are(Example example) {
        assertThat(Printed.of(example).text())
                .startsWith(example.name() + ": " + example.title())
                .contains("From " + example.source().citation(), "Matrices: " + example.orientation())
                .contains(" Statement ", " Graph ", "Result", "Backward and the closed forms agree.");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void handout_fits_a_terminal(Example example) {
        assertThat(Printed.of(example).lines())
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(WIDEST_LINE))
                .noneMatch(line -> line.endsWith(" "))
                .noneMatch(line -> line.contains("~"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void pictures_are_small_enough_to_be_read_and_named_after_the_example(Example example) {
        assertThat(Printed.of(example).report().illustrations()).isNotEmpty().allSatisfy(illustration -> {
            assertThat(illustration.name()).startsWith(example.name());
            assertThat(illustration.graph().size()).isLessThanOrEqualTo(40);
            assertThat(illustration.graph().leaves()).allMatch(leaf -> leaf.name() != null && leaf.hasGrad());
        });
    }

    @Test
    void no_two_pictures_have_the_same_name() {
        assertThat(Gallery.ofTheNotes().show(line -> {}).stream()
                        .flatMap(report -> report.illustrations().stream())
                        .map(Illustration::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void several_examples_end_with_a_summary_and_one_does_not() {
        List<String> one = new ArrayList<>();
        Gallery.ofTheNotes().only(List.of("gates")).show(one::add);
        List<String> two = new ArrayList<>();
        Gallery.ofTheNotes().only(List.of("gates", "circuit")).show(two::add);

        assertThat(one).noneMatch(line -> line.contains("Summary"));
        assertThat(two)
                .containsSubsequence(
                        "Summary: closed forms compared with backward",
                        "example   compared                        numbers   largest difference",
                        "gates     ∂f/∂x, ∂f/∂y                    8         0                    ok",
                        "circuit   f, ∂f/∂z, ∂f/∂q, ∂f/∂x, ∂f/∂y   10        0                    ok",
                        "",
                        "18 numbers in 2 examples, tolerance 1e−12 · max(1, |a|, |b|): all agree.");
    }

    @ParameterizedTest
    @CsvSource({
        "circut, circuit",
        "Circuit, circuit",
        "gate, gates",
        "relu, relu-exercise",
        "network-221, network-2-2-1",
        "tanh, tanh-matrix",
        "nlayers, n-layers",
        "sensitivity, sensitivities",
    })
    void misspelt_name_is_recognised(String word, String name) {
        assertThat(Gallery.ofTheNotes().nearest(word)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "transformer", "xyz", "a"})
    void nothing_is_suggested_for_something_else(String word) {
        assertThat(Gallery.ofTheNotes().nearest(word)).isEmpty();
        assertThat(Gallery.ofTheNotes().nearest("x".repeat(100_000))).isEmpty();
    }

    @Test
    void unknown_name_is_refused() {
        Gallery gallery = Gallery.ofTheNotes();
        assertThatThrownBy(() -> gallery.only(List.of("circuit", "nonsense")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nonsense");
    }
}
