package io.gradstep.demos.notes;

import io.gradstep.demos.notes.closed.Matrices;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The printed page of an example: text, equations, and closed forms beside the computed gradients. */
final class Handout {
    /** The headings for gradients, and for values from the forward pass. */
    static final String BACKWARD = "backward";

    static final String GRAPH = "the graph";

    private static final int MEASURE = 100;
    private static final int WIDEST_LIST = 40;
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";
    private static final String GAP = "   ";

    /** A non-breaking space, as in TeX. */
    private static final char TIE = '~';

    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final HandoutOutput output;
    private final Example example;
    private final Tally total = new Tally();
    private final List<Illustration> illustrations = new ArrayList<>();
    private boolean afterGap;

    private Handout(HandoutOutput output, Example example) {
        this.output = output;
        this.example = example;
    }

    /** Prints an example, from its title to the result of all comparisons. */
    static Report write(Example example, HandoutOutput output) {
        Handout page = new Handout(output, example);
        page.title();
        example.write(page);
        page.result();
        return new Report(
                example.name(),
                List.copyOf(page.total.compared()),
                page.total.numberCount(),
                page.total.largest(),
                page.total.agrees(),
                page.illustrations);
    }

    private void title() {
        String title = example.name() + ": " + example.title();
        println(output.heading(title));
        println("═".repeat(output.width(title)));
        say("From " + example.source().citation() + ".");
        say("Matrices: " + example.orientation() + ".");
    }

    private void result() {
        section("Result");
        say("%d numbers compared, largest difference %s; the tolerance is 1e-12~·~max(1,~|a|,~|b|)."
                .formatted(total.numberCount(), Digits.rough(total.largest())));
        say(
                total.agrees()
                        ? "Backward and the closed forms agree."
                        : "BACKWARD AND THE CLOSED FORMS DIFFER in " + String.join(", ", total.differing()) + ".");
    }

    void section(String heading) {
        gap();
        println(output.heading(heading));
    }

    /** Prints a paragraph, wrapped at spaces; ~ is a non-breaking space. */
    void say(String paragraph) {
        wrapped(paragraph, MEASURE - INDENT.length()).forEach(line -> println(INDENT + line));
    }

    private List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : WORDS.split(text.strip(), -1)) {
            String visible = word.replace(TIE, ' ');
            if (!line.isEmpty() && output.width(line + " " + visible) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(visible);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Prints an error in the scan of the notes. */
    void erratum(String paragraph) {
        say("Erratum: " + paragraph);
    }

    /** Prints formulas, one per line. */
    void lines(String... lines) {
        for (String line : lines) {
            println(DEEPER + line);
        }
    }

    /** Prints text and matrices side by side, as in W·x = [..][..] = [..]. */
    void equation(Block... parts) {
        print(Block.beside(Arrays.asList(parts), " ", output::width));
    }

    private void print(Block block) {
        block.lines().forEach(line -> println(DEEPER + line));
    }

    private void println(String line) {
        output.println(line.stripTrailing());
        afterGap = line.isBlank();
    }

    /** Prints an empty line unless the last one is. */
    private void gap() {
        if (!afterGap) {
            println("");
        }
    }

    /** Prints rows of left-aligned cells. */
    void table(List<List<String>> rows) {
        List<Block> columns = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int column = i;
            columns.add(new Block(rows.stream().map(row -> row.get(column)).toList()));
        }
        print(beside(columns));
    }

    /** Prints and compares closed forms of a matrix with its gradients. */
    void compare(String what, double[][] backward, ClosedForm... forms) {
        compare(what, BACKWARD, backward, forms);
    }

    /** Prints and compares closed forms with another result of the engine. */
    void compare(String what, String heading, double[][] found, ClosedForm... forms) {
        List<Block> columns = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        for (ClosedForm form : forms) {
            columns.add(form.block());
            if (!total.compare(what, form.numbers(), found)) {
                differing.add("%s differs by %s"
                        .formatted(form.formula(), Digits.rough(Tally.difference(form.numbers(), found))));
            }
        }
        columns.add(Block.matrix(found).under(heading));
        gap();
        lines(what + ", " + Matrices.shape(found));
        printBelowOneAnother(columns);
        differing.forEach(line -> lines("DIFFERENT: " + line));
        gap();
    }

    /** Prints as many blocks side by side as fit, the rest below them. */
    private void printBelowOneAnother(List<Block> blocks) {
        int start = 0;
        for (int end = 1; end <= blocks.size(); end++) {
            boolean full = end == blocks.size()
                    || beside(blocks.subList(start, end + 1)).width(output::width)
                            > MEASURE - DEEPER.length() - INDENT.length();
            if (full) {
                beside(blocks.subList(start, end)).lines().forEach(line -> println(DEEPER + INDENT + line));
                start = end;
            }
        }
    }

    private Block beside(List<Block> blocks) {
        return Block.beside(blocks, GAP, output::width);
    }

    /** Prints and compares single numbers, one per line: the closed forms, then the graph's number. */
    void compareNumbers(List<String> headings, String found, NumberRow... rows) {
        List<NumberRow> list = Arrays.asList(rows);
        List<Block> columns = new ArrayList<>();
        columns.add(new Block(list.stream().map(NumberRow::formula).toList()).under(""));
        for (int i = 0; i < headings.size(); i++) {
            int form = i;
            columns.add(Block.numbers(list.stream().mapToDouble(row -> row.closed()[form]))
                    .under(headings.get(i)));
        }
        columns.add(Block.numbers(list.stream().mapToDouble(NumberRow::found)).under(found));
        columns.add(new Block(list.stream().map(this::remark).toList()).under(""));
        gap();
        print(beside(columns));
        gap();
    }

    private String remark(NumberRow row) {
        boolean agrees = true;
        for (double number : row.closed()) {
            agrees &= total.compare(row.what(), single(number), single(row.found()));
        }
        return agrees ? "" : "DIFFERENT";
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

    /** Prints the comparisons at other sizes: shapes and largest differences. */
    void sizes(String heading, List<Sized> rows) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(heading, "compared", "numbers", "largest difference"));
        for (Sized row : rows) {
            Tally tally = row.tally();
            total.addAll(tally);
            List<String> compared = new ArrayList<>();
            for (String name : tally.comparedWithShapes()) {
                compared.add(name.replace(' ', TIE));
            }
            List<String> lines = wrapped(String.join(", ", compared), WIDEST_LIST);
            String difference = Digits.rough(tally.largest()) + (tally.agrees() ? "" : "  DIFFERENT");
            table.add(List.of(row.size(), lines.get(0), Integer.toString(tally.numberCount()), difference));
            lines.subList(1, lines.size()).forEach(line -> table.add(List.of("", line, "", "")));
        }
        gap();
        table(table);
    }

    /** Adds a graph to draw; the picture is named after the example, or after it and a part of it. */
    void draw(Value output) {
        illustrations.add(new Illustration(example.name(), example.title(), Graph.of(output)));
    }

    void draw(String part, Value output) {
        illustrations.add(
                new Illustration(example.name() + "-" + part, example.title() + ": " + part, Graph.of(output)));
    }
}
