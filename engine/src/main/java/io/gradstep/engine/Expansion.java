package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows coarse gates in detail: σ as negation, exp, + and ÷; dot as × and +.
 *
 * <pre>{@code
 * Value x = Value.of(0.5, "x");
 * Value coarse = x.sigmoid();
 * Value fine = Expansion.primitives(coarse);
 * System.out.println(Graph.of(coarse).size()); // 2
 * System.out.println(Graph.of(fine).size()); // 7
 * fine.backward();
 * System.out.println(Math.abs(x.grad() - 0.2350037122015945) < 1e-15); // true
 * }</pre>
 *
 * <p>Both graphs stand on the same leaves and give the same values and gradients, to rounding, wherever every
 * intermediate is finite. Where one is not, the coarse gate is the more robust: spelled out, σ(−1000) meets e¹⁰⁰⁰ = ∞.
 */
public final class Expansion {
    private Expansion() {}

    /**
     * Builds a graph of primitive gates that computes the same.
     *
     * <p>Arithmetic, powers, max and min, exp, log, sin and the like are primitives; so is a {@link CustomOp}. Names
     * stay with what they named. Nodes with nothing to expand at or below them are used as they are. Work: linear in
     * nodes and edges.
     *
     * @param f the output of a graph
     * @return the output of the expanded graph, or f itself if there is nothing to expand
     */
    public static Value primitives(Value f) {
        Objects.requireNonNull(f, "f");
        Graph graph = Graph.of(f);
        Value[] expanded = new Value[graph.size()];
        for (int i = 0; i < expanded.length; i++) {
            Value node = graph.node(i);
            if (node.isLeaf()) {
                expanded[i] = node;
                continue;
            }
            ImmutableList.Builder<Value> operands = ImmutableList.builder();
            boolean same = true;
            for (int k = 0; k < graph.operandCount(i); k++) {
                Value operand = expanded[graph.operandIndex(i, k)];
                same &= operand == node.operand(k);
                operands.add(operand);
            }
            expanded[i] = expand(node, operands.build(), same);
        }
        return expanded[expanded.length - 1];
    }

    private static Value expand(Value node, ImmutableList<Value> operands, boolean same) {
        @Nullable Value spelledOut = node.gate() instanceof Op op ? op.expand(operands) : null;
        if (spelledOut == null && same) {
            return node;
        }
        Value result = spelledOut == null ? node.gate().apply(operands) : spelledOut;
        // A sum of one is its only operand, which must keep the name it has.
        String name = node.name();
        return name == null || operands.contains(result) ? result : result.named(name);
    }
}
