package io.gradstep.demos;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is odd about a graph, for somebody who looks at its numbers. */
final class Diagnostics {
    private Diagnostics() {}

    /** Where NaN or an infinity came about. */
    static Optional<String> nonFinite(Graph graph) {
        return graph.firstNonFinite().map(bad -> "Note: " + Glyphs.visible(bad.message()) + ".");
    }

    /** One note for each oddity: where NaN or an infinity came about, and inputs without effect. */
    static List<String> of(Graph graph, List<Value> inputs) {
        List<String> notes = new ArrayList<>();
        nonFinite(graph).ifPresent(notes::add);
        for (Value input : graph.unreachable(inputs)) {
            notes.add("Note: the output does not depend on %s, so that its gradient is 0."
                    .formatted(NodeNames.written(String.valueOf(input.name()))));
        }
        return notes;
    }
}
