package io.gradstep.demos.drill;

import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.DrillPage;
import io.gradstep.viz.quiz.Question;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question on a program with numbers.
 *
 * @param id what answers call it
 * @param program the program
 * @param values the value of each input
 * @param asked the question
 */
record Problem(String id, Program program, Map<String, Double> values, Asked asked) {
    Trace trace() {
        return Trace.of(program.evaluate(values).output());
    }

    Question question() {
        return asked.on(trace());
    }

    /** The same problem with other numbers. */
    Problem with(Map<String, Double> others) {
        return new Problem(id, program, others, asked);
    }

    /** The program and its numbers on one line. */
    String text() {
        String numbers = values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + Printer.TYPOGRAPHIC.number(entry.getValue()))
                .collect(Collectors.joining(", "));
        return program + (numbers.isEmpty() ? "" : ", with " + numbers);
    }

    DrillPage.Round round() {
        Trace trace = trace();
        return new DrillPage.Round(id, text(), trace, asked.on(trace));
    }
}
