package io.gradstep.demos.explain;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is odd about a graph, for somebody who looks at its numbers. */
public final class Diagnostics {
    private Diagnostics() {}

    /** Where NaN or an infinity came about, in the values and in the gradients. */
    static List<String> nonFinite(Graph graph) {
        List<String> messages = new ArrayList<>();
        graph.firstNonFinite().ifPresent(bad -> messages.add(bad.message()));
        graph.firstNonFiniteGradients().forEach(bad -> messages.add(bad.message()));
        return messages.stream()
                .map(message -> "Note: " + Glyphs.visible(message) + ".")
                .toList();
    }

    /** What names stand for that were given no value: somebody may have meant a variable. */
    public static List<String> numbers(Program program, Collection<String> given) {
        return program.numbers().entrySet().stream()
                .filter(number -> !given.contains(number.getKey()))
                .map(number -> "Note: %s has no value and is the number %s; for a variable give it one, as in %s=1."
                        .formatted(number.getKey(), number.getValue(), number.getKey()))
                .toList();
    }

    /** One note for each oddity: where NaN or an infinity came about, and inputs without effect. */
    static List<String> of(Graph graph, List<Value> inputs) {
        List<String> notes = new ArrayList<>(nonFinite(graph));
        for (Value input : graph.unreachable(inputs)) {
            notes.add("Note: the output does not depend on %s, so that its gradient is 0."
                    .formatted(NodeNames.written(String.valueOf(input.name()))));
        }
        return notes;
    }
}
