package io.gradstep.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> NAMES = List.of("tan", "tanh", "sigmoid", "learning_rate", "x", "μ_max");

    @ParameterizedTest
    @CsvSource({
        "tahn, tanh", // swapped, and of the same length
        "TANH, tanh",
        "sigmod, sigmoid",
        "sigmiod, sigmoid",
        "sigmoide, sigmoid",
        "learningRate, learning_rate",
        "µ_max, μ_max" // the micro sign
    })
    void slip_is_recognised(String name, String meant) {
        assertThat(Spelling.nearest(name, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"y", "''", "cosh", "softmax", "tanh"})
    void nothing_is_suggested_for_what_is_far_or_exists(String name) {
        assertThat(Spelling.nearest(name, List.of("x", "tanh", "relu"))).isEmpty();
    }

    @Test
    void caller_may_allow_more_changes() {
        assertThat(Spelling.nearest("sgmd", NAMES)).isEmpty();
        assertThat(Spelling.nearest("sgmd", NAMES, name -> name.equals("sigmoid") ? 3 : 0))
                .contains("sigmoid");
    }

    @Test
    void very_long_names_are_not_compared() {
        String name = "n".repeat(1_000_000);
        assertThat(Spelling.nearest(name, List.of(name + "m"))).isEmpty();
    }
}
