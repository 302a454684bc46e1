package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.text.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of programs. All expected values are worked out by hand. */
class ProgramTest {
    /** Every free name that the tables below use. */
    private static final ImmutableMap<String, Double> VALUES =
            ImmutableMap.of("a", 2.0, "b", 3.0, "c", 5.0, "x", 3.0, "y", -4.0, "z", 0.5, "θ", 7.0, "e1", 11.0);

    private static Evaluation evaluate(String text) {
        Program program = Program.parse(text);
        ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
        for (Program.Input input : program.inputs()) {
            if (input.defaultValue().isEmpty()) {
                values.put(input.name(), VALUES.get(input.name()));
            }
        }
        return program.evaluate(values.buildOrThrow());
    }

    private static double value(String text) {
        return evaluate(text).output().data();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            f=(x+y)z         | -0.5
            f = ( x + y ) z  | -0.5
            2x               | 6
            2 x              | 6
            2.5x             | 7.5
            2(x+y)           | -2
            (x)2             | 6
            (a)(b)           | 6
            (a)(b)(c)        | 30
            (a+b)(a-b)       | -5
            2x^2             | 18
            (a)b^2           | 18
            -2x              | -6
            -2x^2            | -18
            6/2(x)           | 9
            1/2x             | 1.5
            x/2(a)           | 3
            2abs(y)          | 8
            abs(y)abs(y)     | 16
            abs(y)2          | 8
            max(a,b)c        | 15
            2exp(0)          | 2
            2e1              | 20
            2 e1             | 22
            2θ               | 14
            """)
    void juxtaposition_multiplies_after_a_number_or_a_closing_parenthesis(String text, double expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a + b*c     | 17
            a*b + c     | 11
            (a + b)*c   | 25
            a - b - c   | -6
            a - (b - c) | 4
            60/b/c      | 4
            60/(b/c)    | 100
            a*b/c       | 1.2
            a/b*c       | 3.3333333333333333
            a^b^2       | 512
            (a^b)^2     | 64
            a**b        | 8
            a**b**2     | 512
            -x^2        | -9
            (-x)^2      | 9
            -a^-1       | -0.5
            a^-b        | 0.125
            a^-b*c      | 0.625
            a^-b^2      | 0.001953125
            a^b*c       | 40
            a*b^2       | 18
            -a*b        | -6
            a*-b        | -6
            a - -b      | 5
            a--b        | 5
            a---b       | -1
            --a         | 2
            -(-a)       | 2
            -2^2        | -4
            -2^-2       | -0.25
            2^-2        | 0.25
            (-2)^2      | 4
            a -1        | 1
            a-1         | 1
            """)
    void precedence_is_that_of_mathematics(String text, double expected) {
        assertThat(value(text)).isCloseTo(expected, Offset.offset(1e-15 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1           | 1
            007         | 7
            .5          | 0.5
            5.          | 5
            5.x         | 15
            1e3         | 1000
            1E3         | 1000
            1e+3        | 1000
            2.5e-3      | 0.0025
            5.e2        | 500
            .5e1        | 5
            NaN         | NaN
            -NaN        | NaN
            Infinity    | Infinity
            -Infinity   | -Infinity
            2Infinity   | Infinity
            1.7976931348623157e308 | 1.7976931348623157e308
            4.9e-324    | 4.9e-324
            0e999       | 0
            0.000e-999  | 0
            -0          | -0.0
            """)
    void numbers_are_read_to_the_last_bit(String text, double expected) {
        assertThat(Double.doubleToLongBits(value(text))).isEqualTo(Double.doubleToLongBits(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x × y ÷ z − 1", "x · y ÷ z – 1", "x ⋅ y / z - 1", "x*y/z−1"})
    void typographic_operators_mean_the_same_as_the_typed_ones(String text) {
        assertThat(value(text)).isEqualTo(-25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffq=x+y;f=q*z",
                "q = x + y\nf = q * z",
                "q = x + y\r\nf = q * z\r\n",
                "q = x + y\rf = q * z",
                "q = x + y\u2028f = q * z",
                ";;q = x + y;;\n\n;f = q * z;;",
                "# the notes' first circuit\nq = x + y # sum; not = code\n\nf = q * z # end",
                "q\u00a0=\u2003x +\u3000y;\tf = q * z",
                "q = (x +\n  # inside\n  y\n)\nf = q * z",
                "q = x + y; q * z",
                "`q` = `x` + y; f = q * `z`",
            })
    void statements_are_separated_by_semicolons_or_lines(String text) {
        Evaluation evaluation = evaluate(text);
        assertThat(evaluation.output().data()).isEqualTo(-0.5);
        assertThat(evaluation.output().name()).isEqualTo("f");
        assertThat(evaluation.values().keySet()).containsExactly("x", "y", "z", "q", "f");
    }

    @ParameterizedTest
    @EnumSource(Op.class)
    void every_op_is_called_by_its_function_name(Op op) {
        List<String> operands = List.of("a", "b", "c").subList(0, op.minOperands());
        Value output = evaluate(op.functionName() + "(" + String.join(", ", operands) + ")")
                .output();
        assertThat(output.op()).isEqualTo(op);
        assertThat(output.operands().stream().map(Value::name)).isEqualTo(operands);
    }

    @ParameterizedTest
    @EnumSource(Op.class)
    void every_way_to_write_an_operator_makes_its_op(Op op) {
        if (Operator.of(op) == null) {
            return;
        }
        List<String> spellings = new ArrayList<>(Operator.of(op).aliases());
        spellings.add(Operator.of(op).text());
        spellings.add(Operator.of(op).typographic());
        for (String spelling : spellings) {
            Value output = evaluate(Operator.of(op).prefix() ? spelling + "a" : "a" + spelling + "b")
                    .output();
            assertThat(output.op()).as(spelling).isEqualTo(op);
        }
    }

    @Test
    void a_gate_symbol_that_is_a_letter_calls_its_function() {
        assertThat(evaluate("σ(x)").output().op()).isEqualTo(Op.SIGMOID);
        assertThat(evaluate("Σ(x, y, z)").output().op()).isEqualTo(Op.SUM);
    }

    @Test
    void a_gate_symbol_can_be_a_name_too() {
        // the normal density without its factor, at x - μ = 1 and σ = 2
        Evaluation bell = Program.parse("σ = 2; exp(-(x - μ)^2/(2σ^2))").evaluate(Map.of("x", 4.0, "μ", 3.0));
        assertThat(bell.output().data()).isCloseTo(Math.exp(-0.125), Offset.offset(1e-15));
        assertThat(bell.values().get("σ").isLeaf()).isTrue();
    }

    @Test
    void max_and_min_of_many_operands_fold_from_the_left() {
        Value max = evaluate("max(a, b, c, x)").output();
        assertThat(max.data()).isEqualTo(5);
        assertThat(max.op()).isEqualTo(Op.MAX);
        assertThat(max.operand(1).name()).isEqualTo("x");
        assertThat(max.operand(0).operand(1).name()).isEqualTo("c");
        assertThat(max.operand(0).operand(0).operand(0).name()).isEqualTo("a");
        assertThat(value("min(c, b, a, x)")).isEqualTo(2);
        assertThat(value("add(a, b, c)")).isEqualTo(10);
        assertThat(value("mul(a, b, c)")).isEqualTo(30);
    }

    @Test
    void sums_dots_and_log_sum_exps_are_one_gate() {
        assertThat(value("sum(a)")).isEqualTo(2);
        assertThat(value("sum(a, b, c)")).isEqualTo(10);
        assertThat(value("dot(a, b, c, x)")).isEqualTo(21);
        assertThat(value("dot(a, b, c, x, y)")).isEqualTo(17);
        assertThat(evaluate("dot(a, b, c, x, y)").output().operandCount()).isEqualTo(5);
        // DESIGN: logSumExp(1000, 1001)
        assertThat(value("logSumExp(1000, 1001)")).isCloseTo(1001.3132616875182, Offset.offset(1e-12));
    }

    @Test
    void gradients_of_the_notes_circuit() {
        Evaluation evaluation = Program.parse("q = x + y; f = q * z").evaluate(Map.of("x", -2.0, "y", 5.0, "z", -4.0));
        evaluation.output().backward();
        assertThat(evaluation.output().data()).isEqualTo(-12);
        assertThat(evaluation.values().values().stream().map(Value::grad)).containsExactly(-4.0, -4.0, 3.0, -4.0, 1.0);
    }

    @Test
    void one_minus_and_a_number_make_a_constant() {
        assertThat(evaluate("-2*x").output().operand(0).isLeaf()).isTrue();
        assertThat(evaluate("x*-2").output().operand(1).data()).isEqualTo(-2);
        assertThat(evaluate("x^-2").output().operand(1).isLeaf()).isTrue();
        assertThat(evaluate("- 2").output().isLeaf()).isTrue();
        assertThat(evaluate("-2^x").output().op()).isEqualTo(Op.NEG);
        assertThat(evaluate("-2 ** x").output().op()).isEqualTo(Op.NEG);
        assertThat(evaluate("-(2)").output().op()).isEqualTo(Op.NEG);
        assertThat(evaluate("--2").output().op()).isEqualTo(Op.NEG);
        assertThat(evaluate("x - 2").output().op()).isEqualTo(Op.SUB);
    }

    @Test
    void numbers_in_formulas_take_no_gradient() {
        Value output = evaluate("2x").output();
        assertThat(output.operand(0).isConstant()).isTrue();
        assertThat(output.operand(1).isConstant()).isFalse();
    }

    @Test
    void inputs_come_in_order_of_appearance_with_their_defaults() {
        Program program = Program.parse("x = -2; q = x + y; z = -4; w = Infinity; f = q*z*v");
        assertThat(program.inputs())
                .containsExactly(
                        new Program.Input("x", OptionalDouble.of(-2)),
                        new Program.Input("y", OptionalDouble.empty()),
                        new Program.Input("z", OptionalDouble.of(-4)),
                        new Program.Input("w", OptionalDouble.of(Double.POSITIVE_INFINITY)),
                        new Program.Input("v", OptionalDouble.empty()));
        assertThat(program.output()).isEqualTo("f");
    }

    @Test
    void a_given_value_goes_before_the_default() {
        Program program = Program.parse("x = -2; y = 5; f = x*y");
        assertThat(program.evaluate().output().data()).isEqualTo(-10);
        assertThat(program.evaluate(Map.of("x", 3.0)).output().data()).isEqualTo(15);
        assertThat(program.evaluate(Map.of("x", Double.NaN)).output().data()).isNaN();
    }

    @Test
    void inputs_are_leaves_that_take_a_gradient_used_or_not() {
        Evaluation evaluation = Program.parse("x = 1; unused = 2; f = 3x").evaluate();
        assertThat(evaluation.inputs().stream().map(Value::name)).containsExactly("x", "unused");
        assertThat(evaluation.inputs()).allMatch(leaf -> leaf.isLeaf() && !leaf.isConstant());
        evaluation.output().backward();
        assertThat(evaluation.inputs().get(1).hasGrad()).isFalse();
    }

    @Test
    void a_number_in_parentheses_is_a_constant_with_a_name() {
        Evaluation evaluation = Program.parse("c = (2); d = (-0.5); f = c*d").evaluate();
        assertThat(evaluation.inputs()).isEmpty();
        assertThat(evaluation.values().get("c").isConstant()).isTrue();
        assertThat(evaluation.values().get("d").data()).isEqualTo(-0.5);
        assertThat(evaluation.output().operand(0).name()).isEqualTo("c");
    }

    @Test
    void named_intermediates_are_the_nodes_that_are_used() {
        Evaluation evaluation = evaluate("q = x + y; f = q*q");
        Value q = evaluation.values().get("q");
        assertThat(q.name()).isEqualTo("q");
        assertThat(evaluation.output().operand(0)).isSameAs(q);
        assertThat(evaluation.output().operand(1)).isSameAs(q);
    }

    @Test
    void a_second_name_leads_to_the_same_node_and_leaves_it_its_first() {
        Evaluation evaluation = evaluate("q = x + y; g = q; h = (g); i = x; f = g*h*i");
        Value q = evaluation.values().get("q");
        assertThat(q.name()).isEqualTo("q");
        assertThat(evaluation.values().get("g")).isSameAs(q);
        assertThat(evaluation.values().get("h")).isSameAs(q);
        assertThat(evaluation.values().get("i")).isSameAs(evaluation.values().get("x"));
        assertThat(evaluation.values().keySet()).containsExactly("x", "y", "q", "g", "h", "i", "f");
    }

    @Test
    void an_output_may_be_an_input_or_a_second_name() {
        assertThat(evaluate("x").output().name()).isEqualTo("x");
        assertThat(Program.parse("x").output()).isEqualTo("f");
        assertThat(Program.parse("x = 2").output()).isEqualTo("x");
        assertThat(Program.parse("x = 2").evaluate().output().isConstant()).isFalse();
        assertThat(Program.parse("2").evaluate().output().isConstant()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x + y                          | f
            f + 1                          | out
            f = x + y; f*f                 | out
            `f` + out                      | out2
            out = 1; f = 2; out2 = 3; f+out| out3
            q = x; q*q                     | f
            result = x*y                   | result
            """)
    void a_nameless_output_is_called_f_or_out(String text, String name) {
        assertThat(Program.parse(text).output()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            `layer1.neuron[3]`  | layer1.neuron[3]
            `tanh`              | tanh
            `NaN`               | NaN
            `a b`               | a b
            ` x`                | ' x'
            `=;#()`             | =;#()
            `a\\`b`             | a`b
            `a\\\\b`            | a\\b
            `\\u00e9`           | é
            `<script>`          | <script>
            漢字                 | 漢字
            x₁                  | x₁
            _                   | _
            é                   | é
            𝑥                   | 𝑥
            """)
    void names_may_be_anything_in_backquotes_and_words_of_any_script_without(String text, String name) {
        assertThat(Program.parse(text + " + 1").inputs())
                .containsExactly(new Program.Input(name, OptionalDouble.empty()));
    }

    @Test
    void escapes_in_backquotes_stand_for_what_cannot_be_seen() {
        assertThat(Program.parse("`a\\n\\r\\t\\u0000b` + 1").inputs().get(0).name())
                .isEqualTo("a\n\r\t\u0000b");
    }

    @Test
    void evaluations_share_nothing() {
        Program program = Program.parse("x = 1; f = 2x");
        Evaluation one = program.evaluate();
        Evaluation other = program.evaluate();
        one.output().backward();
        assertThat(other.inputs().get(0).hasGrad()).isFalse();
        assertThat(other.output()).isNotSameAs(one.output());
    }

    @Test
    void a_program_shows_its_text() {
        assertThat(Program.parse(" x + y ").toString()).isEqualTo(" x + y ");
    }
}
