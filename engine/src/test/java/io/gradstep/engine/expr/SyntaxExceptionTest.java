package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about programs that are wrong. */
class SyntaxExceptionTest {
    private static SyntaxException mistake(String text) {
        return Objects.requireNonNull(
                catchThrowableOfType(SyntaxException.class, () -> Program.parse(text)), "no mistake found in " + text);
    }

    /** The table in mistakes.txt: a program, the message, an empty line. */
    static List<Arguments> mistakes() throws IOException {
        try (InputStream in = SyntaxExceptionTest.class.getResourceAsStream("mistakes.txt")) {
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Arguments> mistakes = new ArrayList<>();
            for (String entry :
                    table.substring(table.indexOf("\n> ") + 1).strip().split("\n\n", -1)) {
                String[] programAndMessage = entry.substring(2).split("\n", 2);
                mistakes.add(Arguments.of(programAndMessage[0], programAndMessage[1]));
            }
            return mistakes;
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void every_mistake_is_told_with_its_place_and_what_would_be_right(String program, String message) {
        String text = program.replace('⏎', '\n').replace('→', '\t');
        assertThat(mistake(text).getMessage().replace('\t', '→')).isEqualTo(message);
    }

    @Test
    void there_are_many_mistakes_in_the_table() throws IOException {
        assertThat(mistakes()).hasSizeGreaterThan(90);
    }

    @Test
    void the_place_is_given_as_offset_line_and_column() {
        SyntaxException e = mistake("x = 1\r\n\r\nf = tahn(x)");
        assertThat(e.reason()).isEqualTo("unknown function 'tahn'; did you mean 'tanh'?");
        assertThat(e.offset()).isEqualTo(13);
        assertThat(e.length()).isEqualTo(4);
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.column()).isEqualTo(5);
    }

    @Test
    void what_is_missing_at_the_end_has_no_length() {
        SyntaxException e = mistake("x +");
        assertThat(e.offset()).isEqualTo(3);
        assertThat(e.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"})
    void every_kind_of_line_end_counts_once(String lineEnd) {
        SyntaxException e = mistake("x = 1" + lineEnd + lineEnd + "f = x +" + lineEnd + "y");
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.column()).isEqualTo(8);
        assertThat(e.getMessage()).endsWith("\n  f = x +\n         ^");
    }

    @Test
    void a_byte_order_mark_takes_no_column() {
        SyntaxException e = mistake("\ufefff = tahn(x)");
        assertThat(e.column()).isEqualTo(5);
        assertThat(e.offset()).isEqualTo(5);
        assertThat(e.getMessage()).endsWith("\n  f = tahn(x)\n      ^^^^");
    }

    @Test
    void columns_count_characters_and_the_mark_counts_what_they_take_on_a_screen() {
        // an astral letter, a letter with a combining accent, two ideographs
        SyntaxException e = mistake("𝑥 + e\u0301 + 漢字 + )");
        assertThat(e.column()).isEqualTo(15);
        assertThat(e.getMessage())
                .endsWith("\n  𝑥 + e\u0301 + 漢字 + )\n" + " ".repeat(2 + 1 + 3 + 1 + 3 + 4 + 3) + "^");
    }

    @Test
    void the_mark_counts_two_columns_for_a_full_width_sign_and_one_for_a_vowel_sign_with_room_of_its_own() {
        // wcwidth() of glibc: 2 for U+FFE5, 1 for U+0915 and for U+093E, a spacing combining mark
        assertThat(mistake("`￥￥￥￥￥￥￥￥` + )").getMessage()).endsWith("\n" + " ".repeat(2 + 1 + 16 + 4) + "^");
        assertThat(mistake("\u0915\u093e + )").getMessage()).endsWith("\n" + " ".repeat(2 + 2 + 3) + "^");
    }

    @Test
    void an_invisible_character_is_named() {
        SyntaxException e = mistake("x\u200b + y");
        assertThat(e.reason()).isEqualTo("unexpected invisible character U+200B ZERO WIDTH SPACE; delete it");
        assertThat(e.getMessage()).endsWith("\n  x? + y\n   ^");
    }

    @Test
    void nothing_in_a_program_can_command_a_terminal() {
        SyntaxException e = mistake("`\u001b[31m\u202e`(x)");
        assertThat(e.getMessage()).doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(mistake("x \u001b y").reason()).isEqualTo("unexpected invisible character U+001B ESCAPE; delete it");
        assertThat(mistake("x \ud800 y").reason()).contains("U+D800");
    }

    @Test
    void a_very_long_line_is_shown_around_the_place() {
        SyntaxException e = mistake("x + ".repeat(100_000) + "tahn(x)" + " + x".repeat(100_000));
        String[] lines = e.getMessage().split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo("line 1, column 400001: unknown function 'tahn'; did you mean 'tanh'?");
        assertThat(lines[1]).startsWith("  ...").endsWith("...").hasSizeLessThan(90);
        assertThat(lines[1].substring(lines[2].indexOf('^'), lines[2].length())).isEqualTo("tahn");
    }

    @Test
    void a_very_long_name_is_cut_in_the_message() {
        String name = "n".repeat(1_000_000);
        assertThat(mistake(name + "(x)").reason()).hasSizeLessThan(200);
        assertThat(mistake(name + " " + name).reason()).hasSizeLessThan(200);
        assertThat(mistake("f = `" + name + "`*g; g = 1").getMessage()).hasSizeLessThan(300);
        assertThat(mistake("f = 1.1" + ".1".repeat(1_000_000)).reason()).hasSizeLessThan(200);
        assertThat(mistake("f = 1_" + "1".repeat(1_000_000)).reason()).hasSizeLessThan(200);
        assertThat(mistake("f = x." + name).reason()).hasSizeLessThan(200);
    }
}
