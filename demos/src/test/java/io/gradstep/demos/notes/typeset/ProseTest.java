package io.gradstep.demos.notes.typeset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
    /** The text with its formulas in braces, and the tags inside them taken away. */
    private static String marked(String html) {
        return html.replaceAll("<math>", "{")
                .replaceAll("</math>", "}")
                .replaceAll("<mspace[^>]*>", " ")
                .replaceAll("<[^>]*>", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Wᵢⱼ goes only into qᵢ, where xⱼ is its factor.     | {Wij} goes only into {qi}, where {xj} is its factor.
            f = (x + y)z, an add gate and a multiply gate      | {f=(x+y)z}, an add gate and a multiply gate
            f(x, W) = ‖W·x‖², where a transpose comes from     | {f(x,W)=‖W·x‖2}, where a transpose comes from
            A dot gate adds a bias (see x₁): I know            | A dot gate adds a bias (see {x1}): I know
            The sum runs over j, the second index of W.        | The sum runs over {j}, the second index of {W}.
            The rest is f = 2g, so that x₀ = 1 for all.        | The rest is {f=2g}, so that {x0=1} for all.
            a → W → tanh → V → e: when sums appear             | {a→W→tanh→V→e}: when sums appear
            w is [out, in] = [hidden, in] with out = 1         | {w} is [out, in] {=} [hidden, in] with out {=1}
            A + gate distributes                               | A {+} gate distributes
            a scale that every number has a share in           | a scale that every number has a share in
            R&D <b> is text                                    | R&amp;D &lt;b&gt; is text
            """)
    void formulas_are_told_from_words(String text, String expected) {
        assertThat(marked(Prose.html(text, symbol -> ""))).isEqualTo(expected);
    }
}
