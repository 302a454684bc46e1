package io.gradstep.viz.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void leaves_names_of_any_script_alone() {
        String names = "x₁ θ Größe имя 变量 متغير 😀👩‍🔬 é";
        assertThat(Text.visible(names)).isEqualTo(names);
    }

    @Test
    void shows_pictures_of_control_characters() {
        assertThat(Text.visible("a\u0000b\tc\nd\u001Be\u007F")).isEqualTo("a␀b␉c␊d␛e␡");
        assertThat(Text.visible("\u0085\u2028")).isEqualTo("��");
    }

    @Test
    void shows_a_replacement_for_half_a_surrogate_pair_and_for_what_xml_forbids() {
        assertThat(Text.visible("a\uD83Db\uDE00c\uFFFEd\uFFFF")).isEqualTo("a�b�c�d�");
    }

    @Test
    void shows_a_replacement_for_characters_that_turn_text_round() {
        assertThat(Text.visible("user\u202Egnp.exe\u2066")).isEqualTo("user�gnp.exe�");
    }

    /** 696 thousandths is the advance of a digit in DejaVu Sans Bold, by its hmtx table. */
    @Test
    void estimates_width_by_the_widest_font() {
        assertThat(Text.boldWidth("12", 10)).isCloseTo(13.92, within(1e-9));
        assertThat(Text.width("12", 10)).isBetween(2 * 6.36, 13.92);
        assertThat(Text.boldWidth("é", 10)).isEqualTo(Text.boldWidth("ä", 10));
        assertThat(Text.boldWidth("e\u0301", 10)).isEqualTo(Text.boldWidth("e", 10));
        assertThat(Text.boldWidth("😀", 10)).isEqualTo(14);
    }

    /** In the same table ₁ and ² have 438 thousandths, ₊ 528 and ₘ 664. */
    @Test
    void raised_and_lowered_characters_are_narrow() {
        assertThat(Text.boldWidth("₁²₊ₘ", 10)).isBetween(20.68, 28.0);
    }

    @Test
    void shortens_only_what_is_too_wide() {
        assertThat(Text.shorten("weight", 16, 170)).isEqualTo("weight");
        String shortened = Text.shorten("w".repeat(500), 16, 170);
        assertThat(shortened).matches("w+…");
        assertThat(Text.boldWidth(shortened, 16)).isBetween(150.0, 170.0);
    }

    @Test
    void shortens_between_characters_as_readers_see_them() {
        String accented = Text.shorten("e\u0301".repeat(100), 16, 100);
        assertThat(accented).matches("(e\u0301)+…");
        String emoji = Text.shorten("😀".repeat(100), 16, 100);
        assertThat(emoji).matches("(😀)+…");
    }
}
