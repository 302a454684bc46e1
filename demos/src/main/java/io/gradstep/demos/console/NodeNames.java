package io.gradstep.demos.console;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.expr.Printer;
import org.jspecify.annotations.Nullable;

/** The names of a graph's nodes on the console, as a program would write them. */
public final class NodeNames {
    private final Graph graph;

    public NodeNames(Graph graph) {
        this.graph = graph;
    }

    /** Returns a name in backquotes if it needs them, v1, v2, … for a node without a name, or a constant's number. */
    public String of(int node) {
        String name = name(node);
        return name == null ? ShownNumbers.format(graph.node(node).data()) : written(name);
    }

    /** Returns the bare name, or null for a number. */
    @Nullable
    String name(int node) {
        return graph.isNumber(node) ? null : graph.label(node);
    }

    /** Returns the notation of a graph's derivatives with these names. */
    public Notation notation() {
        return new Notation(graph, this::name, this::of);
    }

    /** Returns a name as a program writes it: where needed, in backquotes and with escapes for invisible characters. */
    public static String written(String name) {
        return Printer.name(name);
    }
}
