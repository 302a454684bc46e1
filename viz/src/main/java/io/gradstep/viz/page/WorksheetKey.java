package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.page.parts.TracedGraph;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The answers to all sheets: with circuits and tables for one sheet, as a list of numbers for variants. */
final class WorksheetKey {
    private static final String NO_BREAK = "\u00a0";

    private final List<List<Worksheet.Problem>> sheets;

    WorksheetKey(List<List<Worksheet.Problem>> sheets) {
        this.sheets = sheets;
    }

    /** Returns the key, and adds what its pictures need to the page's style. */
    String html(StringBuilder style) {
        Svg html = new Svg().addRaw("<section id=\"key\">\n");
        if (sheets.size() > 1) {
            html.addRaw("<h2>Answers to all variants</h2>\n<table>\n<thead><tr><th scope=\"col\">variant</th>"
                    + "<th scope=\"col\">given</th><th scope=\"col\">answers</th></tr></thead>\n<tbody>\n");
            for (int i = 0; i < sheets.size(); i++) {
                addVariant(html, i);
            }
            html.addRaw("</tbody>\n</table>\n");
        } else {
            int number = 0;
            for (Worksheet.Problem problem : sheets.get(0)) {
                addProblem(html, problem, "key" + ++number + "-", style);
            }
        }
        return html.addRaw("</section>\n").toString();
    }

    private void addProblem(Svg html, Worksheet.Problem problem, String prefix, StringBuilder style) {
        html.add("<article>\n<h2>Answers: {}</h2>\n", problem.title());
        if (problem.mistake() != null) {
            html.add("<p>{}</p>\n", bug(problem));
        }
        CircuitView view = new CircuitView(TracedGraph.of(problem.trace()), ShownNumbers.ANSWERS);
        PagePicture picture = new PagePicture(view.svg()).prefixed(prefix);
        style.append(picture.leastWidth("#" + prefix + "picture svg"));
        html.addRaw(Worksheet.frame(prefix, picture));
        html.addRaw(new WorksheetTables(problem.trace(), true, true).html()).addRaw("</article>\n");
    }

    private void addVariant(Svg html, int number) {
        List<Worksheet.Problem> problems = sheets.get(number);
        for (int i = 0; i < problems.size(); i++) {
            Worksheet.Problem problem = problems.get(i);
            String problemNumber = problems.size() == 1 ? "" : ", " + (i + 1);
            html.add("<tr><th scope=\"row\">{}</th>", (number + 1) + problemNumber);
            html.add("<td>{}</td>", given(problem.trace()));
            html.add("<td>{}</td></tr>\n", problem.mistake() == null ? numbers(problem.trace()) : bug(problem));
        }
    }

    private static String given(Trace trace) {
        return trace.leaves().stream()
                .map(leaf -> equation(name(trace.graph(), leaf.index()), leaf.value()))
                .collect(Collectors.joining(", "));
    }

    /** The value of each gate and the gradient of each node. */
    private static String numbers(Trace trace) {
        Graph graph = trace.graph();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            if (!graph.node(i).isLeaf()) {
                numbers.add(equation(name(graph, i), trace.value(i)));
            }
        }
        for (int i = graph.size() - 1; i >= 0; i--) {
            if (!graph.node(i).isConstant()) {
                numbers.add(equation(slope(graph, i), trace.gradient(i)));
            }
        }
        return String.join(", ", numbers);
    }

    private static String bug(Worksheet.Problem problem) {
        BrokenBackward broken = BrokenBackward.of(problem.trace(), Objects.requireNonNull(problem.mistake()));
        Graph graph = problem.trace().graph();
        OptionalInt first = broken.firstWrong();
        String where = first.isEmpty()
                ? "No gradient is wrong"
                : "The first wrong gradient is %s = %s, not %s"
                        .formatted(
                                slope(graph, first.getAsInt()),
                                format(broken.right(first.getAsInt())),
                                format(broken.wrong(first.getAsInt())));
        return "%s. The mistake: %s. %s"
                .formatted(where, broken.mistake().title(), broken.mistake().explanation());
    }

    /** One that is not broken over lines. */
    private static String equation(String name, double number) {
        return name + NO_BREAK + "=" + NO_BREAK + format(number);
    }

    private static String format(double number) {
        return Numbers.format(number);
    }

    private static String slope(Graph graph, int node) {
        return Notation.total(name(graph, graph.size() - 1), name(graph, node));
    }

    private static String name(Graph graph, int node) {
        return Text.visible(CardFormula.name(graph, node));
    }
}
