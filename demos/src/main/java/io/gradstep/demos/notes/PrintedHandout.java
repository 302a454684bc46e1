package io.gradstep.demos.notes;

import io.gradstep.demos.notes.Tally.Sized;
import io.gradstep.demos.notes.closed.Matrices;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints a handout as lines of text. */
final class PrintedHandout {
    private static final int MEASURE = 100;
    private static final int WIDEST_LIST = 40;
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";
    private static final String GAP = "   ";

    /** A non-breaking space, as in TeX. */
    private static final char TIE = '~';

    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final HandoutOutput output;
    private boolean afterGap;

    private PrintedHandout(HandoutOutput output) {
        this.output = output;
    }

    /** Prints a handout, from its title to the result of all comparisons. */
    static void print(Handout handout, HandoutOutput output) {
        PrintedHandout printed = new PrintedHandout(output);
        printed.title(handout.example());
        handout.introduction().forEach(printed::print);
        handout.parts().forEach(printed::print);
    }

    private void title(Example example) {
        String title = example.name() + ": " + example.title();
        println(output.heading(title));
        println("═".repeat(output.width(title)));
    }

    private void print(Part part) {
        if (part instanceof Part.Section section) {
            gap();
            println(output.heading(section.heading()));
        } else if (part instanceof Part.Paragraph paragraph) {
            say(paragraph.text());
        } else if (part instanceof Part.Erratum erratum) {
            say("Erratum: " + erratum.text());
        } else if (part instanceof Part.Formulas formulas) {
            lines(formulas.lines());
        } else if (part instanceof Part.Equation equation) {
            print(Block.beside(equation.terms().stream().map(Part.Term::block).toList(), " ", output::width));
        } else if (part instanceof Part.Rows table) {
            rows(table.rows());
        } else if (part instanceof Part.Comparison comparison) {
            print(comparison);
        } else if (part instanceof Part.Numbers numbers) {
            print(numbers);
        } else if (part instanceof Part.Sizes sizes) {
            print(sizes);
        }
    }

    /** Prints a paragraph, wrapped at spaces. */
    private void say(String paragraph) {
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

    private void lines(List<String> lines) {
        lines.forEach(line -> println(DEEPER + line));
    }

    private void print(Block block) {
        lines(block.lines());
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
    private void rows(List<List<String>> rows) {
        List<Block> columns = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int column = i;
            columns.add(new Block(rows.stream().map(row -> row.get(column)).toList()));
        }
        print(beside(columns));
    }

    private void print(Part.Comparison comparison) {
        double[][] found = comparison.found().numbers();
        Stream<Block> closed = comparison.closed().stream()
                .map(form -> Block.matrix(form.numbers()).under(form.formula()));
        gap();
        lines(List.of(comparison.what() + ", " + Matrices.shape(found)));
        printBelowOneAnother(Stream.concat(closed, Stream.of(Block.matrix(found).under(comparison.heading())))
                .toList());
        comparison.differing().forEach(line -> lines(List.of("DIFFERENT: " + line)));
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

    private void print(Part.Numbers numbers) {
        List<NumberRow> rows = numbers.rows();
        List<Block> columns = new ArrayList<>();
        columns.add(new Block(rows.stream().map(NumberRow::formula).toList()).under(""));
        for (int i = 0; i < numbers.headings().size(); i++) {
            int column = i;
            columns.add(Block.numbers(rows.stream().mapToDouble(row -> row.numbers()[column]))
                    .under(numbers.headings().get(i)));
        }
        columns.add(new Block(numbers.differing().stream()
                        .map(differs -> differs ? "DIFFERENT" : "")
                        .toList())
                .under(""));
        gap();
        print(beside(columns));
        gap();
    }

    private void print(Part.Sizes sizes) {
        List<List<String>> table = new ArrayList<>();
        table.add(Sized.headings(sizes.heading()));
        for (Sized row : sizes.rows()) {
            List<String> cells = row.cells(TIE);
            List<String> lines = wrapped(cells.get(1), WIDEST_LIST);
            table.add(List.of(cells.get(0), lines.get(0), cells.get(2), cells.get(3)));
            lines.subList(1, lines.size()).forEach(line -> table.add(List.of("", line, "", "")));
        }
        gap();
        rows(table);
    }
}
