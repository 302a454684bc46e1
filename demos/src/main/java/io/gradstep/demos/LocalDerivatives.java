package io.gradstep.demos;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Operator;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.trace.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Local derivatives as formulas: {@code z} for ∂(q·z)/∂q, {@code 1 − o^2} for ∂tanh(n)/∂n. They are what
 * {@link Gate#formula} builds, with the operands and the output by name.
 */
final class LocalDerivatives {
    /** A longer formula is not repeated in a product. */
    private static final int LONGEST_FACTOR = 24;

    private final Graph graph;
    private final NodeNames names;

    // Of the gate asked for last; its next operand comes next.
    private int node = -1;
    private List<Value> operands = List.of();
    private Map<Value, String> labels = Map.of();

    LocalDerivatives(Graph graph, NodeNames names) {
        this.graph = graph;
        this.names = names;
    }

    /**
     * A local derivative that depends on values.
     *
     * @param formula how
     * @param factor the same, ready to stand in a product; null if that would be too long to read
     */
    record Formula(String formula, @Nullable String factor) {}

    /** Returns the formula of a step's local derivative, null if it is the same number for all values. */
    @Nullable
    Formula of(Step.Backward step) {
        enter(step.node().index());
        Value derivative = step.gate().formula(step.position(), operands, graph.node(node));
        if (derivative.isLeaf() && !labels.containsKey(derivative)) {
            return null;
        }
        String formula = Printer.TYPOGRAPHIC.expression(derivative, labels::get);
        String factor = isFactor(derivative) ? formula : "(" + formula + ")";
        return new Formula(formula, factor.length() > LONGEST_FACTOR ? null : factor);
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
        String name = names.name(index);
        if (name != null) {
            labels.put(graph.node(index), name);
        }
    }

    /** Whether a formula can stand in a product without parentheses: a name, a function, a product or a power. */
    private boolean isFactor(Value formula) {
        if (labels.containsKey(formula)) {
            return true;
        }
        Operator operator = formula.op() instanceof Op op ? op.operator() : null;
        return operator == null || formula.op() == Op.MUL || formula.op() == Op.POW;
    }
}
