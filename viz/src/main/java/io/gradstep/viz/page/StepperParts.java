package io.gradstep.viz.page;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link StepperPage} is made of, for a page that plays one trace after another and has other things on it.
 *
 * <p>The markup goes into the page's {@code <main>}. The script makes no move by itself: once a {@link Picture} of the
 * trace's graph stands in the element {@code picture}, {@code new Stepper(address).load(data, step)} plays it, where
 * {@code address} is an object that remembers the step, which its method {@code write(step)} is told, and {@code data}
 * is parsed JSON. A stepper may be given one trace after another.
 */
public final class StepperParts {
    /** Long, and of use to few graphs. */
    static final String OPS_OF_FEW = "normal";

    /** In the order in which they need one another. */
    private static final List<String> MODULES = List.of(
            "special",
            "ops",
            OPS_OF_FEW,
            "numbers",
            "slopes",
            "calculation",
            "dom",
            "picture",
            "panel",
            "leaves",
            "quiz",
            "player",
            "stepper");

    private StepperParts() {}

    /**
     * Returns the style sheet: the colours, light and dark as the reader prefers, and where everything stands.
     *
     * @return CSS, the same each time
     */
    public static String styleSheet() {
        return PageColors.css() + HtmlPage.resource("page.css") + HtmlPage.resource("stepper.css");
    }

    /**
     * Returns the program, which only declares: a page puts it into a function of its own, out of the reach of anything
     * else, and what uses it behind it.
     *
     * @return JavaScript, the same each time
     */
    public static String script() {
        return HtmlPage.modules(MODULES) + DerivedOps.script(op -> true);
    }

    /** The program for one graph, which leaves out ops that the graph does not have. */
    static String script(Graph graph) {
        Set<Gate> gates = graph.topologicalOrder().stream()
                .filter(node -> !node.isLeaf())
                .map(Value::op)
                .collect(Collectors.toSet());
        Set<String> ofFew = DerivedOps.names(OPS_OF_FEW);
        boolean needed = gates.stream().anyMatch(gate -> ofFew.contains(gate.functionName()));
        return HtmlPage.modules(MODULES.stream()
                        .filter(module -> needed || !module.equals(OPS_OF_FEW))
                        .toList())
                + DerivedOps.script(gates::contains);
    }

    /**
     * Returns the elements that the program fills: the picture's frame, the controls, the panel and the table of leaves.
     *
     * @return HTML, the same each time
     */
    public static String markup() {
        return template().replace("{{picture}}", "").replace("{{leaves}}", "");
    }

    /** The markup with a slot for the picture and one for the leaves that are there without JavaScript. */
    static String template() {
        return HtmlPage.resource("player.html");
    }

    /**
     * Returns what the program plays.
     *
     * @param trace what to play
     * @return JSON; time and memory linear in the number of steps
     */
    public static String data(Trace trace) {
        return new StepperData(trace).json();
    }
}
