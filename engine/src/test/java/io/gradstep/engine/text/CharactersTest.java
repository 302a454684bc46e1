package io.gradstep.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {
    /** The widths are those of wcwidth() in glibc 2.36 under C.UTF-8. */
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "∂f/∂α, 5",
        "e\u0301, 1",
        "变量, 4",
        "한글, 4",
        "😀, 2",
        "￥￥, 4",
        "ＡＢ, 4",
        "का, 2",
        "x\u200b, 1",
        "'', 0"
    })
    void columns_are_those_of_a_terminal(String text, int columns) {
        assertThat(Characters.columns(text)).isEqualTo(columns);
    }

    @Test
    void what_is_obeyed_is_invisible_and_so_is_what_no_font_has() {
        assertThat("\0\n\u001b\u202e\u200b\u2028\ud800".chars())
                .allMatch(Characters::isObeyed)
                .allMatch(Characters::isInvisible);
        assertThat("\ue000\u0378".chars()).noneMatch(Characters::isObeyed).allMatch(Characters::isInvisible);
        assertThat("a é ∂ 变 \u0301".chars()).noneMatch(Characters::isInvisible);
    }

    @Test
    void characters_are_replaced_one_for_one_beyond_the_first_plane_too() {
        assertThat(Characters.replaced("a😀\u001bb", Characters::isObeyed, '?')).isEqualTo("a😀?b");
    }

    @Test
    void quotation_is_one_short_line() {
        assertThat(Characters.quoted("a\nb\u2028\ud800c\u0007")).isEqualTo("'a?b??c?'");
        assertThat(Characters.quoted("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "...'");
    }

    @Test
    void numbers_are_lowered_and_raised_digit_by_digit() {
        assertThat(Characters.subscript(1234567890)).isEqualTo("₁₂₃₄₅₆₇₈₉₀");
        assertThat(Characters.superscript(1234567890)).isEqualTo("¹²³⁴⁵⁶⁷⁸⁹⁰");
    }
}
