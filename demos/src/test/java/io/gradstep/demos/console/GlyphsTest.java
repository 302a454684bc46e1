package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlyphsTest {
    @Test
    void what_a_terminal_would_obey_is_shown_as_unknown() {
        assertThat(Glyphs.visible("a\u001b[31m\u202eb\n")).isEqualTo("a\ufffd[31m\ufffdb\ufffd");
        assertThat(Glyphs.visible("αβ 变")).isEqualTo("αβ 变");
    }
}
