package io.gradstep.demos.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A text table. Numbers are right-aligned; names in the first column, and remarks in a column without heading, are
 * left-aligned.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<Row> rows = new ArrayList<>();

    private record Row(List<String> cells, List<Style> styles) {}

    /** Returns a table with a heading for the first column and one for each of the others. */
    public static Table withHeadings(String first, List<String> others) {
        List<String> headings = new ArrayList<>(List.of(first));
        headings.addAll(others);
        return new Table(headings.toArray(String[]::new));
    }

    public Table(String... headings) {
        List<Style> quiet = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            quiet.add(Style.QUIET);
        }
        rows.add(new Row(List.of(headings), quiet));
    }

    /** Adds a row, with a style for each cell. */
    public void add(List<String> cells, List<Style> styles) {
        rows.add(new Row(cells, styles));
    }

    public void print(Terminal terminal, String indent) {
        int[] widths = new int[rows.get(0).cells().size()];
        for (Row row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], terminal.width(row.cells().get(i)));
            }
        }
        for (Row row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                String cell = row.cells().get(i);
                String painted = terminal.paint(row.styles().get(i), cell);
                String padding = terminal.padding(cell, widths[i]);
                boolean left = i == 0 || rows.get(0).cells().get(i).isEmpty();
                line.append(i == 0 ? "" : GAP).append(left ? painted + padding : padding + painted);
            }
            terminal.println(line.toString().stripTrailing());
        }
    }
}
