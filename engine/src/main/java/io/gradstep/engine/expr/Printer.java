package io.gradstep.engine.expr;

import io.gradstep.engine.Value;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes graphs in the expression language, with as few parentheses as precedence allows.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value o = x.mul(2).add(1).tanh().named("o");
 * System.out.println(Printer.ASCII.expression(o.mul(o).neg())); // -(o*o)
 * System.out.println(Printer.ASCII.program(o).replace("\n", "; ")); // x = -2; o = tanh(x*2 + 1)
 * }</pre>
 *
 * <p>Both styles can be parsed again. Printing does not change the values.
 */
public enum Printer {
    /** Operators as they are typed: {@code 2*x - 1}. */
    ASCII,
    /** Operators as they are printed in books: {@code 2·x − 1}. */
    TYPOGRAPHIC;

    /** The most operands of an expression that are written before the rest is left out. */
    private static final int MAX_OPERANDS = 1000;

    /**
     * Returns a program that builds the same graph: the same ops on the same operands with the same sharing, the same
     * names, and numbers equal to the last bit.
     *
     * <p>First comes a line for each input with its value, then one for each value that has a name or is used more than
     * once; everything else is written where it is used. A value that needs a name and has none gets the one that
     * {@link io.gradstep.engine.Graph#label} gives it, and shared constants c1, c2, …. If several values have the same
     * name, all but the first get a number after it. A constant with a name is written in parentheses, {@code c = (2)},
     * because {@code c = 2} is an input. A {@link io.gradstep.engine.CustomOp} is written like a function, but only
     * Java code can call it. Time and memory are linear in the size of the graph.
     *
     * @param output the last node
     * @return lines separated by line feeds
     */
    public String program(Value output) {
        Objects.requireNonNull(output, "output");
        return new ProgramWriter(this, output).write();
    }

    /**
     * Returns a value as an expression: operands with a name by name, all others written out.
     *
     * <p>The text is for reading, not for parsing: an unnamed value that is used twice is written twice, leaves without
     * a name are written as numbers, and after 1000 operands {@code ...} replaces the rest. The time is linear in the
     * length of the text; operands of named values are never visited.
     *
     * @param value the value, itself written by name if it has one
     * @return the expression, in one line
     */
    public String expression(Value value) {
        return expression(value, Value::name);
    }

    /**
     * Returns a value as an expression, as {@link #expression(Value)} does, with names chosen by the caller.
     *
     * @param value the value
     * @param names the name of a value, or null to write it out
     * @return the expression, in one line
     */
    public String expression(Value value, Function<? super Value, @Nullable String> names) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(names, "names");
        return new ExpressionWriter(this, names, MAX_OPERANDS).operand(value).toString();
    }

    /**
     * Returns the right side of a value's definition, after {@code q = }. It is written as
     * {@link #expression(Value, Function)} does, except that the value itself is written out even if it has a name.
     *
     * @param value the value
     * @param names the name of a value, or null to write it out
     * @return the expression, in one line
     */
    public String definition(Value value, Function<? super Value, @Nullable String> names) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(names, "names");
        return new ExpressionWriter(this, names, MAX_OPERANDS).definition(value).toString();
    }

    /**
     * Returns a number as the shortest text that reads back as the same double: {@code 2} and not {@code 2.0},
     * {@code 1e-7}. It is the same on every version of Java, which {@link Double#toString(double)} is not.
     *
     * @param number any number; NaN and the infinities are written as words
     * @return the text, with the minus of this style
     */
    public String number(double number) {
        return expression(Value.constant(number));
    }

    /**
     * Returns a name as programs write it: in backquotes if the syntax does not allow it bare, with escapes for
     * backquotes and invisible characters.
     *
     * @param name the name, as {@link Value#name()} has it
     * @return the text, in one line
     */
    public static String name(String name) {
        return Names.written(name);
    }
}
