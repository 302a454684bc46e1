package io.gradstep.viz;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.trace.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Local derivatives as formulas: {@code z} for ∂(q·z)/∂q, {@code 1 − o^2} for ∂tanh(n)/∂n. They are what
 * {@link Gate#formula} builds, with the operands and the output by name.
 */
final class LocalFormulas {
    private static final int LONGEST = 60;

    private final Graph graph;

    // Of the gate asked for last; its next operand comes next.
    private int node = -1;
    private List<Value> operands = List.of();
    private Map<Value, String> labels = Map.of();

    LocalFormulas(Graph graph) {
        this.graph = graph;
    }

    /** The formula of a step's local derivative; empty if it is the same number for all values, unknown or too long. */
    String of(Step.Backward step) {
        enter(step.node().index());
        Value derivative;
        try {
            derivative = step.gate().formula(step.position(), operands, graph.node(node));
        } catch (UnsupportedOperationException numericOnly) {
            return "";
        }
        if (derivative.isLeaf() && !labels.containsKey(derivative)) {
            return "";
        }
        String formula = Printer.TYPOGRAPHIC.expression(derivative, labels::get);
        return formula.length() > LONGEST ? "" : formula;
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
        Value value = graph.node(index);
        if (!CardFormula.isNumber(value)) {
            labels.put(value, index == graph.size() - 1 ? CircuitNode.outputName(graph) : graph.label(index));
        }
    }
}
