package io.gradstep.demos;

import io.gradstep.engine.Graph;
import java.util.Optional;

/** What is odd about a graph, for somebody who looks at its numbers. */
final class Notes {
    private Notes() {}

    /** Where NaN or an infinity came about. */
    static Optional<String> nonFinite(Graph graph) {
        return graph.firstNonFinite().map(bad -> "Note: " + Glyphs.visible(bad.message()) + ".");
    }
}
