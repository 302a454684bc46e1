package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlyphsTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "∂f/∂α, 5", "e\u0301, 1", "变量, 4", "😀, 2", "'', 0"})
    void columns_are_those_of_a_terminal(String text, int columns) {
        assertThat(Glyphs.columns(text)).isEqualTo(columns);
    }

    @Test
    void what_a_terminal_would_obey_is_shown_as_unknown() {
        assertThat(Glyphs.visible("a\u001b[31m\u202eb\n")).isEqualTo("a\ufffd[31m\ufffdb\ufffd");
        assertThat(Glyphs.visible("αβ 变")).isEqualTo("αβ 变");
    }
}
