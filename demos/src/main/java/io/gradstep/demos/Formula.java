package io.gradstep.demos;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.Operator;
import java.util.ArrayList;
import java.util.List;

/** One gate written out: {@code q × z}, {@code 3 × (-4)}, {@code tanh(n)}. */
final class Formula {
    /** A longer list of operands is cut in the middle. */
    private static final int MOST_OPERANDS = 20;

    private static final int FIRST_OPERANDS = 8;
    private static final int LAST_OPERANDS = 2;

    private Formula() {}

    /**
     * Writes a gate.
     *
     * @param operands names or numbers; negative numbers are put in parentheses where they need them
     */
    static String of(Gate gate, List<String> operands) {
        Operator operator = gate instanceof Op op ? op.operator() : null;
        if (operator == null) {
            return gate.functionName() + "(" + String.join(", ", cut(operands)) + ")";
        }
        if (operator.prefix()) {
            return gate.symbol() + enclosed(operands.get(0));
        }
        // The first operand can go without parentheses, except where the operator would bind tighter than its minus.
        String first = isPower(gate) ? enclosed(operands.get(0)) : operands.get(0);
        String space = isPower(gate) ? "" : " ";
        return first + space + gate.symbol() + space + enclosed(operands.get(1));
    }

    private static boolean isPower(Gate gate) {
        return gate == Op.POW;
    }

    /** The operand, in parentheses if it begins with a minus. */
    static String enclosed(String operand) {
        return operand.startsWith("-") || operand.startsWith("−") ? "(" + operand + ")" : operand;
    }

    private static List<String> cut(List<String> operands) {
        int count = operands.size();
        if (count <= MOST_OPERANDS) {
            return operands;
        }
        List<String> cut = new ArrayList<>(operands.subList(0, FIRST_OPERANDS));
        cut.add("… %d more …".formatted(count - FIRST_OPERANDS - LAST_OPERANDS));
        cut.addAll(operands.subList(count - LAST_OPERANDS, count));
        return cut;
    }
}
