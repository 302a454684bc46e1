package io.gradstep.demos.notes;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The text of an example: its parts in order, with closed forms compared with the computed gradients. A terminal and a
 * page show the same handout.
 */
final class Handout {
    /** The headings for gradients, and for values from the forward pass. */
    static final String BACKWARD = "backward";

    static final String GRAPH = "the graph";

    private final Example example;
    private final Tally total = new Tally();
    private final List<Part> parts = new ArrayList<>();
    private final List<Illustration> illustrations = new ArrayList<>();

    private Handout(Example example) {
        this.example = example;
    }

    /** Rebuilds an example and writes its handout. */
    static Handout of(Example example) {
        Handout page = new Handout(example);
        example.write(page);
        page.result();
        return page;
    }

    Example example() {
        return example;
    }

    /** {@return what stands below the title} */
    List<Part> introduction() {
        return List.of(
                new Part.Paragraph("From " + example.source().citation() + "."),
                new Part.Paragraph("Matrices: " + example.orientation() + "."));
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    Report report() {
        return new Report(
                example.name(),
                List.copyOf(total.compared()),
                total.numberCount(),
                total.largest(),
                total.agrees(),
                illustrations);
    }

    private void result() {
        section("Result");
        say("%d numbers compared, largest difference %s; the tolerance is 1e−12~·~max(1,~|a|,~|b|)."
                .formatted(total.numberCount(), Digits.rough(total.largest())));
        say(
                total.agrees()
                        ? "Backward and the closed forms agree."
                        : "BACKWARD AND THE CLOSED FORMS DIFFER in " + String.join(", ", total.differing()) + ".");
    }

    void section(String heading) {
        parts.add(new Part.Section(heading));
    }

    /** Adds a paragraph; ~ is a non-breaking space. */
    void say(String paragraph) {
        parts.add(new Part.Paragraph(paragraph));
    }

    /** Adds an error in the scan of the notes. */
    void erratum(String paragraph) {
        parts.add(new Part.Erratum(paragraph));
    }

    /** Adds formulas, one per line. */
    void lines(String... lines) {
        parts.add(new Part.Formulas(List.of(lines)));
    }

    /** Adds words and matrices side by side, as in W·x = [..][..] = [..]. */
    void equation(Part.Term... terms) {
        parts.add(new Part.Equation(List.of(terms)));
    }

    /** Adds rows of left-aligned cells. */
    void table(List<List<String>> rows) {
        parts.add(new Part.Rows(rows));
    }

    /** Compares closed forms of a matrix with its gradients. */
    void compare(String what, Matrix backward, ClosedForm... forms) {
        compare(what, BACKWARD, backward, forms);
    }

    /** Compares closed forms with another result of the engine. */
    void compare(String what, String heading, Matrix found, ClosedForm... forms) {
        List<String> differing = new ArrayList<>();
        for (ClosedForm form : forms) {
            if (!total.compare(what, form.numbers(), found.numbers())) {
                differing.add("%s differs by %s"
                        .formatted(form.formula(), Digits.rough(Tally.difference(form.numbers(), found.numbers()))));
            }
        }
        parts.add(new Part.Comparison(what, List.of(forms), heading, found, differing));
    }

    /** Compares single numbers, one per line: the closed forms, then the graph's number. */
    void compareNumbers(List<String> headings, String found, NumberRow... rows) {
        List<String> columns = new ArrayList<>(headings);
        columns.add(found);
        parts.add(new Part.Numbers(
                columns, List.of(rows), Arrays.stream(rows).map(this::differs).toList()));
    }

    private boolean differs(NumberRow row) {
        boolean agrees = true;
        for (double number : row.closed()) {
            agrees &= total.compare(row.what(), single(number), single(row.found()));
        }
        return !agrees;
    }

    private static double[][] single(double number) {
        return new double[][] {{number}};
    }

    /** Adds the section that compares at other sizes, with random numbers. */
    void otherSizes(String heading, int[][] sizes, Function<int[], Sized> comparison) {
        section("Other sizes");
        say("With seeded random numbers:");
        sizes(heading, Arrays.stream(sizes).map(comparison).toList());
    }

    /** Adds the comparisons at other sizes: shapes and largest differences. */
    void sizes(String heading, List<Sized> rows) {
        rows.forEach(row -> total.addAll(row.tally()));
        parts.add(new Part.Sizes(heading, List.copyOf(rows)));
    }

    /** Adds a graph to draw; the picture is named after the example, or after it and a part of it. */
    void draw(Value output) {
        draw(new Illustration(example.name(), example.title(), Graph.of(output)));
    }

    void draw(String part, Value output) {
        draw(new Illustration(example.name() + "-" + part, example.title() + ": " + part, Graph.of(output)));
    }

    private void draw(Illustration illustration) {
        illustrations.add(illustration);
        parts.add(new Part.Drawn(illustration));
    }
}
