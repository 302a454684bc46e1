package io.gradstep.demos.drill;

import io.gradstep.engine.expr.Program;
import io.gradstep.viz.page.DrillPage;
import java.util.List;
import java.util.Map;

/**
 * Problems to drill: on random programs of a level, or on one program. Equal seeds give equal problems.
 */
public final class Drill {
    /** The limit on the number of problems. */
    public static final int MAX_ITEMS = 500;

    private final String title;
    private final ProblemMaker maker;
    private final List<Problem> problems;

    private Drill(String title, ProblemMaker maker, List<Problem> problems) {
        this.title = title;
        this.maker = maker;
        this.problems = problems;
    }

    /** {@return a drill on random programs} */
    public static Drill random(Level level, boolean everything, long seed, int items) {
        ProblemMaker maker = new ProblemMaker(everything, seed);
        return new Drill("Drill, seed %d".formatted(seed), maker, maker.random(level, items));
    }

    /** {@return a drill on a program, the first problem with the given values} */
    public static Drill on(Program program, Map<String, Double> values, boolean everything, long seed, int items) {
        ProblemMaker maker = new ProblemMaker(everything, seed);
        return new Drill("Drill", maker, maker.on(program, values, items));
    }

    String title() {
        return title;
    }

    List<Problem> problems() {
        return problems;
    }

    /** {@return the page that asks the problems, and the misses again on other numbers} */
    public DrillPage page() {
        return DrillPage.of(
                title,
                problems.stream()
                        .map(problem -> maker.rounds(problem).stream()
                                .map(Problem::round)
                                .toList())
                        .toList());
    }
}
