package io.gradstep.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    /** WCAG 2.1, success criterion 1.4.3, level AA: 4.5 to 1 for text. */
    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"VALUE", "GRADIENT", "NAME", "QUIET_NAME", "GATE_SYMBOL", "LINE_.", "MARK_."})
    void text_has_the_contrast_that_wcag_asks_for(Theme text) {
        assertThat(contrast(text.light(), Theme.PAPER.light())).isGreaterThan(4.5);
        assertThat(contrast(text.dark(), Theme.PAPER.dark())).isGreaterThan(4.5);
    }

    /** 1.4.11: 3 to 1 for graphics that carry meaning. */
    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            names = {"WIRE", "WIRE_END", "GATE_LINE", "AXIS", "BORDER"})
    void lines_have_the_contrast_that_wcag_asks_for(Theme line) {
        assertThat(contrast(line.light(), Theme.PAPER.light())).isGreaterThan(3);
        assertThat(contrast(line.dark(), Theme.PAPER.dark())).isGreaterThan(3);
    }

    @org.junit.jupiter.api.Test
    void text_on_plates_and_gates_is_legible_too() {
        for (List<Theme> pair :
                List.of(List.of(Theme.NAME, Theme.NAME_PLATE), List.of(Theme.GATE_SYMBOL, Theme.GATE_FILL))) {
            assertThat(contrast(pair.get(0).light(), pair.get(1).light())).isGreaterThan(4.5);
            assertThat(contrast(pair.get(0).dark(), pair.get(1).dark())).isGreaterThan(4.5);
        }
    }

    private static double contrast(String a, String b) {
        double lighter = Math.max(luminance(a), luminance(b));
        double darker = Math.min(luminance(a), luminance(b));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
