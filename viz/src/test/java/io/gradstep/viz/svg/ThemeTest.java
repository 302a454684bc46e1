package io.gradstep.viz.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    /** WCAG 2.1, success criterion 1.4.3, level AA: 4.5 to 1 for text. */
    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            mode = EnumSource.Mode.MATCH_ANY,
            names = {
                "VALUE",
                "GRADIENT",
                "NAME",
                "QUIET_NAME",
                "GATE_SYMBOL",
                "LOCAL",
                "GRADIENT_SUM",
                "LINE_.",
                "MARK_."
            })
    void text_has_the_contrast_that_wcag_asks_for(Theme text) {
        assertThat(contrast(text.light(), Theme.PAPER.light())).isGreaterThan(4.5);
        assertThat(contrast(text.dark(), Theme.PAPER.dark())).isGreaterThan(4.5);
    }

    /** 1.4.11: 3 to 1 for graphics that carry meaning. */
    @ParameterizedTest
    @EnumSource(
            value = Theme.class,
            names = {"WIRE", "WIRE_END", "GATE_LINE", "AXIS", "BORDER", "POSITIVE", "NEGATIVE"})
    void lines_have_the_contrast_that_wcag_asks_for(Theme line) {
        assertThat(contrast(line.light(), Theme.PAPER.light())).isGreaterThan(3);
        assertThat(contrast(line.dark(), Theme.PAPER.dark())).isGreaterThan(3);
    }

    @Test
    void text_on_plates_gates_and_cards_is_legible_too() {
        for (List<Theme> pair : List.of(
                List.of(Theme.NAME, Theme.NAME_PLATE),
                List.of(Theme.GATE_SYMBOL, Theme.GATE_FILL),
                List.of(Theme.NAME, Theme.CARD_TITLE),
                List.of(Theme.FORMULA, Theme.CARD_TITLE),
                List.of(Theme.NAME, Theme.OUTPUT_TITLE),
                List.of(Theme.FORMULA, Theme.OUTPUT_TITLE),
                List.of(Theme.NAME, Theme.LAYER_FILL),
                List.of(Theme.QUIET_NAME, Theme.LAYER_FILL),
                List.of(Theme.VALUE, Theme.CARD_FILL),
                List.of(Theme.GRADIENT, Theme.CARD_FILL))) {
            assertThat(contrast(pair.get(0).light(), pair.get(1).light()))
                    .as(pair.toString())
                    .isGreaterThan(4.5);
            assertThat(contrast(pair.get(0).dark(), pair.get(1).dark()))
                    .as(pair.toString())
                    .isGreaterThan(4.5);
        }
    }

    /** Distances in CIELAB after the simulation of Machado, Oliveira and Fernandes (2009) at full severity. */
    @ParameterizedTest
    @CsvSource({
        "none, 1 0 0 0 1 0 0 0 1",
        "protan, 0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998",
        "deutan, 0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881",
        "tritan, 1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 0.004733 0.691367 0.303900",
    })
    void series_can_be_told_apart_by_every_eye(String deficiency, String numbers) {
        double[] matrix = Arrays.stream(numbers.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                Theme a = Palette.line(i);
                Theme b = Palette.line(j);
                assertThat(distance(seen(a.light(), matrix), seen(b.light(), matrix)))
                        .as("%s and %s, light, %s", a, b, deficiency)
                        .isGreaterThan(15);
                assertThat(distance(seen(a.dark(), matrix), seen(b.dark(), matrix)))
                        .as("%s and %s, dark, %s", a, b, deficiency)
                        .isGreaterThan(15);
            }
        }
    }

    private static double[] seen(String colour, double[] matrix) {
        double[] rgb = {linear(colour, 1), linear(colour, 3), linear(colour, 5)};
        double[] seen = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int k = 0; k < 3; k++) {
                seen[row] += matrix[3 * row + k] * rgb[k];
            }
            seen[row] = Math.max(0, Math.min(1, seen[row]));
        }
        return seen;
    }

    private static double distance(double[] a, double[] b) {
        double[] p = lab(a);
        double[] q = lab(b);
        return Math.sqrt(Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
    }

    /** CIELAB of linear sRGB, white point D65. */
    private static double[] lab(double[] rgb) {
        double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
        double y = root(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
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
