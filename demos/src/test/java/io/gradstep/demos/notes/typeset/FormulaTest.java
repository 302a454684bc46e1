package io.gradstep.demos.notes.typeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the formulas of the notes become; the MathML is written by hand. */
class FormulaTest {
    private static String row(String formula) {
        return Formula.row(formula, symbol -> "").replace(" stretchy=\"false\"", "");
    }

    @Test
    void a_derivative_is_a_fraction() {
        assertThat(row("∂f/∂W₁₂ = 2q₁x₂"))
                .isEqualTo("<mfrac><mrow><mrow><mo>∂</mo><mi>f</mi></mrow></mrow>"
                        + "<mrow><mrow><mo>∂</mo><msub><mi>W</mi><mn>12</mn></msub></mrow></mrow></mfrac><mo>=</mo>"
                        + "<mn>2</mn><msub><mi>q</mi><mn>1</mn></msub><msub><mi>x</mi><mn>2</mn></msub>");
    }

    @Test
    void a_stroke_takes_what_touches_it_and_drops_plain_brackets() {
        assertThat(row("a + zᵢzⱼ/(2N) x"))
                .isEqualTo("<mi>a</mi><mo>+</mo>"
                        + "<mfrac><mrow><msub><mi>z</mi><mi>i</mi></msub><msub><mi>z</mi><mi>j</mi></msub></mrow>"
                        + "<mrow><mn>2</mn><mi>N</mi></mrow></mfrac><mspace width=\".35em\"/><mi>x</mi>");
    }

    @Test
    void a_stroke_between_blanks_takes_whole_products() {
        assertThat(row("a = exp(s) / Σᵣ tᵣ"))
                .isEqualTo("<mi>a</mi><mo>=</mo><mfrac><mrow><mi>exp</mi>"
                        + "<mrow><mo>(</mo><mi>s</mi><mo>)</mo></mrow></mrow>"
                        + "<mrow><munder><mo>∑</mo><mi>r</mi></munder>"
                        + "<msub><mi>t</mi><mi>r</mi></msub></mrow></mfrac>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            δ⁽ᵏ⁺¹⁾     | <msup><mi>δ</mi><mrow><mi>(</mi><mi>k</mi><mo>+</mo><mn>1)</mn></mrow></msup>
            w⁽²⁾₁₂     | <msubsup><mi>w</mi><mn>12</mn><mn>(2)</mn></msubsup>
            σ′(a)      | <msup><mi>σ</mi><mo>′</mo></msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow>
            [W]ᵀ       | <msup><mrow><mo>[</mo><mi>W</mi><mo>]</mo></mrow><mi>T</mi></msup>
            ∇W f       | <msub><mo>∇</mo><mi>W</mi></msub><mspace width=".35em"/><mi>f</mi>
            QKᵀ/√d     | <mfrac><mrow><mrow><mi>Q</mi><msup><mi>K</mi><mi>T</mi></msup></mrow></mrow>\
            <mrow><msqrt><mi>d</mi></msqrt></mrow></mfrac>
            ½x²        | <mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup>
            8.549e−4   | <mn>8.549e−4</mn>
            tanh(wx)   | <mi>tanh</mi><mrow><mo>(</mo><mrow><mi>w</mi><mi>x</mi></mrow><mo>)</mo></mrow>
            """)
    void symbols_carry_their_indices(String formula, String mathML) {
        assertThat(row(formula)).isEqualTo(mathML);
    }

    @Test
    void brackets_with_semicolons_are_matrices() {
        assertThat(row("[a; 1]"))
                .isEqualTo("<mrow><mo>[</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr>"
                        + "<mtr><mtd><mn>1</mn></mtd></mtr></mtable><mo>]</mo></mrow>");
    }

    @ParameterizedTest
    @CsvSource({"(a", "a)", "[a", "/", "a/", "^", "a^", "√", "∂/∂", "‖a", "[;", "< & >"})
    void unfinished_formulas_are_set_as_they_are(String formula) {
        String row = Formula.row(formula, symbol -> "");
        assertThat(row).startsWith("<m").doesNotContain("< ", "& ");
        assertThat(row.split("<m", -1).length - row.split("/>", -1).length)
                .as("as many elements end as begin: " + row)
                .isEqualTo(row.split("</m", -1).length - 1);
    }

    @Test
    void symbols_know_what_they_stand_for() {
        NodeReferences nodes = new NodeReferences(List.of("w¹₁₁", "w¹₁₂", "q₁", "q₁²", "x", "y"));

        assertThat(nodes.of("w¹₁₂")).isEqualTo("1");
        assertThat(nodes.of("w¹ⱼᵢ")).isEqualTo("0 1");
        assertThat(nodes.of("W¹")).isEqualTo("0 1");
        assertThat(nodes.of("q₁²")).isEqualTo("3");
        assertThat(nodes.of("x²")).isEqualTo("4");
        assertThat(nodes.of("w")).isEmpty();
        assertThat(Formula.row("q₁", nodes)).isEqualTo("<msub data-n=\"2\"><mi>q</mi><mn>1</mn></msub>");
    }
}
