/**
 * The expression language: parses formulas to graphs, and prints graphs as formulas.
 *
 * <h2>A first program</h2>
 *
 * A formula is a program. Its undefined names are inputs, which get their values when it is evaluated:
 *
 * <pre>{@code
 * Program program = Program.parse("f = (x+y)z");
 * Evaluation result = program.evaluate(Map.of("x", -2.0, "y", 5.0, "z", -4.0));
 * result.output().backward();
 * System.out.println(result.output().data()); // -12.0
 * System.out.println(result.values().get("x").grad()); // -4.0
 * }</pre>
 *
 * A program may have many statements, separated by {@code ;} or by line ends; {@code #} begins a comment. The last
 * statement is the output. A name that is set to a plain number is an input too, with the number as its default. All
 * other statements compute a value, and a name can be used after it is defined:
 *
 * <pre>{@code
 * Program neuron = Program.parse("""
 *     x1 = 2; x2 = -1             # inputs
 *     w1 = -3; w2 = 1; b = 8
 *     n = x1*w1 + x2*w2 + b
 *     o = relu(n)
 *     """);
 * Evaluation result = neuron.evaluate();
 * result.output().backward();
 * System.out.println(neuron.output()); // o
 * System.out.println(result.output().data()); // 1.0
 * System.out.println(result.values().get("w1").grad()); // 2.0
 * System.out.println(neuron.evaluate(Map.of("x1", 1.0)).output().data()); // 4.0
 * }</pre>
 *
 * <p>The last statement needs no name: it is called {@code f}, or {@code out} if {@code f} is taken. {@code g = x}
 * gives a value a second name, under which the result lists it too; the node keeps its first one. An expression in
 * parentheses may span several lines; a line that begins with an operator is an error, because it would not continue
 * the previous line.
 *
 * <h2>Expressions</h2>
 *
 * <table>
 * <caption>From the tightest binding to the loosest</caption>
 * <tr><th>written</th><th>means</th></tr>
 * <tr><td>{@code 2  .5  1e-3  NaN  Infinity}</td><td>constants, which take no gradient</td></tr>
 * <tr><td>{@code pi  π  e}</td><td>these constants, unless the program defines or is given them</td></tr>
 * <tr><td>{@code x  w_1  θ  x₁  `layer1.neuron[3]`}</td><td>names; anything goes in backquotes</td></tr>
 * <tr><td>{@code tanh(x)  max(a, b, c)  dot(w1, x1, w2, x2, b)}</td><td>functions, by the function names of the
 *     ops</td></tr>
 * <tr><td>{@code x^2}, {@code x**2}, {@code x²}</td><td>powers, from the right: {@code 2^3^2} is
 *     {@code 2^(3^2)}</td></tr>
 * <tr><td>{@code -x}</td><td>negation: {@code -x^2} is {@code -(x^2)}, and {@code 2^-x} needs no parentheses</td></tr>
 * <tr><td>{@code a*b  a/b  2x  2(x + y)  (x + y)z}</td><td>products and quotients, from the left; nothing between means
 *     {@code *} after a number or a closing parenthesis</td></tr>
 * <tr><td>{@code a + b  a - b}</td><td>sums and differences, from the left</td></tr>
 * <tr><td>{@code a < b  a <= b  a > b  a >= b  a == b}</td><td>comparisons, 1 where they hold, else 0; they do not
 *     chain. {@code where(x > 0, a, b)} chooses by one; a product means <i>and</i>, {@code max} means
 *     <i>or</i></td></tr>
 * </table>
 *
 * <p>The signs × · ⋅ ÷ − – mean the same as {@code * / -}, and a function may be called by its gate's symbol if that is
 * a letter: {@code σ(n)} is {@code sigmoid(n)}, unless the program uses σ as a name. In the same way {@code ln(x)} is
 * {@code log(x)}. A {@link io.gradstep.engine.expr.Shorthand} such as {@code clamp(x, 0, 1)} stands for a formula of
 * ops. A minus before a number is part of it ({@code x = -2} is an input with that value) except before a
 * power: {@code -2^2} is −4. A number in parentheses is always a constant: {@code c = (2)} is a constant with a name,
 * not an input.
 *
 * <p>{@code pi}, {@code π} and {@code e} are the mathematical constants unless a statement defines the name, the name
 * gets a value when the program is evaluated, or it is written in backquotes. {@code e^x} is {@code exp(x)}, which is
 * more accurate than a power.
 *
 * <pre>{@code
 * Program decay = Program.parse("a*exp(-e*x)");
 * System.out.println(decay.numbers()); // {e=2.718281828459045}
 * System.out.println(decay.evaluate(Map.of("a", 1.0, "x", 0.0)).inputs().size()); // 2
 * System.out.println(decay.evaluate(Map.of("a", 1.0, "x", 0.0, "e", 3.0)).inputs().size()); // 3
 * }</pre>
 *
 * <h2>Mistakes</h2>
 *
 * A {@link io.gradstep.engine.expr.SyntaxException} points at the error and suggests a fix:
 *
 * <pre>{@code
 * try {
 *     Program.parse("q = x + y; f = q z");
 * } catch (SyntaxException e) {
 *     System.out.println(e.reason()); // two names in a row; for a product write q*z
 *     System.out.println(e.column()); // 16
 * }
 * }</pre>
 *
 * <h2>Back to text</h2>
 *
 * {@link io.gradstep.engine.expr.Printer} writes any graph as a program that builds it again, and single expressions
 * for reading:
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Value q = x.add(1).named("q");
 * Value f = q.mul(q).sub(x.neg());
 * System.out.println(Printer.ASCII.program(f).replace("\n", "; ")); // x = 3; q = x + 1; q*q - -x
 * System.out.println(Printer.TYPOGRAPHIC.expression(f)); // q·q − −x
 * }</pre>
 *
 * <p>Parsing, evaluating and printing take time linear in size, and none of them is limited by the depth of the call
 * stack.
 */
@NullMarked
package io.gradstep.engine.expr;

import org.jspecify.annotations.NullMarked;
