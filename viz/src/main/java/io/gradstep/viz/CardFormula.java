package io.gradstep.viz;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Operator;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a card writes what its value was computed from: {@code x + y}, {@code tanh(n)}, {@code dot of 9}. */
final class CardFormula {
    private static final int MOST_OPERANDS = 3;

    private CardFormula() {}

    static String of(Graph graph, int i) {
        Gate gate = graph.node(i).op();
        List<String> operands = IntStream.range(0, Math.min(MOST_OPERANDS + 1, graph.operandCount(i)))
                .mapToObj(k -> operand(graph, graph.operandIndex(i, k)))
                .toList();
        Operator operator = gate instanceof Op op ? op.operator() : null;
        if (operator == null) {
            return operands.size() > MOST_OPERANDS
                    ? gate.functionName() + " of " + graph.operandCount(i)
                    : operands.stream().collect(Collectors.joining(", ", gate.functionName() + "(", ")"));
        }
        return operator.prefix()
                ? gate.symbol() + enclosed(operands.get(0))
                : operands.get(0) + " " + gate.symbol() + " " + enclosed(operands.get(1));
    }

    private static String operand(Graph graph, int i) {
        Value node = graph.node(i);
        return isNumber(node) ? Numbers.format(node.data()) : graph.label(i);
    }

    private static String enclosed(String operand) {
        return operand.startsWith("−") ? "(" + operand + ")" : operand;
    }

    /** Whether a node is a number that stands in the formulas of others and needs no card. */
    static boolean isNumber(Value node) {
        return node.isLeaf() && node.isConstant() && node.name() == null;
    }
}
