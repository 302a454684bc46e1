package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Op;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransliterationTest {
    private final Transliteration ascii = new Transliteration(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ∂f/∂q = z = −4         | df/dq = z = -4
                    1 · q × 3 ÷ 2          | 1 * q * 3 / 2
                    σ(x)                   | sigmoid(x)
                    n·xⁿ⁻¹                 | n*x^(n-1)
                    eˣ and out²            | e^x and out^2
                    x → y …                | x -> y ...
                    δ₁ = Θ                 | delta1 = Theta
                    w₁₁, w²₁₁, q₁²         | w11, w^2_11, q1^2
                    W⁽ᵏ⁾ᵀ δ⁽ᵏ⁺¹⁾ⱼ          | W^((k)T) delta^(k+1)_j
                    Σₖ vⱼₖ ⊙ [aᵀ]₁         | sum_k vjk .* [a^T]_1
                    ⎡1⎤ ⎢2⎥ ⎣3⎦            | [1] [2] [3]
                    é, Ü and 变            | e, U and ?
                    plain                  | plain
                    """)
    void ascii_gets_the_nearest_spelling(String text, String expected) {
        assertThat(ascii.fit(text)).isEqualTo(expected);
    }

    @Test
    void norm_has_bars_in_ascii() {
        assertThat(ascii.fit("½‖x‖²")).isEqualTo("1/2||x||^2");
    }

    @Test
    void caret_stays_below_its_place_when_full_width_signs_become_narrow_ones() {
        // Eight full-width yen signs (U+FFE5) take sixteen columns, and eight where ASCII has a question mark for each.
        String message = "  `￥￥￥￥￥￥￥￥` + )\n" + " ".repeat(2 + 1 + 16 + 4) + "^";

        assertThat(ascii.fitMessage(message)).isEqualTo("  `????????` + )\n" + " ".repeat(2 + 1 + 8 + 4) + "^");
    }

    @Test
    void what_the_charset_has_stays() {
        String text = "∂f/∂q = σ(n) × −4 变";

        assertThat(new Transliteration(StandardCharsets.UTF_8).fit(text)).isEqualTo(text);
        assertThat(new Transliteration(StandardCharsets.ISO_8859_1).fit("é × 2 − ∂"))
                .isEqualTo("é × 2 - d");
    }

    @Test
    void charset_that_only_decodes_falls_back_to_ascii() {
        Charset decodesOnly = Charset.availableCharsets().values().stream()
                .filter(charset -> !charset.canEncode())
                .findFirst()
                .orElseThrow();

        assertThat(new Transliteration(decodesOnly).fit("×")).isEqualTo("*");
    }

    @ParameterizedTest
    @EnumSource
    void everything_said_about_an_op_can_be_said_in_ascii(Op op) {
        assertThat(ascii.fit(op.symbol() + op.explanation())).isPrintable().doesNotContain("?");
    }
}
