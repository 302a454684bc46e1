package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The steps of a worksheet in tables: with boxes in the sheet itself, and with the numbers in its key. */
final class WorksheetTables {
    static final String BOX = "<span class=\"box\">&nbsp;</span>";

    private final Trace trace;
    private final Graph graph;
    private final boolean values;
    private final boolean solved;
    private final Notation notation;
    private final Svg html = new Svg();

    /** Tables with the values given or left blank; solved or not. */
    WorksheetTables(Trace trace, boolean values, boolean solved) {
        this.trace = trace;
        this.graph = trace.graph();
        this.values = values;
        this.solved = solved;
        this.notation = CardFormula.notation(graph);
    }

    String html() {
        Map<Integer, List<Step.Backward>> parts = new TreeMap<>();
        List<Step.Forward> forward = new ArrayList<>();
        List<Step.Backward> backward = new ArrayList<>();
        for (Step step : trace) {
            if (step instanceof Step.Forward gate) {
                forward.add(gate);
            } else if (step instanceof Step.Backward part) {
                backward.add(part);
                parts.computeIfAbsent(part.operand().index(), unseen -> new ArrayList<>())
                        .add(part);
            }
        }
        parts.values().removeIf(list -> list.size() < 2);
        if (!values && !forward.isEmpty()) {
            addForward(forward);
        }
        if (!backward.isEmpty()) {
            addBackward(backward);
        }
        if (!parts.isEmpty()) {
            addSums(parts);
        }
        return html.toString();
    }

    private void addForward(List<Step.Forward> steps) {
        html.addRaw("<div class=\"together\">\n<p class=\"part\">Forward</p>\n<ul class=\"equations\">\n");
        for (Step.Forward step : steps) {
            html.add("<li>{} = ", definition(step.node().index()));
            html.addRaw(number("val", step.node().value()) + "</li>\n");
        }
        html.addRaw("</ul>\n</div>\n");
    }

    private void addBackward(List<Step.Backward> steps) {
        html.addRaw("<table>\n<thead><tr class=\"heading\"><th colspan=\"5\""
                + " scope=\"colgroup\">Backward</th></tr>\n<tr><th scope=\"col\">gate</th><th"
                + " scope=\"col\">to</th>"
                + "<th scope=\"col\">upstream</th><th scope=\"col\">local</th>"
                + "<th scope=\"col\">upstream × local</th></tr></thead>\n<tbody>\n");
        for (Step.Backward step : steps) {
            int gate = step.node().index();
            html.add("<tr><th scope=\"row\">{}</th>", definition(gate));
            html.add("<td>{}</td>", name(step.operand().index()));
            addEquation(slope(graph.size() - 1, gate), step.upstream(), "grad");
            addEquation(local(step), step.local(), "local");
            addNumber("grad", step.contribution());
            html.addRaw("</tr>\n");
        }
        html.addRaw("</tbody>\n</table>\n");
    }

    private String local(Step.Backward step) {
        int gate = step.node().index();
        return Text.visible(
                solved ? notation.localEquation(gate, step.position()) : notation.local(gate, step.position()));
    }

    private void addSums(Map<Integer, List<Step.Backward>> parts) {
        html.addRaw("<div class=\"together\">\n<p class=\"part\">Sums over branches</p>\n<ul class=\"equations\">\n");
        parts.forEach((node, steps) -> {
            html.add("<li>{} = ", slope(graph.size() - 1, node));
            double total = trace.gradient(node);
            RoundedSum sum = Numbers.sum(
                    total, steps.stream().map(Step.Backward::contribution).toList());
            String written = steps.stream()
                    .map(step -> number("grad", Numbers.format(step.contribution(), sum)))
                    .collect(Collectors.joining(" + "));
            String relation = solved ? sum.relation() : " = ";
            html.addRaw(written + relation + number("grad", Numbers.format(total, sum)) + "</li>\n");
        });
        html.addRaw("</ul>\n</div>\n");
    }

    private void addEquation(String left, double number, String kind) {
        html.add("<td>{} = ", left).addRaw(number(kind, number) + "</td>");
    }

    private void addNumber(String kind, double number) {
        html.addRaw("<td>" + number(kind, number) + "</td>");
    }

    private String number(String kind, double number) {
        return number(kind, Numbers.format(number));
    }

    private String number(String kind, String number) {
        return solved ? "<b class=\"" + kind + "\">" + number + "</b>" : BOX;
    }

    private String definition(int gate) {
        return name(gate) + " = " + Text.visible(CardFormula.of(graph, gate));
    }

    private String slope(int of, int by) {
        return Notation.total(name(of), name(by));
    }

    private String name(int node) {
        return Text.visible(CardFormula.name(graph, node));
    }
}
