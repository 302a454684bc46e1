package io.gradstep.demos.explain;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.Shorthand;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.engine.text.Operator;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The reference of the expression language: its syntax, its operators and its functions, each with an example that the
 * language itself computes.
 *
 * <p>Operators and functions are those of {@link Op}, with the sentence that {@link Op#explanation()} says about each;
 * a new op is in here without being mentioned. {@code gradstep language} prints the reference, and the playground
 * shows it.
 *
 * @param sections the parts, in reading order
 */
public record LanguageReference(List<Section> sections) {
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Arguments for the example of a unary op, which takes the first with a finite value and slope. */
    private static final double[] ARGUMENTS = {0.5, 2};

    private static final double[] PAIR = {4, 3};
    private static final double[] LIST = {1, 2, 3};

    /**
     * One part of the reference.
     *
     * @param title its heading
     * @param introduction a paragraph below the heading
     * @param entries what it explains, in reading order
     */
    public record Section(String title, String introduction, List<Entry> entries) {}

    /**
     * One piece of syntax, operator or function.
     *
     * @param written how it is written
     * @param meaning a sentence or two
     * @param example a program that uses it
     */
    public record Entry(String written, String meaning, Example example) {}

    /**
     * A program and what it computes.
     *
     * @param program a complete program: all its inputs have values
     * @param value the output
     * @param gradients the output's gradient by each input, in the order of the inputs
     */
    public record Example(String program, double value, List<Double> gradients) {

        /** Runs a program forward and backward. */
        static Example of(String program) {
            Evaluation evaluation = Program.parse(program).evaluate();
            Value output = evaluation.output();
            output.backward();
            return new Example(
                    program,
                    output.data(),
                    evaluation.inputs().stream().map(Value::grad).toList());
        }

        /** {@return the value and the gradients as text: {@code = 12, gradients 4, 3}} */
        public String result() {
            String result = "= " + ShownNumbers.format(value);
            return gradients.isEmpty()
                    ? result
                    : gradients.stream()
                            .map(ShownNumbers::format)
                            .collect(Collectors.joining(
                                    ", ", result + (gradients.size() == 1 ? ", gradient " : ", gradients "), ""));
        }
    }

    /** {@return the whole reference, its examples computed anew} */
    public static LanguageReference compute() {
        return new LanguageReference(List.of(syntax(), operators(), functions(), shorthands()));
    }

    private static Section syntax() {
        return new Section(
                "Syntax",
                "A program is a formula, or several statements of which the last is the output. Numbers are decimal."
                        + " Spaces mean nothing except between names.",
                List.of(
                        entry(
                                "name = formula; formula",
                                "Statements are separated by ; or line ends. A name set to a plain number is an input"
                                        + " with that value, which x=3 on the command line replaces; other unknown"
                                        + " names are inputs without one. # begins a comment.",
                                "x = -2; y = 5; z = -4; q = x + y; q*z"),
                        entry(
                                "2  .5  1e-3  NaN  Infinity",
                                "Numbers inside a formula are constants, which take no gradient.",
                                "2 + .5 + 1e-3"),
                        entry(
                                "pi  π  e",
                                "These are the mathematical constants, unless the program uses the name itself.",
                                "2pi"),
                        entry(
                                "x  w_1  θ  x₁  `layer1.neuron[3]`",
                                "A name has letters, digits and underscores; in backquotes, anything.",
                                "θ = 3; `w[0]` = 2; θ*`w[0]`"),
                        entry(
                                "2x  2(x + y)  (x + y)z",
                                "Nothing between a number or a closing parenthesis and what follows means *.",
                                "x = 3; y = 1; 2(x + y)x"),
                        entry("x²  x³", "The raised digits are powers: x² is x^2.", "x = 3; x² + x³"),
                        entry(
                                "tanh(x)  max(a, b)",
                                "A function is called by its name. ln is another name of log, and a function whose"
                                        + " symbol is a letter can be called by that letter.",
                                "n = 0; σ(n) + ln(2)")));
    }

    private static Section operators() {
        return new Section(
                "Operators",
                "From the tightest to the loosest: " + precedence() + ". So -2^2 is " + example("-2^2")
                        + ". Powers group"
                        + " from the right, 2^3^2 is " + example("2^3^2") + ", all others from the left; comparisons"
                        + " do not chain. Parentheses change the order.",
                operatorsByPrecedence().map(LanguageReference::operatorEntry).toList());
    }

    private static Stream<Op> operatorsByPrecedence() {
        return Stream.of(Op.values())
                .filter(op -> Operator.of(op) != null)
                .sorted(Comparator.comparingInt((Op op) -> operator(op).precedence())
                        .reversed());
    }

    /** The operators as a row, those that bind equally tight together: {@code ^, -x, * /, + -}. */
    private static String precedence() {
        Map<Integer, String> rows = operatorsByPrecedence()
                .map(LanguageReference::operator)
                .collect(Collectors.toMap(
                        Operator::precedence,
                        operator -> operator.prefix() ? infix(operator) : operator.text(),
                        (one, other) -> one + " " + other,
                        LinkedHashMap::new));
        return String.join(", then ", rows.values());
    }

    private static Section functions() {
        return new Section(
                "Functions",
                "The sentence is the rule of the backward pass; the example shows the value, and the gradient of each"
                        + " argument.",
                Stream.of(Op.values())
                        .filter(op -> Operator.of(op) == null)
                        .map(LanguageReference::functionEntry)
                        .toList());
    }

    private static Section shorthands() {
        return new Section(
                "Shorthands",
                "Functions that stand for a formula, and are shown and explained as it. Their names are not reserved.",
                Stream.of(Shorthand.values())
                        .map(LanguageReference::shorthandEntry)
                        .toList());
    }

    private static Entry shorthandEntry(Shorthand shorthand) {
        List<String> names = shorthand.operands();
        String call = shorthand.functionName() + "(" + String.join(", ", names) + ")";
        String inputs = IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " = " + (i + 1) + "; ")
                .collect(Collectors.joining());
        return entry(call, "The same as " + shorthand.formula() + ".", inputs + call);
    }

    private static Entry operatorEntry(Op op) {
        Operator operator = operator(op);
        Set<String> others = new LinkedHashSet<>();
        others.add(operator.typographic());
        others.addAll(operator.aliases());
        others.remove(operator.text());
        others.add(call(op));
        return entry(
                infix(operator),
                op.explanation() + " Also written " + String.join("  ", others) + ".",
                sample(op, infix(operator)));
    }

    private static String infix(Operator operator) {
        return operator.prefix() ? operator.text() + "x" : NAMES.get(0) + " " + operator.text() + " " + NAMES.get(1);
    }

    private static Entry functionEntry(Op op) {
        String call = call(op);
        String name = op.functionName();
        String folded = op.folds() ? " %1$s(a, b, c) is %1$s(%1$s(a, b), c).".formatted(name) : "";
        return entry(call + alias(op), op.explanation() + folded, sample(op, call));
    }

    /** The gate's symbol, if a program can call the op by it. */
    private static String alias(Op op) {
        if (op.symbol().equals(op.functionName())) {
            return "";
        }
        String call = call(op).replace(op.functionName() + "(", op.symbol() + "(");
        try {
            double[] arguments = arguments(op);
            Value output =
                    Program.parse(assignments(op, arguments) + call).evaluate().output();
            return output.op() == op ? "  " + call : "";
        } catch (SyntaxException notCallable) {
            return "";
        }
    }

    private static String call(Op op) {
        return op.functionName() + "(" + String.join(", ", names(op)) + ")";
    }

    private static List<String> names(Op op) {
        int count = arguments(op).length;
        return count == 1 ? List.of("x") : NAMES.subList(0, count);
    }

    private static String sample(Op op, String formula) {
        return assignments(op, arguments(op)) + formula;
    }

    private static String assignments(Op op, double[] arguments) {
        List<String> names = names(op);
        return IntStream.range(0, arguments.length)
                .mapToObj(i -> names.get(i) + " = " + ShownNumbers.format(arguments[i]) + "; ")
                .collect(Collectors.joining());
    }

    /** The operands of an op's example. */
    private static double[] arguments(Op op) {
        if (op.accepts(LIST.length)) {
            return LIST;
        }
        if (op.accepts(PAIR.length)) {
            return PAIR;
        }
        for (double argument : ARGUMENTS) {
            double out = op.forward(argument);
            if (Double.isFinite(out) && Double.isFinite(op.derivative(0, new double[] {argument}, out))) {
                return new double[] {argument};
            }
        }
        throw new IllegalStateException("no example for " + op + "; name an argument in its domain here");
    }

    private static Operator operator(Op op) {
        return Objects.requireNonNull(Operator.of(op));
    }

    private static Entry entry(String written, String meaning, String program) {
        return new Entry(written, meaning, Example.of(program));
    }

    private static String example(String program) {
        return ShownNumbers.format(Example.of(program).value());
    }
}
