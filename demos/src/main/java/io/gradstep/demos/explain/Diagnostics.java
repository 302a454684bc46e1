package io.gradstep.demos.explain;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Notes on likely mistakes in a program: non-finite numbers, inputs without effect, names read as constants. */
public final class Diagnostics {
    private Diagnostics() {}

    /** Returns notes on the first NaN or infinity in the values and in the gradients. */
    static List<String> nonFinite(Graph graph) {
        List<String> messages = new ArrayList<>();
        graph.firstNonFinite().ifPresent(bad -> messages.add(bad.message()));
        graph.firstNonFiniteGradients().forEach(bad -> messages.add(bad.message()));
        return messages.stream()
                .map(message -> "Note: " + Glyphs.visible(message) + ".")
                .toList();
    }

    /** Returns notes on names that are numbers, such as e, and were given no value: they may be meant as variables. */
    public static List<String> numbers(Program program, Collection<String> given) {
        return program.numbers().entrySet().stream()
                .filter(number -> !given.contains(number.getKey()))
                .map(number -> "Note: %s is the number %s here; to make it a variable, give it a value, as in %s=1."
                        .formatted(number.getKey(), number.getValue(), number.getKey()))
                .toList();
    }

    /** Returns notes on the first NaN or infinity, and on inputs without effect. */
    static List<String> of(Graph graph, List<Value> inputs) {
        List<String> notes = new ArrayList<>(nonFinite(graph));
        for (Value input : graph.unreachable(inputs)) {
            notes.add("Note: the output does not depend on %s, so its gradient is 0."
                    .formatted(NodeNames.written(String.valueOf(input.name()))));
        }
        return notes;
    }
}
