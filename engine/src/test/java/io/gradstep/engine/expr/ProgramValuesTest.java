package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the values given to a program are reported together, each with a suggestion. */
class ProgramValuesTest {
    @Test
    void all_names_without_a_value_are_listed_at_once() {
        assertThatThrownBy(() -> Program.parse("f = (x+y)z").evaluate(Map.of("y", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value is given for 'x', 'z'; give one as in x=1");
    }

    @Test
    void all_names_that_fit_nothing_are_listed_with_the_missing_ones() {
        ImmutableMap<String, Double> values = ImmutableMap.of("waight", 1.0, "q", 2.0, "t", 3.0, "X1", 4.0);
        assertThatThrownBy(() -> Program.parse("q = weight*x1; f = q + ofset; offset = q")
                        .evaluate(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(
                        "\n",
                        Arrays.asList(
                                "no value is given for 'weight', 'x1', 'ofset'; give one as in weight=1",
                                "'ofset' is not defined; did you mean 'offset'?",
                                "the program has no input 'waight'; did you mean 'weight'?",
                                "'q' is computed by the program and takes no value; give values to its inputs"
                                        + " 'weight', 'x1', 'ofset'",
                                "the program has no input 't'; its inputs are 'weight', 'x1', 'ofset'",
                                "the program has no input 'X1'; did you mean 'x1'?")));
    }

    @Test
    void a_value_for_a_program_without_inputs_is_refused() {
        assertThatThrownBy(() -> Program.parse("1 + 2").evaluate(Map.of("x", 1.0)))
                .hasMessage("the program has no input 'x'; it has none at all");
        assertThatThrownBy(() -> Program.parse("1 + 2").evaluate(Map.of("f", 1.0)))
                .hasMessage("'f' is computed by the program and takes no value; it has no inputs");
    }

    @Test
    void names_that_look_alike_are_told_apart_with_a_suggestion() {
        // U+00B5 micro sign, U+03BC Greek letter mu
        assertThatThrownBy(() -> Program.parse("2\u00b5").evaluate(Map.of("\u03bc", 1.0)))
                .hasMessageContaining("the program has no input '\u03bc'; did you mean '\u00b5'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xy + x + y  | 'xy' is one name; for a product write x*y
            x*nan       | 'nan' is not defined; did you mean 'NaN'?
            """)
    void a_name_without_a_value_that_is_probably_no_input_gets_a_hint(String text, String hint) {
        Map<String, Double> values = Map.of("x", 1.0);
        assertThatThrownBy(() -> Program.parse(text).evaluate(values)).hasMessageContaining("\n" + hint);
    }

    @Test
    void many_unknown_names_are_not_all_listed() {
        Map<String, Double> values = new HashMap<>();
        IntStream.range(0, 1000).forEach(i -> values.put("x" + i, 1.0));
        assertThatThrownBy(() -> Program.parse("1").evaluate(values))
                .hasMessageContaining("\nand 980 more names that are not inputs");
    }

    @Test
    void many_missing_names_are_not_all_listed() {
        String sum =
                String.join("+", IntStream.range(0, 1000).mapToObj(i -> "x" + i).toList());
        assertThatThrownBy(() -> Program.parse(sum).evaluate())
                .hasMessageStartingWith("no value is given for 'x0', 'x1', ")
                .hasMessageContaining("'x19' and 980 more;");
    }
}
