package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.errorprone.annotations.Immutable;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Instruction.Apply;
import io.gradstep.engine.expr.Instruction.Expand;
import io.gradstep.engine.expr.Instruction.Load;
import io.gradstep.engine.expr.Instruction.Push;
import io.gradstep.engine.expr.Instruction.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A parsed program of the expression language, which builds its graph for any values of its inputs.
 *
 * <pre>{@code
 * Program program = Program.parse("q = x + y; f = q * z");
 * Evaluation result = program.evaluate(Map.of("x", -2.0, "y", 5.0, "z", -4.0));
 * result.output().backward();
 * System.out.println(result.output().data()); // -12.0
 * System.out.println(result.values().get("q").grad()); // -4.0
 * }</pre>
 *
 * <p>The package documentation describes the language. Immutable and thread-safe.
 */
public final class Program {
    /**
     * An input of a program.
     *
     * @param name the name, without backquotes
     * @param defaultValue the value from a statement such as {@code x = -2}; empty for a name without such a statement
     */
    @Immutable
    public record Input(String name, OptionalDouble defaultValue) {}

    private final String text;
    private final ImmutableList<Input> inputs;
    private final ImmutableList<Integer> inputSlots;
    private final ImmutableMap<String, Integer> numberSlots;
    private final ImmutableList<String> names;
    private final ImmutableList<Statement> statements;
    private final String output;

    Program(
            String text,
            ImmutableList<Input> inputs,
            List<Integer> inputSlots,
            ImmutableMap<String, Integer> numberSlots,
            ImmutableList<String> names,
            ImmutableList<Statement> statements,
            String output) {
        this.text = text;
        this.inputs = inputs;
        this.inputSlots = ImmutableList.copyOf(inputSlots);
        this.numberSlots = numberSlots;
        this.names = names;
        this.statements = statements;
        this.output = output;
    }

    /**
     * Parses a program. It takes time and memory linear in the length of the text, however deep it nests.
     *
     * @param text statements separated by {@code ;} or line ends
     * @return the program
     * @throws SyntaxException if the text is not a program; the message has the position and a suggested fix
     */
    public static Program parse(String text) {
        return new Parser(text).parse();
    }

    /**
     * Returns the inputs in the order in which they first appear in the text.
     *
     * @return an immutable list of the inputs, possibly none; not those of {@link #numbers()}, which need none
     */
    public List<Input> inputs() {
        return inputs;
    }

    /**
     * Returns those of the mathematical constants {@code pi}, {@code π} and {@code e} that the program uses and does
     * not redefine. One that is given a value when the program is evaluated becomes an ordinary input.
     *
     * @return an immutable map of each name with its number, in the order in which they first appear in the text,
     *     possibly none
     */
    public Map<String, Double> numbers() {
        return Maps.toMap(numberSlots.keySet(), name -> Vocabulary.NUMBER_NAMES.getOrDefault(name, Double.NaN));
    }

    /**
     * {@return the name of the last statement's value; {@code f} for an unnamed expression, or {@code out},
     * {@code out2}, … if that is taken}
     */
    public String output() {
        return output;
    }

    /**
     * Builds the graph with the default values of all inputs.
     *
     * @return a new graph
     * @throws IllegalArgumentException if there are inputs without a default; the message lists them
     */
    public Evaluation evaluate() {
        return evaluate(Map.of());
    }

    /**
     * Builds the graph for given values of the inputs.
     *
     * @param values the inputs' values by name, without backquotes; an input not listed takes its default. A name of
     *     {@link #numbers()} that is listed becomes an input, after the others
     * @return a new graph
     * @throws IllegalArgumentException if an input has neither a value nor a default, or a name is not an input; one
     *     message lists all such names
     */
    public Evaluation evaluate(Map<String, Double> values) {
        InputCheck.check(this, names, values);
        Value[] slots = new Value[names.size()];
        ImmutableList.Builder<Value> leaves = ImmutableList.builder();
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            Double given = values.get(input.name());
            Value leaf = Value.of(given != null ? given : input.defaultValue().orElseThrow(), input.name());
            slots[inputSlots.get(i)] = leaf;
            leaves.add(leaf);
            named.put(input.name(), leaf);
        }
        Value euler = null;
        for (Map.Entry<String, Integer> number : numberSlots.entrySet()) {
            String name = number.getKey();
            Double given = values.get(name);
            if (given != null) {
                Value leaf = Value.of(given, name);
                slots[number.getValue()] = leaf;
                leaves.add(leaf);
                named.put(name, leaf);
                continue;
            }
            double meant = Vocabulary.NUMBER_NAMES.getOrDefault(name, Double.NaN);
            Value constant = Value.constant(meant).named(name);
            slots[number.getValue()] = constant;
            euler = meant == Math.E ? constant : euler;
        }
        for (Statement statement : statements) {
            String name = names.get(statement.slot());
            Value value = run(statement.code(), slots, euler);
            // A second name for a value, as in g = x, does not replace the node's first one.
            Value result = value.name() == null ? value.named(name) : value;
            slots[statement.slot()] = result;
            named.put(name, result);
        }
        Value result = named.get(output);
        if (result == null) {
            throw new AssertionError(output);
        }
        return new Evaluation(result, ImmutableMap.copyOf(named), leaves.build());
    }

    /** Computes powers of e with exp, which is more accurate than a power of the double nearest to e. */
    private static Value run(ImmutableList<Instruction> code, Value[] slots, @Nullable Value euler) {
        List<Value> stack = new ArrayList<>();
        for (Instruction instruction : code) {
            if (instruction instanceof Push push) {
                stack.add(Value.constant(push.number()));
            } else if (instruction instanceof Load load) {
                stack.add(slots[load.slot()]);
            } else if (instruction instanceof Expand expand) {
                List<Value> operands = stack.subList(stack.size() - expand.operandCount(), stack.size());
                Value result = expand.shorthand().apply(List.copyOf(operands));
                operands.clear();
                stack.add(result);
            } else if (instruction instanceof Apply apply) {
                List<Value> operands = stack.subList(stack.size() - apply.operandCount(), stack.size());
                boolean exp = apply.op() == Op.POW && operands.get(0) == euler;
                Value result = exp ? operands.get(1).exp() : apply.op().apply(operands);
                operands.clear();
                stack.add(result);
            }
        }
        return stack.get(0);
    }

    /** Returns the text that was parsed. */
    @Override
    public String toString() {
        return text;
    }
}
