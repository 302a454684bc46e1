package io.gradstep.demos.notes;

import io.gradstep.demos.notes.Part.Term;
import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.demos.notes.typeset.Formula;
import io.gradstep.demos.notes.typeset.Prose;
import io.gradstep.demos.notes.typeset.References;
import io.gradstep.viz.page.parts.HtmlPage;
import java.util.List;
import java.util.regex.Pattern;

/** A handout's text as HTML with MathML, whose terms and matrix entries know their nodes. */
final class HandoutHtml {
    private static final Pattern COLUMNS = Pattern.compile(" {2,}");

    private final References references;
    private final List<Illustration> circuits;
    private final StringBuilder html = new StringBuilder();
    private boolean inSection;

    HandoutHtml(References references, List<Illustration> circuits) {
        this.references = references;
        this.circuits = circuits;
    }

    /** {@return the parts as sections, each of which knows the circuit that it is about} */
    String of(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Section section) {
                html.append(inSection ? "</section>\n" : "");
                html.append("<section data-circuit=\"%d\">\n".formatted(circuit(parts.subList(i, parts.size()))));
                html.append("<h2>").append(prose(section.heading())).append("</h2>\n");
                inSection = true;
            } else {
                add(parts.get(i));
            }
        }
        html.append(inSection ? "</section>\n" : "");
        return html.toString();
    }

    /** {@return the index of the circuit that is drawn next, or of the first if none is} */
    private int circuit(List<Part> following) {
        return following.stream()
                .filter(Part.Drawn.class::isInstance)
                .map(part -> circuits.indexOf(((Part.Drawn) part).illustration()))
                .findFirst()
                .orElse(0);
    }

    private void add(Part part) {
        if (part instanceof Part.Paragraph paragraph) {
            html.append("<p>").append(prose(paragraph.text())).append("</p>\n");
        } else if (part instanceof Part.Erratum erratum) {
            html.append("<p class=\"erratum\"><strong>Erratum:</strong> ")
                    .append(prose(erratum.text()))
                    .append("</p>\n");
        } else if (part instanceof Part.Formulas formulas) {
            formulas.lines().forEach(this::line);
        } else if (part instanceof Part.Equation equation) {
            html.append("<p class=\"formula\"><math>");
            equation.terms().forEach(this::add);
            html.append("</math></p>\n");
        } else if (part instanceof Part.Rows table) {
            rows(table.rows());
        } else if (part instanceof Part.Comparison comparison) {
            add(comparison);
        } else if (part instanceof Part.Numbers numbers) {
            add(numbers);
        } else if (part instanceof Part.Sizes sizes) {
            add(sizes);
        }
    }

    private String prose(String text) {
        return Prose.html(text, references);
    }

    /** Several formulas on a line stand apart. */
    private void line(String line) {
        html.append("<p class=\"formula\">");
        for (String piece : COLUMNS.split(line.strip(), -1)) {
            html.append("<span>").append(Prose.line(piece, references)).append("</span> ");
        }
        html.append("</p>\n");
    }

    private void add(Term term) {
        if (term instanceof Matrix matrix) {
            matrix(matrix.numbers(), matrix);
        } else if (term instanceof Part.Words words) {
            boolean apart = words.text().startsWith("  ");
            String[] pieces = COLUMNS.split(words.text().strip(), -1);
            for (int i = 0; i < pieces.length; i++) {
                html.append(apart || i > 0 ? "<mspace width=\"1.5em\"/>" : "")
                        .append(Formula.row(pieces[i], references));
            }
            html.append(apart ? "<mspace width=\".35em\"/>" : "");
        }
    }

    /** Adds numbers in brackets, each about the node at its place in another matrix. */
    private void matrix(double[][] numbers, Matrix nodes) {
        html.append("<mrow><mo>[</mo><mtable>");
        for (int i = 0; i < numbers.length; i++) {
            html.append("<mtr>");
            for (int j = 0; j < numbers[i].length; j++) {
                String node = nodes.node(i, j).map(references::of).orElse("");
                html.append(node.isEmpty() ? "<mtd>" : "<mtd data-n=\"" + node + "\">")
                        .append("<mn>")
                        .append(Digits.show(numbers[i][j]))
                        .append("</mn></mtd>");
            }
            html.append("</mtr>");
        }
        html.append("</mtable><mo>]</mo></mrow>");
    }

    private void rows(List<List<String>> rows) {
        html.append("<div class=\"wide\"><table>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> cell("td", Prose.line(cell, references)));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void cell(String tag, String content) {
        html.append('<').append(tag).append('>').append(content);
        html.append("</").append(tag).append('>');
    }

    private void add(Part.Comparison comparison) {
        Matrix found = comparison.found();
        html.append("<figure class=\"comparison\"><figcaption>")
                .append(Prose.line(comparison.what(), references))
                .append(", ")
                .append(Matrices.shape(found.numbers()))
                .append("</figcaption>\n");
        for (ClosedForm form : comparison.closed()) {
            column(
                    form.isFormula() ? Prose.line(form.formula(), references) : prose(form.formula()),
                    form.numbers(),
                    found);
        }
        column(prose(comparison.heading()), found.numbers(), found);
        comparison
                .differing()
                .forEach(line -> html.append("<p class=\"differs\">DIFFERENT: ")
                        .append(prose(line))
                        .append("</p>\n"));
        html.append("</figure>\n");
    }

    private void column(String heading, double[][] numbers, Matrix nodes) {
        html.append("<div><p>").append(heading).append("</p><math>");
        matrix(numbers, nodes);
        html.append("</math></div>\n");
    }

    private void add(Part.Numbers numbers) {
        html.append("<div class=\"wide\"><table class=\"numbers\">\n<thead><tr><td></td>");
        numbers.headings()
                .forEach(heading ->
                        html.append("<th scope=\"col\">").append(prose(heading)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < numbers.rows().size(); i++) {
            NumberRow row = numbers.rows().get(i);
            html.append("<tr><td>")
                    .append(Prose.line(row.formula(), references))
                    .append("</td>");
            for (double number : row.numbers()) {
                cell("td", Digits.show(number));
            }
            html.append(numbers.differing().get(i) ? "<td class=\"differs\">DIFFERENT</td>" : "")
                    .append("</tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }

    private void add(Part.Sizes sizes) {
        html.append("<div class=\"wide\"><table>\n");
        html.append("<thead><tr>");
        // As plain as the cells below.
        Sized.headings(sizes.heading())
                .forEach(heading -> html.append("<th scope=\"col\">")
                        .append(HtmlPage.escaped(heading))
                        .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (Sized row : sizes.rows()) {
            html.append("<tr>");
            // No line of a cell ends between ∂L/ and ∂x.
            row.cells('\u00a0')
                    .forEach(cell -> cell("td", HtmlPage.escaped(cell).replace("/", "/\u2060")));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }
}
