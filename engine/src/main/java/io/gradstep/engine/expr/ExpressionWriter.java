package io.gradstep.engine.expr;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.text.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions with only the parentheses that precedence requires. Pending parts wait on an explicit stack, so
 * that the depth of the graph does not matter.
 */
final class ExpressionWriter {
    private sealed interface Task permits Text, Operand {}

    private record Text(String text) implements Task {}

    /**
     * A value to be written.
     *
     * @param precedence the lowest precedence that an operator may have here without parentheses
     * @param afterOperator whether it follows an operator, after which a prefix operator of any precedence may come
     * @param afterMinus whether a bare number here would be taken for a negative one
     */
    private record Operand(Value value, int precedence, boolean afterOperator, boolean afterMinus) implements Task {}

    private static final Operator MINUS = Vocabulary.operator(Op.NEG);
    private static final String REST = "...";

    private final Printer style;
    private final Function<? super Value, @Nullable String> names;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private int operandsLeft;

    ExpressionWriter(Printer style, Function<? super Value, @Nullable String> names, int mostOperands) {
        this.style = style;
        this.names = names;
        this.operandsLeft = mostOperands;
    }

    /** Writes a value by its name, or else as it is computed. */
    ExpressionWriter operand(Value value) {
        tasks.push(free(value));
        finish();
        return this;
    }

    /** Writes a value as it is computed. */
    ExpressionWriter definition(Value value) {
        writeOut(free(value));
        finish();
        return this;
    }

    /** Writes text as it is. */
    ExpressionWriter text(String text) {
        out.append(text);
        return this;
    }

    /** Returns the number of characters written so far. */
    int length() {
        return out.length();
    }

    /** Returns whether an operator begins at an index of the text written so far. */
    boolean hasOperatorAt(int position) {
        return Vocabulary.operatorAt(out, position) != null;
    }

    /** Inserts text at an index of the text written so far. */
    void insert(int position, String text) {
        out.insert(position, text);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static Operand free(Value value) {
        return new Operand(value, 0, false, false);
    }

    private void finish() {
        while (!tasks.isEmpty()) {
            Task task = tasks.pop();
            if (task instanceof Text text) {
                out.append(text.text());
            } else if (task instanceof Operand operand) {
                String name = names.apply(operand.value());
                if (name != null) {
                    out.append(Names.written(name));
                } else if (operandsLeft-- <= 0) {
                    out.append(REST);
                } else {
                    writeOut(operand);
                }
            }
        }
    }

    private void writeOut(Operand operand) {
        Value value = operand.value();
        if (value.isLeaf()) {
            number(operand);
            return;
        }
        Gate gate = value.op();
        Operator operator = gate instanceof Op op ? Operator.of(op) : null;
        if (operator == null) {
            call(gate, value);
        } else if (operator.prefix()) {
            prefix(operator, operand);
        } else {
            infix(operator, operand);
        }
    }

    private void number(Operand operand) {
        double number = operand.value().data();
        String text = Numbers.format(number);
        boolean negative = text.startsWith(MINUS.text());
        String sign = negative ? written(MINUS) : "";
        boolean enclosed = negative ? enclosesPrefix(MINUS, operand) : operand.afterMinus();
        String signed = sign + (negative ? text.substring(MINUS.text().length()) : text);
        out.append(enclosed ? "(" + signed + ")" : signed);
    }

    private static boolean enclosesPrefix(Operator operator, Operand operand) {
        return !operand.afterOperator() && operator.precedence() < operand.precedence();
    }

    private void prefix(Operator operator, Operand operand) {
        boolean enclosed = enclosesPrefix(operator, operand);
        out.append(enclosed ? "(" : "").append(written(operator));
        close(enclosed);
        tasks.push(new Operand(operand.value().operand(0), operator.precedence(), true, operator.equals(MINUS)));
    }

    private void infix(Operator operator, Operand operand) {
        int precedence = operator.precedence();
        boolean enclosed = precedence < operand.precedence();
        boolean right = operator.rightAssociative();
        String sign = written(operator);
        out.append(enclosed ? "(" : "");
        close(enclosed);
        tasks.push(new Operand(operand.value().operand(1), right ? precedence : precedence + 1, true, false));
        tasks.push(new Text(Vocabulary.isSpaced(operator) ? " " + sign + " " : sign));
        boolean closer = right || operator.isComparison();
        tasks.push(new Operand(operand.value().operand(0), closer ? precedence + 1 : precedence, false, false));
    }

    private void close(boolean enclosed) {
        if (enclosed) {
            tasks.push(new Text(")"));
        }
    }

    private void call(Gate gate, Value value) {
        out.append(gate.functionName()).append('(');
        tasks.push(new Text(")"));
        List<Value> operands = gate instanceof Op op && op.folds() ? chain(op, value) : value.operands();
        int written = Math.min(operands.size(), Math.max(operandsLeft, 0));
        if (written < operands.size()) {
            tasks.push(new Text(REST));
            comma(written);
        }
        for (int i = written - 1; i >= 0; i--) {
            tasks.push(free(operands.get(i)));
            comma(i);
        }
    }

    private void comma(int before) {
        if (before > 0) {
            tasks.push(new Text(", "));
        }
    }

    /** The operands of max(max(a, b), c), which is written max(a, b, c). */
    private List<Value> chain(Op op, Value value) {
        List<Value> operands = new ArrayList<>();
        Value left = value;
        do {
            operands.add(left.operand(1));
            left = left.operand(0);
        } while (!left.isLeaf() && left.op() == op && names.apply(left) == null);
        operands.add(left);
        Collections.reverse(operands);
        return operands;
    }

    private String written(Operator operator) {
        return style == Printer.TYPOGRAPHIC ? operator.typographic() : operator.text();
    }
}
