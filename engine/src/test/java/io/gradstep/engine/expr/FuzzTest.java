package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.RandomGraphs;
import io.gradstep.engine.text.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever the text is, it is a program or a {@link SyntaxException} says why not; nothing else happens.
 *
 * <p>The long form, ten times as many seeds, runs with {@code -Dgradstep.long=true}, as .ci/run has it.
 */
@Timeout(300)
class FuzzTest {
    private static final List<String> PIECES = pieces();
    /** The number of which the short form runs one. */
    static final int SHARE = Boolean.getBoolean("gradstep.long") ? 1 : 10;

    private static final int SOUPS = 60_000 / SHARE;
    private static final int DAMAGED = 20_000 / SHARE;

    private static List<String> pieces() {
        List<String> pieces = new ArrayList<>(List.of(
                "x",
                "y",
                "z",
                "f",
                "q",
                "σ",
                "Σ",
                "é",
                "漢",
                "𝑥",
                "`a b`",
                "`",
                "``",
                "`\\n`",
                "\\",
                "NaN",
                "Infinity",
                "1",
                "2.5",
                ".5",
                "5.",
                "1e3",
                "1e",
                "1e+",
                "1.2.3",
                "0x10",
                "1_0",
                "1e400",
                "1e-400",
                ".",
                "..",
                "(",
                "(",
                "(",
                ")",
                ")",
                ")",
                ",",
                ";",
                "\n",
                "\r\n",
                "\r",
                "=",
                "=",
                "==",
                "#",
                " ",
                " ",
                "\t",
                "\u00a0",
                "\u200b",
                "\ufeff",
                "\u2028",
                "[",
                "]",
                "|",
                "√",
                "²",
                "∞",
                "🎉",
                "\ud83c",
                "\udf89",
                "\u0301",
                "\u0000",
                "\u001b",
                "%s",
                "%",
                "{}",
                "!",
                "\"",
                "q = x + y",
                "x = -2;",
                "\nf = "));
        for (Op op : Op.values()) {
            pieces.add(op.functionName());
            pieces.add(op.functionName() + "(");
            pieces.add(op.symbol());
            if (Operator.of(op) != null) {
                pieces.add(Operator.of(op).text());
                pieces.addAll(Operator.of(op).aliases());
            }
        }
        return pieces;
    }

    @Test
    void token_soup_is_a_program_or_a_syntax_error() {
        int programs = 0;
        for (long seed = 0; seed < SOUPS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 8);
            for (int i = 0; i < length; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(3) == 0) {
                    text.append(' ');
                }
            }
            programs += survives(text.toString(), seed);
        }
        assertThat(programs).isGreaterThan(1000 / SHARE);
    }

    @Test
    void damaged_programs_are_programs_or_syntax_errors() {
        int programs = 0;
        for (long seed = 0; seed < DAMAGED; seed++) {
            Random random = new Random(seed);
            Printer printer = random.nextBoolean() ? Printer.ASCII : Printer.TYPOGRAPHIC;
            StringBuilder text = new StringBuilder(printer.program(RandomGraphs.wild(seed, 1 + random.nextInt(8))));
            int damages = 1 + random.nextInt(3);
            for (int i = 0; i < damages; i++) {
                damage(text, random);
            }
            programs += survives(text.toString(), seed);
        }
        assertThat(programs).isGreaterThan(1000 / SHARE);
    }

    private static void damage(StringBuilder text, Random random) {
        int position = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), position + 1 + random.nextInt(3));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(position, end);
            case 1 -> text.insert(position, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(position, end));
            case 3 -> text.replace(position, end, PIECES.get(random.nextInt(PIECES.size())));
            default -> text.setLength(position);
        }
    }

    /** Returns 1 for a program, which must then work in every respect, and 0 for a syntax error. */
    private static int survives(String text, long seed) {
        try {
            Program program = Program.parse(text);
            Map<String, Double> values = new HashMap<>();
            program.inputs().forEach(input -> values.put(input.name(), 0.5));
            Evaluation evaluation = program.evaluate(values);
            Graph.of(evaluation.output()).backward();
            assertThat(evaluation.values()).containsKey(program.output());
            String printed = Printer.ASCII.program(evaluation.output());
            double again = Program.parse(printed).evaluate().output().data();
            assertThat(Double.doubleToLongBits(again))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Double.doubleToLongBits(evaluation.output().data()));
            return 1;
        } catch (SyntaxException e) {
            assertThat(e.offset()).isBetween(0, text.length());
            assertThat(e.offset() + e.length()).isBetween(e.offset(), text.length());
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.getMessage())
                    .contains(e.reason())
                    .doesNotContain("\u001b")
                    .doesNotContain("null");
            assertThat(e.reason()).as("seed %d: %s", seed, text).isNotBlank().doesNotContain("\n");
            return 0;
        } catch (RuntimeException e) {
            throw new AssertionError("seed %d: %s".formatted(seed, text), e);
        }
    }
}
