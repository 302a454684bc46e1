package io.gradstep.demos.explain;

import io.gradstep.engine.Expansion;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import picocli.CommandLine.Option;

/** The {@code --expand} option: spells a program's gates out in primitive ones. */
final class ExpandOption {
    @Option(
            names = "--expand",
            description = "Expand coarse gates into primitive ones: sigmoid into -, exp, + and /, dot into * and +.")
    private boolean expand;

    /** Returns the graph of an output, in primitive gates if the option is set. */
    Graph graph(Value output) {
        return Graph.of(expand ? Expansion.primitives(output) : output);
    }
}
