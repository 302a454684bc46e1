package io.gradstep.viz.quiz;

import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answer that a mistake leads to, for one kind of question.
 *
 * @param kind the kind of question
 * @param gates the function names of the gates at which the mistake can be made; none for all gates;
 *     immutable
 * @param formula the answer, in terms of the question's facts: numbers, names, {@code + - * / ^} and parentheses. For a
 *     question answered by a name it is positive for the names that the mistake leads to
 * @param slip the formula of the wrong local derivative from which the answer follows; empty if it follows from none
 */
public record WrongAnswer(QuestionKind kind, Set<String> gates, Program formula, String slip) {
    /**
     * Keeps a copy of the set.
     *
     * @param kind the kind of question
     * @param gates the gates
     * @param formula the answer
     * @param slip the wrong local derivative
     */
    public WrongAnswer {
        gates = Set.copyOf(gates);
    }

    WrongAnswer(QuestionKind kind, List<Op> gates, String formula, String slip) {
        this(
                kind,
                gates.stream().map(Op::functionName).collect(Collectors.toUnmodifiableSet()),
                Program.parse(formula),
                slip);
    }

    /** Whether the mistake can be made at a gate. */
    boolean appliesTo(String gate) {
        return gates.isEmpty() || gates.contains(gate);
    }

    /** The answer; NaN if it needs a fact that is missing. */
    double evaluate(Map<String, Double> facts) {
        Map<String, Double> values = new HashMap<>();
        for (Program.Input input : formula.inputs()) {
            Double fact = facts.get(input.name());
            if (fact == null) {
                return Double.NaN;
            }
            values.put(input.name(), fact);
        }
        return formula.evaluate(values).output().data();
    }
}
