package io.gradstep.demos.notes;

import java.util.ArrayList;
import java.util.List;

/** A handout as a test reads it. */
final class Printed {
    private final List<String> lines = new ArrayList<>();
    private final Report report;

    private Printed(Example example) {
        Handout handout = Handout.of(example);
        PrintedHandout.print(handout, lines::add);
        this.report = handout.report();
    }

    static Printed of(Example example) {
        return new Printed(example);
    }

    static Printed of(String name) {
        return of(Gallery.ofTheNotes().examples().stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    Report report() {
        return report;
    }

    List<String> lines() {
        return lines;
    }

    /** All text on one line, so that a phrase is found wherever its lines break. */
    String text() {
        return String.join(" ", lines).replaceAll("\\s+", " ");
    }

    /** The cells after the formula in the row of a table: the last line that begins with it. */
    List<String> row(String formula) {
        String line = lines.stream()
                .map(String::strip)
                .filter(candidate -> candidate.startsWith(formula + " "))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no row begins with " + formula));
        return List.of(line.substring(formula.length()).strip().split("\\s+"));
    }
}
