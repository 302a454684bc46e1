package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.text.Operator;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs printed as programs. */
class PrinterTest {
    private static final Value X = Value.of(2, "x");
    private static final Value Y = Value.of(3, "y");

    private static String program(Value output) {
        return Printer.ASCII.program(output).replace("\n", "; ");
    }

    /** The text after f = when a formula is parsed and printed again. */
    private static String rewritten(Printer printer, String formula) {
        Program program = Program.parse("f = " + formula);
        Map<String, Double> values = new HashMap<>();
        program.inputs().forEach(input -> values.put(input.name(), 1.0));
        return printer.definition(program.evaluate(values).output(), Value::name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (x+y)z                       | (x + y)*z
            ((x))+((y))                  | x + y
            a+b-c+d                      | a + b - c + d
            a+(b-c)                      | a + (b - c)
            a-(b+c)                      | a - (b + c)
            (a-b)-c                      | a - b - c
            (a*b)/c                      | a*b/c
            a*(b/c)                      | a*(b/c)
            a/(b*c)                      | a/(b*c)
            (a+b)*(c+d)                  | (a + b)*(c + d)
            a*b+c*d                      | a*b + c*d
            a^(b^c)                      | a^b^c
            (a^b)^c                      | (a^b)^c
            (a*b)^c                      | (a*b)^c
            a^(b*c)                      | a^(b*c)
            a^b*c                        | a^b*c
            -(x^2)                       | -x^2
            (-x)^2                       | (-x)^2
            (-x)*y                       | -x*y
            -(x*y)                       | -(x*y)
            -(x+y)                       | -(x + y)
            x*(-y)                       | x*-y
            x-(-y)                       | x - -y
            -(-x)                        | --x
            2^(-x)                       | 2^-x
            2^(-(x^y))                   | 2^-x^y
            (2^-x)*y                     | 2^-x*y
            (2^-x)^y                     | (2^-x)^y
            x^(-2)                       | x^-2
            -2*x                         | -2*x
            (-2)^x                       | (-2)^x
            -(2^x)                       | -2^x
            -(2)                         | -(2)
            -(2)^x                       | -2^x
            -(-2)                        | --2
            (-(2))^x                     | (-(2))^x
            -(NaN)*x                     | -(NaN)*x
            x+(-2)                       | x + -2
            -Infinity*x                  | -Infinity*x
            max(max(a,b),c)              | max(a, b, c)
            max(a,max(b,c))              | max(a, max(b, c))
            max(min(max(a,b),c),d)       | max(min(max(a, b), c), d)
            min(a,b,c+d)                 | min(a, b, c + d)
            mul(add(a,b),sub(c,d))       | (a + b)*(c - d)
            pow(neg(a),div(b,c))         | (-a)^(b/c)
            σ(n)                         | sigmoid(n)
            sum(a,b,c)                   | sum(a, b, c)
            dot(a,b,c,d,e)               | dot(a, b, c, d, e)
            tanh(2x+1)                   | tanh(2*x + 1)
            `a b`*`tanh`*`NaN`*`é`       | `a b`*`tanh`*`NaN`*é
            0.5x                         | 0.5*x
            1e-7+1000000x+1e22           | 1e-7 + 1000000*x + 1e22
            """)
    void parentheses_stand_where_precedence_asks_for_them_and_nowhere_else(String formula, String expected) {
        assertThat(rewritten(Printer.ASCII, formula)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            o*(1-o)                      | o·(1 − o)
            -x/y                         | −x/y
            x^-2                         | x^−2
            -1e-7*x                      | −1e-7·x
            --x                          | −−x
            """)
    void books_have_other_signs_than_keyboards(String formula, String expected) {
        assertThat(rewritten(Printer.TYPOGRAPHIC, formula)).isEqualTo(expected);
        assertThat(rewritten(Printer.TYPOGRAPHIC, expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Op.class)
    void every_op_is_written_as_an_operator_or_by_its_function_name(Op op) {
        List<Value> operands = List.of(X, Y, X).subList(0, op.minOperands());
        String text = Printer.ASCII.expression(op.apply(operands));
        assertThat(text)
                .contains(
                        Operator.of(op) == null
                                ? op.functionName() + "(x"
                                : Operator.of(op).text());
    }

    @Test
    void inputs_come_first_then_what_has_a_name() {
        Value c = Value.constant(0.5).named("c");
        Value q = X.add(Y).named("q");
        assertThat(program(q.mul(c).sub(X).named("f"))).isEqualTo("x = 2; y = 3; c = (0.5); q = x + y; f = q*c - x");
    }

    @Test
    void what_is_shared_gets_a_name_and_what_is_not_does_not() {
        Value shared = X.add(1);
        // x, 1, x + 1 are nodes; the unnamed ones of them that are no numbers are v1, v2, ...
        assertThat(program(shared.mul(shared))).isEqualTo("x = 2; v1 = x + 1; v1*v1");
        assertThat(program(shared.mul(X.add(1)))).isEqualTo("x = 2; (x + 1)*(x + 1)");
    }

    @Test
    void leaves_without_a_name_get_one_and_numbers_do_not_unless_shared() {
        Value leaf = Value.of(0.25);
        Value two = Value.constant(2);
        assertThat(program(leaf.mul(Value.constant(2)))).isEqualTo("v1 = 0.25; v1*2");
        assertThat(program(leaf.mul(two).add(two))).isEqualTo("v1 = 0.25; c1 = (2); v1*c1 + c1");
    }

    @Test
    void no_line_but_the_first_begins_with_an_operator() {
        assertThat(program(X.neg())).isEqualTo("x = 2; f = -x");
        assertThat(program(Value.of(1, "f").neg().mul(Value.of(2, "out")))).isEqualTo("f = 1; out = 2; out2 = -f*out");
        assertThat(program(Value.constant(2).neg())).isEqualTo("-(2)");
    }

    @Test
    void made_up_names_keep_clear_of_given_ones() {
        Value two = Value.constant(2);
        Value c1 = Value.of(1, "c1");
        Value v1 = Value.of(1, "v1");
        Value shared = two.add(two);
        assertThat(program(shared.mul(shared).mul(c1).mul(v1)))
                .isEqualTo("c1 = 1; v1 = 1; c2 = (2); vv1 = c2 + c2; vv1*vv1*c1*v1");
    }

    @Test
    void of_several_values_with_one_name_an_input_keeps_it() {
        Value q = Value.of(1, "q");
        Value other = Value.of(2, "q_2");
        Value sum = X.add(1).named("q");
        assertThat(program(sum.add(q).add(other))).isEqualTo("x = 2; q = 1; q_2 = 2; q_3 = x + 1; q_3 + q + q_2");
    }

    @Test
    void a_program_can_be_a_single_leaf() {
        assertThat(program(X)).isEqualTo("x = 2");
        assertThat(program(Value.of(-0.0))).isEqualTo("v1 = -0");
        assertThat(program(Value.constant(-2))).isEqualTo("-2");
        assertThat(program(Value.constant(-2).named("c"))).isEqualTo("c = (-2)");
    }

    @Test
    void names_outside_the_syntax_are_written_in_backquotes() {
        Value odd = Value.of(1, "layer1.neuron[3]").add(Value.of(2, "a`b\\c")).add(Value.of(3, "line\nbreak\u202e"));
        assertThat(program(odd))
                .isEqualTo("`layer1.neuron[3]` = 1; `a\\`b\\\\c` = 2; `line\\nbreak\\u202e` = 3;"
                        + " `layer1.neuron[3]` + `a\\`b\\\\c` + `line\\nbreak\\u202e`");
    }

    @Test
    void an_expression_stops_at_names() {
        Value o = X.mul(2).tanh().named("o");
        assertThat(Printer.ASCII.expression(Op.TANH.formula(0, List.of(X), o))).isEqualTo("1 - o^2");
        assertThat(Printer.ASCII.expression(Op.SIGMOID.formula(0, List.of(X), o)))
                .isEqualTo("o*(1 - o)");
        assertThat(Printer.ASCII.expression(Op.MUL.derivative(0, List.of(X, o), o)))
                .isEqualTo("o");
        assertThat(Printer.ASCII.definition(o, Value::name)).isEqualTo("tanh(x*2)");
        assertThat(Printer.ASCII.expression(o.mul(Value.of(0.5)))).isEqualTo("o*0.5");
    }

    @Test
    void the_caller_may_choose_the_names() {
        Value product = X.mul(Y);
        Value sum = product.add(1);
        assertThat(Printer.ASCII.expression(sum, value -> value == product ? "v1" : value.name()))
                .isEqualTo("v1 + 1");
        assertThat(Printer.ASCII.expression(sum, value -> null)).isEqualTo("2*3 + 1");
        assertThat(Printer.ASCII.definition(sum, value -> value == sum ? "v2" : value == product ? "v 1" : null))
                .isEqualTo("`v 1` + 1");
    }

    @Test
    void an_expression_is_cut_before_it_explodes() {
        Value doubled = Value.of(1, "x").add(1);
        for (int i = 0; i < 100; i++) {
            doubled = doubled.add(doubled);
        }
        assertThat(Printer.ASCII.expression(doubled)).contains("...").hasSizeLessThan(20_000);
        assertThat(Printer.ASCII.program(doubled)).hasLineCount(102);
    }

    @Test
    void a_long_list_of_operands_is_cut() {
        Value sum = Value.sum(Collections.nCopies(100_000, X));
        assertThat(Printer.ASCII.expression(sum)).endsWith("x, x, ...)").hasSizeLessThan(4000);
        assertThat(Printer.ASCII.program(sum)).hasSize("x = 2\nsum(x)".length() + 3 * 99_999);
    }

    @Test
    void numbers_and_names_are_written_as_in_programs() {
        assertThat(Printer.ASCII.number(-2)).isEqualTo("-2");
        assertThat(Printer.TYPOGRAPHIC.number(-1e-7)).isEqualTo("−1e-7");
        assertThat(Printer.ASCII.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(Printer.name("x₁")).isEqualTo("x₁");
        assertThat(Printer.name("tanh")).isEqualTo("`tanh`");
    }

    @Test
    void printing_changes_nothing() {
        Value f = X.mul(Y).named("f");
        f.backward();
        String once = Printer.ASCII.program(f);
        assertThat(Printer.ASCII.program(f)).isEqualTo(once);
        assertThat(f.grad()).isEqualTo(1);
        assertThat(X.hasGrad()).isTrue();
    }
}
