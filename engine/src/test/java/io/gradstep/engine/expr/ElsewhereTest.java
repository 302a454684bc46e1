package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Op;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice on functions that are called something else elsewhere can be taken. */
class ElsewhereTest {
    private static final Map<String, Double> VALUES = Map.of("a", 0.3, "b", 0.7, "c", 0.9);

    private static final Pattern ADVICE = Pattern.compile(" write (.+)$| did you mean '(\\w+)'");

    static List<String> names() {
        return StreamSupport.stream(Elsewhere.names().spliterator(), false).toList();
    }

    private static String reason(String program) {
        return Objects.requireNonNull(catchThrowableOfType(SyntaxException.class, () -> Program.parse(program)))
                .reason();
    }

    /** The expression that the advice on a call leads to. */
    private static String advised(String call) {
        Matcher advice = ADVICE.matcher(reason(call));
        assertThat(advice.find()).as(reason(call)).isTrue();
        return advice.group(1) != null ? advice.group(1) : advice.group(2) + call.substring(call.indexOf('('));
    }

    private static double value(String program) {
        Program parsed = Program.parse(program);
        Map<String, Double> values = new java.util.HashMap<>(VALUES);
        values.keySet()
                .retainAll(parsed.inputs().stream().map(Program.Input::name).toList());
        return parsed.evaluate(values).output().data();
    }

    @ParameterizedTest
    @EnumSource
    void an_op_is_no_other_function(Op op) {
        assertThat(Elsewhere.names())
                .as("Elsewhere.java says what to write for %s", op.functionName())
                .doesNotContain(op.functionName());
    }

    @ParameterizedTest
    @EnumSource
    void a_shorthand_is_no_other_function(Shorthand shorthand) {
        assertThat(Elsewhere.names()).doesNotContain(shorthand.functionName());
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_advice_is_a_program(String name) {
        Elsewhere.Substitute substitute = Objects.requireNonNull(Elsewhere.find(name));
        String call = substitute.call(name);
        if (substitute.formula().isEmpty()) {
            assertThat(reason(call)).contains("it has no equivalent here").doesNotContain("did you mean");
        } else {
            assertThat(value(advised(call))).as(advised(call)).isNotEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    /** Expected: mpmath at 50 digits, a = 0.3, b = 0.7, c = 0.9, rounded to double. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lg(a)         | -0.5228787452803376
            log2(a)       | -1.7369655941662063
            asinh(a)      | 0.29567304756342244
            atanh(a)      | 0.3095196042031117
            erfc(a)       | 0.6713732405408726
            exp2(a)       | 1.2311444133449163
            cbrt(a)       | 0.6694329500821695
            atan2(a, b)   | 0.40489178628508343
            hypot(a, b)   | 0.7615773105863908
            cot(a)        | 3.2327281437658275
            coth(a)       | 3.432738430321742
            sech(a)       | 0.9566279119002483
            normcdf(a)    | 0.6179114221889527
            normpdf(a)    | 0.3813878154605241
            logit(a)      | -0.8472978603872037
            silu(a)       | 0.17233275504349768
            sind(a)       | 0.00523596383141958
            clamp(a, b, c) | 0.7
            """)
    void advice_gives_the_function_that_was_meant(String call, double expected) {
        String name = call.substring(0, call.indexOf('('));
        if (!Vocabulary.isCallable(name)) {
            assertThat(value(advised(call))).isCloseTo(expected, within(1e-14));
        } else {
            assertThat(value(call)).isCloseTo(expected, within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log10", "log2", "asinh", "erfc", "exp2", "atan2", "exp10"})
    void another_function_is_never_advised_as_a_slip(String name) {
        if (!Vocabulary.isCallable(name)) {
            assertThat(reason(name + "(x)")).doesNotContain("did you mean");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tahn, tanh",
        "sigmod, sigmoid",
        "Log, log",
        "LOG10, log10",
        "sqr_t, sqrt",
        "arctan, atan",
        "logistic, sigmoid"
    })
    void a_slip_is_told_as_one(String slip, String meant) {
        assertThat(reason(slip + "(x)")).isEqualTo("unknown function '%s'; did you mean '%s'?".formatted(slip, meant));
    }

    @Test
    void a_call_with_several_operands_is_no_product() {
        assertThat(reason("foo(x, 3)"))
                .startsWith("unknown function 'foo'; the functions are ")
                .contains("tanh");
        assertThat(reason("foo((x, 3))")).contains("foo*(...)");
        assertThatThrownBy(() -> Program.parse("foo(x)")).hasMessageContaining("for a product write foo*(...)");
    }
}
