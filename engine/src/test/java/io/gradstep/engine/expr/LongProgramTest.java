package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Depth and length are bounded by memory alone. Each of these would overflow the stack of a recursive parser. */
@Timeout(300)
class LongProgramTest {
    private static final int DEEP = 100_000;
    private static final int LONG = 1_000_000;

    private static Value evaluate(String text) {
        Program program = Program.parse(text);
        return program.inputs().isEmpty()
                ? program.evaluate().output()
                : program.evaluate(Map.of("x", 1.0)).output();
    }

    @Test
    void a_hundred_thousand_parentheses() {
        assertThat(evaluate("(".repeat(DEEP) + "x" + ")".repeat(DEEP)).name()).isEqualTo("x");
    }

    @Test
    void a_million_parentheses_that_multiply() {
        assertThat(evaluate("(x)".repeat(LONG)).data()).isEqualTo(1);
    }

    @Test
    void parentheses_that_do_not_close_are_found_at_once() {
        assertThatThrownBy(() -> Program.parse("(".repeat(LONG) + "x"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageStartingWith("line 1, column 1000000: this '(' is never closed");
        assertThatThrownBy(() -> Program.parse("x" + ")".repeat(LONG))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Program.parse("tanh(".repeat(LONG))).isInstanceOf(SyntaxException.class);
        assertThatThrownBy(() -> Program.parse("(\n".repeat(LONG) + "x = 1")).isInstanceOf(SyntaxException.class);
    }

    @Test
    void a_sum_of_a_million_terms() {
        assertThat(evaluate("x" + "+x".repeat(LONG - 1)).data()).isEqualTo(LONG);
    }

    @Test
    void a_call_of_a_million_operands() {
        Value sum = evaluate("sum(x" + ", x".repeat(LONG - 1) + ")");
        assertThat(sum.data()).isEqualTo(LONG);
        assertThat(sum.operandCount()).isEqualTo(LONG);
        assertThat(evaluate("max(x" + ", 2".repeat(LONG) + ")").data()).isEqualTo(2);
    }

    @Test
    void powers_from_the_right_a_hundred_thousand_deep() {
        Value output = evaluate("x" + "^x".repeat(DEEP));
        assertThat(output.operand(0).name()).isEqualTo("x");
        assertThat(output.operand(1).op()).isEqualTo(Op.POW);
    }

    @Test
    void a_chain_of_minus_signs() {
        assertThat(evaluate("-".repeat(LONG) + "x").data()).isEqualTo(1);
        assertThat(evaluate("x" + "^-x".repeat(DEEP)).data()).isEqualTo(1);
    }

    @Test
    void calls_in_calls() {
        assertThat(evaluate("tanh(".repeat(DEEP) + "0" + ")".repeat(DEEP)).data())
                .isZero();
    }

    @Test
    void many_statements() {
        StringBuilder text = new StringBuilder("v0 = x\n");
        for (int i = 1; i < DEEP; i++) {
            text.append("v").append(i).append(" = v").append(i - 1).append(" + 1\n");
        }
        assertThat(evaluate(text.toString()).data()).isEqualTo(DEEP);
    }

    @Test
    void many_missing_names_take_no_longer_than_their_number() {
        StringBuilder text = new StringBuilder("0");
        for (int i = 0; i < DEEP; i++) {
            text.append("+missing").append(i);
        }
        Program program = Program.parse(text.toString());
        assertThatThrownBy(program::evaluate).hasMessageContaining("99980 more");
    }

    @Test
    void a_chain_of_a_million_nodes_is_printed_and_read_back() {
        Value x = Value.of(0.5, "x");
        Value chain = x;
        for (int i = 0; i < LONG / 4; i++) {
            chain = chain.mul(0.5).add(0.25).neg().tanh();
        }
        String text = Printer.ASCII.program(chain);
        assertThat(text).startsWith("x = 0.5\ntanh(-(tanh(-(");
        assertThat(Program.parse(text).evaluate().output().data()).isEqualTo(chain.data());
    }

    @Test
    void shared_nodes_are_printed_as_as_many_statements() {
        Value chain = Value.of(1, "x");
        for (int i = 0; i < DEEP; i++) {
            chain = chain.mul(chain);
        }
        String text = Printer.ASCII.program(chain);
        assertThat(text).startsWith("x = 1\nv1 = x*x\nv2 = v1*v1\n").endsWith("\nv99999*v99999");
        assertThat(Program.parse(text).evaluate().output().data()).isEqualTo(1);
    }

    @Test
    void a_chain_of_a_million_maxima_is_one_call() {
        Value chain = Value.of(1, "x");
        for (int i = 0; i < LONG; i++) {
            chain = chain.max(i);
        }
        assertThat(Printer.ASCII.program(chain))
                .startsWith("x = 1\nmax(x, 0, 1, 2, ")
                .endsWith(", 999999)");
    }

    @Test
    void a_chain_of_a_million_nodes_is_cut_in_an_expression() {
        Value chain = Value.of(1, "x");
        for (int i = 0; i < LONG; i++) {
            chain = chain.neg().max(1);
        }
        assertThat(Printer.ASCII.expression(chain)).hasSizeLessThan(20_000);
        assertThat(Printer.ASCII.expression(chain.named("o"))).isEqualTo("o");
    }
}
