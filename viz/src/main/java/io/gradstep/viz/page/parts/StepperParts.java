package io.gradstep.viz.page.parts;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.graph.drawing.PartCircuits;
import io.gradstep.viz.quiz.QuestionKind;
import io.gradstep.viz.svg.Text;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a stepper page, for a page that plays one trace after another and has other content.
 *
 * <p>The markup goes into the page's {@code <main>}. The script only declares classes: once a {@link Picture} of the
 * trace's graph stands in the element {@code picture}, {@code new Stepper(address).load(data, step)} plays it, where
 * {@code address} is an object that stores the step through its method {@code write(step)}, and {@code data} is parsed
 * JSON. A stepper may be given one trace after another.
 */
public final class StepperParts {
    /** Modules of ops that are long, and of use to few graphs. */
    static final List<String> OPS_OF_FEW = List.of("normal", "rare", "gamma");

    /** In order of dependency. */
    private static final List<String> MODULES = Stream.of(
                    List.of("special", "ops"),
                    OPS_OF_FEW,
                    List.of(
                            "numbers",
                            "slopes",
                            "calculation",
                            "dom",
                            "links",
                            "picture",
                            "panel",
                            "leaves",
                            "arithmetic",
                            "question",
                            "results",
                            "facts",
                            "sliders",
                            "paths",
                            "inspector",
                            "quiz",
                            "zoom",
                            "lecture",
                            "player",
                            "stepper"))
            .flatMap(List::stream)
            .toList();

    /** What only pictures of neurons and of folded parts need. */
    private static final List<String> OF_LARGE = List.of("dialogs", "folded", "network");

    private StepperParts() {}

    /**
     * {@return the style sheet, always the same: the colours, light and dark as the reader prefers, and the page's
     * layout}
     */
    public static String styleSheet() {
        return PageColors.css()
                + HtmlPage.resource("page.css")
                + HtmlPage.resource("stepper.css")
                + HtmlPage.resource("links.css")
                + HtmlPage.resource("lecture.css");
    }

    /**
     * {@return the JavaScript program, always the same} It only contains declarations: a page puts it into a function
     * of its own, followed by the code that uses it.
     */
    public static String script() {
        return QuizScript.declaration()
                + HtmlPage.modules(MODULES)
                + HtmlPage.modules(OF_LARGE)
                + DerivedOps.script(op -> true);
    }

    /** {@return the program as modules, for any questions, by their names, in order of dependency} */
    public static Map<String, String> scriptModules() {
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("quizzes", QuizScript.declaration(EnumSet.allOf(QuestionKind.class)));
        Stream.concat(MODULES.stream(), OF_LARGE.stream())
                .map(module -> module + ".js")
                .forEach(name -> modules.put(name, HtmlPage.resource(name)));
        modules.put("derived", DerivedOps.script(op -> true));
        return modules;
    }

    /** The program for one graph, which leaves out ops that the graph does not have. */
    public static String script(Graph graph) {
        return script(List.of(graph));
    }

    /** The program for some graphs, which leaves out ops that none of them has. */
    public static String script(List<Graph> graphs) {
        Set<Gate> gates = graphs.stream()
                .flatMap(graph -> graph.topologicalOrder().stream())
                .filter(node -> !node.isLeaf())
                .map(Value::op)
                .collect(Collectors.toSet());
        Set<String> names = gates.stream().map(Gate::functionName).collect(Collectors.toSet());
        String modules = MODULES.stream()
                .filter(module ->
                        !OPS_OF_FEW.contains(module) || !Collections.disjoint(DerivedOps.names(module), names))
                .map(module -> module.equals("ops") ? DerivedOps.table(names) : HtmlPage.resource(module + ".js"))
                .map(module -> '\n' + Squeezed.of(module))
                .collect(Collectors.joining());
        return QuizScript.declaration(graphs, names) + modules + DerivedOps.script(gates::contains);
    }

    /**
     * {@return the HTML elements that the program fills, always the same: the picture's frame, the controls, the panel
     * and the table of leaves}
     */
    public static String markup() {
        return template().replace("{{picture}}", "").replace("{{leaves}}", "");
    }

    /** The markup with a slot for the picture and one for the leaves that are there without JavaScript. */
    public static String template() {
        return HtmlPage.resource("player.html").replace("{{controls}}", controls("step"));
    }

    /** {@return the elements that play steps, or moves, or whatever the unit is called} */
    public static String controls(String unit) {
        return HtmlPage.resource("controls.html").replace("{{unit}}", unit);
    }

    /**
     * {@return the JSON data that the program plays} Takes time and memory linear in the number of steps.
     *
     * @param trace the trace to play
     * @param view how the picture on the page shows its graph
     */
    public static String data(Trace trace, View view) {
        Objects.requireNonNull(trace, "trace");
        return new StepperData(trace, Objects.requireNonNull(view, "view")).json();
    }

    /**
     * {@return the boxes of a picture that open a circuit of their own, cards of neurons or folded parts: their names
     * by their ids}
     *
     * @param graph with the values and gradients to show
     * @param view how the picture on the page shows it
     */
    public static Map<String, String> opening(Graph graph, View view) {
        return StepperData.circuits(graph, view).map(PartCircuits::names).orElse(Map.of());
    }

    /**
     * {@return the closed dialog, in HTML, with the circuit of a box}
     *
     * @param graph with the values and gradients to show
     * @param view how the picture on the page shows it
     * @param box the id of the box
     * @throws IllegalArgumentException if the picture has no such box that opens
     */
    public static String circuit(Graph graph, View view, String box) {
        return StepperData.circuits(graph, view)
                .flatMap(circuits -> circuits.dialog(box))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the picture has no box '%s' that opens".formatted(Text.visible(box))));
    }
}
