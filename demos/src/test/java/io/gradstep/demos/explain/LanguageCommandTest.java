package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.Gradstep;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageCommandTest {
    private static final String TEXT = CommandLineRun.of("language").out();

    /** Ten digits are shown. */
    private static final double RELATIVE_TOLERANCE = 1e-9;

    @ParameterizedTest
    @EnumSource(Op.class)
    void every_op_is_listed_with_its_rule(Op op) {
        assertThat(TEXT).contains(op.functionName() + "(");
        assertThat(TEXT.replaceAll("\\s+", " ")).contains(op.explanation());
    }

    @TestFactory
    Stream<DynamicTest> every_example_computes_what_is_printed_below_it() {
        List<String> lines = TEXT.lines().toList();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("    = ")) {
                String program = lines.get(i - 1).strip();
                String result = lines.get(i).strip();
                tests.add(DynamicTest.dynamicTest(program, () -> check(program, result)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(Op.values().length);
        return tests.stream();
    }

    private static void check(String program, String result) {
        Evaluation evaluation = Program.parse(program).evaluate();
        evaluation.output().backward();
        List<Double> computed = new ArrayList<>(List.of(evaluation.output().data()));
        evaluation.inputs().stream().map(Value::grad).forEach(computed::add);
        String[] printed = result.replaceFirst("= ", "").split(", (gradients? )?", -1);
        assertThat(printed).hasSize(computed.size());
        for (int i = 0; i < printed.length; i++) {
            double expected = computed.get(i);
            assertThat(Double.parseDouble(printed[i]))
                    .isEqualTo(expected, within(RELATIVE_TOLERANCE * Math.abs(expected)));
        }
    }

    /**
     * From {@code mpmath} with {@code mp.dps = 50}: {@code tanh(0.5)} and {@code 1 - tanh(0.5)**2}; {@code
     * 4**3*log(4)}; {@code log(e + e**2 + e**3)}.
     */
    @Test
    void numbers_are_right() {
        assertThat(TEXT)
                .contains("x = 0.5; tanh(x)\n    = 0.4621171573, gradient 0.786447733\n")
                .contains("a = 4; b = 3; a ^ b\n    = 64, gradients 48, 88.72283911\n")
                .contains("c = 3; logSumExp(a, b, c)\n    = 3.407605964, gradients 0.09003057317, 0.2447284711, ")
                .contains("the loosest: ^, then -x, then * /, then + -, then < > <=\n  >= ==.", "2^3^2 is 512");
    }

    @Test
    void other_spellings_are_listed() {
        assertThat(TEXT).contains("sigmoid(x)  σ(x)", "Also written ·  ×  ⋅  mul(a, b)", "written **  pow(a, b)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "US-ASCII"})
    void lines_fit_a_terminal_of_80_columns(String charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Charset encoding = Charset.forName(charset);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, out, encoding, false, false);

        assertThat(Gradstep.run(new String[] {"language"}, terminal)).isZero();

        assertThat(out.toString(encoding).lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(terminal.width(line)).as(line).isLessThanOrEqualTo(80));
        assertThat(out.toString(encoding)).doesNotContain("?");
    }

    @Test
    void a_program_given_to_it_is_refused() {
        CommandLineRun run = CommandLineRun.of("language", "x*y");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradstep: ").contains("x*y");
    }
}
