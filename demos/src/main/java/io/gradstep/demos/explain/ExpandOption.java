package io.gradstep.demos.explain;

import io.gradstep.engine.Expansion;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import picocli.CommandLine.Option;

/** Whether to show a program's gates as they are written or spelled out. */
final class ExpandOption {
    @Option(
            names = "--expand",
            description = "Spell coarse gates out in primitive ones: sigmoid as -, exp, + and /, dot as * and +.")
    private boolean expand;

    /** Returns the graph of an output, in primitive gates if that was asked for. */
    Graph graph(Value output) {
        return Graph.of(expand ? Expansion.primitives(output) : output);
    }
}
