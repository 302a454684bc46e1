package io.gradstep.engine.expr;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.text.Characters;
import io.gradstep.engine.text.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes derivatives in the notation of every text that explains a backward pass.
 *
 * <p>{@code ∂f/∂x} is the total derivative of f with respect to x, over all paths. A gate's local derivative is written
 * with the operand's position and never with its name: {@code ∂₁(x × x) = x}, {@code ∂₂(x × x) = x}. A gradient that
 * still lacks branches is {@code so far 3 (1 of 2 branches)}. The package {@code io.gradstep.engine.trace} explains
 * why, with examples.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * Graph graph = Graph.of(x.mul(x).named("f"));
 * Notation notation = new Notation(graph, graph::label, graph::label);
 * System.out.println(notation.local(1, 1) + " = " + notation.formula(1, 1).orElse("")); // ∂₂(x × x) = x
 * System.out.println(Notation.gradient("f", "x", 1, 2) + "3" + Notation.branch(1, 2)); // so far 3 (1 of 2 branches)
 * System.out.println(Notation.gradient("f", "x", 2, 2) + "6" + Notation.branch(2, 2)); // ∂f/∂x = 6 (2 of 2 branches)
 * }</pre>
 *
 * <p>Asking for the operands of one gate one after another takes time linear in their number. Not thread-safe.
 */
public final class Notation {
    /** The explanation of {@link #local}, without a full stop. */
    public static final String LEGEND =
            "∂₁: with respect to the gate's first operand, the others held fixed; ∂₂: to its second, and so on";

    /** A longer list of operands is shortened in the middle. */
    private static final int MAX_OPERANDS = 20;

    private static final int FIRST_OPERANDS = 8;
    private static final int LAST_OPERANDS = 2;

    /** Longer lists of operands are replaced by their number where a gate is only part of a text. */
    private static final int MAX_OPERANDS_IN_LOCAL = 5;

    /** A longer formula explains nothing. */
    private static final int LONGEST_FORMULA = 60;

    private static final int LONGEST_FACTOR = 24;

    private final Graph graph;
    private final IntFunction<@Nullable String> names;
    private final IntFunction<String> texts;

    // Of the last gate asked for; usually its next operand comes next.
    private int node = -1;
    private List<Value> operands = List.of();
    private Map<Value, String> labels = Map.of();

    /**
     * Creates the notation for the gates of a graph.
     *
     * @param graph the graph
     * @param names a node's bare name, or null for one that formulas show as its number
     * @param texts a node as the surrounding text writes it: its name or its number
     */
    public Notation(Graph graph, IntFunction<@Nullable String> names, IntFunction<String> texts) {
        this.graph = graph;
        this.names = names;
        this.texts = texts;
    }

    /**
     * Returns a gate's partial derivative with respect to one of its operands, the others held fixed:
     * {@code ∂₁(q × z)}, {@code ∂₂ max(x, y)}, {@code ∂₁ dot of 9}.
     *
     * @param node the gate's index in the graph
     * @param position which operand, from 0
     * @return the derivative's symbol, without its value
     */
    public String local(int node, int position) {
        Gate gate = graph.node(node).op();
        String formula = brief(node, MAX_OPERANDS_IN_LOCAL);
        return "∂" + Characters.subscript(position + 1)
                + (operator(gate) == null ? " " + formula : "(" + formula + ")");
    }

    /**
     * Returns the formula of a local derivative: {@code z} for ∂₁(q × z), {@code 1 − o^2} for ∂₁ tanh(n).
     *
     * @param node the gate's index in the graph
     * @param position which operand, from 0
     * @return the formula built by {@link Gate#formula}, with the operands and the output by name; empty if the
     *     derivative is a constant, is known only as a number, or is too long to explain anything
     */
    public Optional<String> formula(int node, int position) {
        return derivative(node, position).map(this::written).filter(text -> text.length() <= LONGEST_FORMULA);
    }

    /**
     * Returns a local derivative with how it follows from values: {@code ∂₁(q × z) = z}.
     *
     * @param node the gate's place in the graph
     * @param position which operand, from 0
     * @return {@link #local}, and after an equals sign {@link #formula} if there is one
     */
    public String localEquation(int node, int position) {
        return local(node, position)
                + formula(node, position).map(text -> " = " + text).orElse("");
    }

    /**
     * Returns the same formula, ready to be used in a product.
     *
     * @param node the gate's index in the graph
     * @param position which operand, from 0
     * @return the formula, in parentheses if necessary; empty if there is none, or none that is short
     */
    public Optional<String> factor(int node, int position) {
        return derivative(node, position)
                .map(derivative -> isFactor(derivative) ? written(derivative) : "(" + written(derivative) + ")")
                .filter(text -> text.length() <= LONGEST_FACTOR);
    }

    private Optional<Value> derivative(int node, int position) {
        enter(node);
        Value derivative;
        try {
            derivative = graph.node(node).op().formula(position, operands, graph.node(node));
        } catch (UnsupportedOperationException numericOnly) {
            return Optional.empty();
        }
        return derivative.isLeaf() && !labels.containsKey(derivative) ? Optional.empty() : Optional.of(derivative);
    }

    private String written(Value derivative) {
        return Printer.TYPOGRAPHIC.expression(derivative, labels::get);
    }

    private void enter(int index) {
        if (index == node) {
            return;
        }
        node = index;
        operands = graph.node(index).operands();
        labels = new HashMap<>();
        addLabel(index);
        for (int k = 0; k < operands.size(); k++) {
            addLabel(graph.operandIndex(index, k));
        }
    }

    private void addLabel(int index) {
        String name = names.apply(index);
        if (name != null) {
            labels.put(graph.node(index), name);
        }
    }

    /** Whether a formula can be a factor without parentheses: a name, a function, a product or a power. */
    private boolean isFactor(Value formula) {
        return labels.containsKey(formula)
                || operator(formula.op()) == null
                || formula.op() == Op.MUL
                || formula.op() == Op.POW;
    }

    /**
     * Returns a gate written out with its operands: {@code q × z}, {@code tanh(n)}.
     *
     * @param node the gate's index in the graph
     * @return {@link #gate(Gate, List)} of the operands' texts
     */
    public String gate(int node) {
        return gate(graph.node(node).op(), texts(node, graph.operandCount(node)));
    }

    /**
     * Returns a gate written out with its operands, which a call may only count: {@code max(x, y)}, {@code dot of 9}.
     *
     * @param node the gate's index in the graph
     * @param most the number of operands from which a call only states how many there are
     * @return the formula
     */
    public String brief(int node, int most) {
        Gate gate = graph.node(node).op();
        int count = graph.operandCount(node);
        return count > most && operator(gate) == null
                ? gate.functionName() + " of " + count
                : gate(gate, texts(node, count));
    }

    private List<String> texts(int node, int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> texts.apply(graph.operandIndex(node, k)))
                .toList();
    }

    /**
     * Returns a gate written out with operands: {@code q × z}, {@code 3 × (-4)}, {@code tanh(n)}. Lists of more than 20
     * are shortened in the middle.
     *
     * @param gate the gate
     * @param operands names or numbers, as many as the gate takes; one that begins with a minus gets parentheses where
     *     it needs them
     * @return the formula
     */
    public static String gate(Gate gate, List<String> operands) {
        Operator operator = operator(gate);
        if (operator == null) {
            return gate.functionName() + "(" + String.join(", ", cut(operands)) + ")";
        }
        if (operator.prefix()) {
            return gate.symbol() + enclosed(operands.get(0));
        }
        // The first operand needs no parentheses, except where the operator would bind tighter than its minus.
        boolean tight = gate == Op.POW;
        String first = tight ? enclosed(operands.get(0)) : operands.get(0);
        String space = tight ? "" : " ";
        return first + space + gate.symbol() + space + enclosed(operands.get(1));
    }

    private static @Nullable Operator operator(@Nullable Gate gate) {
        return gate instanceof Op op ? Operator.of(op) : null;
    }

    /** The operand, in parentheses if it begins with a minus. */
    private static String enclosed(String operand) {
        return operand.startsWith("-") || operand.startsWith("−") ? "(" + operand + ")" : operand;
    }

    private static List<String> cut(List<String> operands) {
        int count = operands.size();
        if (count <= MAX_OPERANDS) {
            return operands;
        }
        List<String> cut = new ArrayList<>(operands.subList(0, FIRST_OPERANDS));
        cut.add("… %d more …".formatted(count - FIRST_OPERANDS - LAST_OPERANDS));
        cut.addAll(operands.subList(count - LAST_OPERANDS, count));
        return cut;
    }

    /**
     * Returns the symbol of a total derivative, over all paths from one value to the other.
     *
     * @param of the name of the value that is differentiated
     * @param by the name of the value it is differentiated with respect to
     * @return {@code ∂f/∂x}
     */
    public static String total(String of, String by) {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(by, "by");
        return "∂" + of + "/∂" + by;
    }

    /**
     * Returns the text before the gradient that a value has after one of its branches.
     *
     * @param of the output's name
     * @param by the value's name
     * @param branch the branch that was added last, from 1
     * @param branches how many there are
     * @return {@code so far} and a space, or after the last branch {@code ∂f/∂x = }
     */
    public static String gradient(String of, String by, int branch, int branches) {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(by, "by");
        return branch < branches ? "so far " : total(of, by) + " = ";
    }

    /**
     * Returns the text after the gradient that a value has after one of its branches.
     *
     * @param branch the branch that was added last, from 1
     * @param branches how many there are
     * @return a space and {@code (1 of 2 branches)}; empty if the value does not branch
     */
    public static String branch(int branch, int branches) {
        return branches == 1 ? "" : " (%d of %d branches)".formatted(branch, branches);
    }
}
