package io.gradstep.demos.notes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table after all handouts: what was compared in each, and how far apart the numbers were. */
final class Summary {
    private static final int WIDEST_LIST = 48;

    private final List<Report> reports;

    Summary(List<Report> reports) {
        this.reports = List.copyOf(reports);
    }

    void print(HandoutOutput output) {
        String heading = "Summary: closed forms compared with backward";
        output.println(output.heading(heading));
        output.println("═".repeat(output.width(heading)));
        List<Block> columns = new ArrayList<>();
        columns.add(column("example", reports.stream().map(Report::name)));
        columns.add(column("compared", reports.stream().map(report -> shortened(report.compared(), output))));
        columns.add(column("numbers", reports.stream().map(report -> Integer.toString(report.numbers()))));
        columns.add(
                column("largest difference", reports.stream().map(report -> Digits.rough(report.largestDifference()))));
        columns.add(column("", reports.stream().map(report -> report.agrees() ? "ok" : "DIFFERENT")));
        Block.beside(columns, "   ", output::width).lines().forEach(output::println);
        int numbers = reports.stream().mapToInt(Report::numbers).sum();
        long failures = reports.stream().filter(report -> !report.agrees()).count();
        output.println("");
        output.println("%d numbers in %d examples, tolerance 1e−12 · max(1, |a|, |b|): %s."
                .formatted(
                        numbers,
                        reports.size(),
                        failures == 0 ? "all agree" : "%d of the examples DIFFER".formatted(failures)));
    }

    private static Block column(String heading, Stream<String> cells) {
        return new Block(cells.toList()).under(heading);
    }

    /** As many of the names as fit. */
    private static String shortened(List<String> names, HandoutOutput output) {
        String text = names.get(0);
        for (String name : names.subList(1, names.size())) {
            if (output.width(text + ", " + name) > WIDEST_LIST) {
                return text + ", …";
            }
            text += ", " + name;
        }
        return text;
    }
}
