package io.gradstep.demos.notes;

import io.gradstep.demos.notes.closed.CircuitFormulas;
import io.gradstep.engine.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The gallery of the notes' examples and derivations.
 *
 * <p>Showing an example builds its graphs, runs them, and prints a handout of one to three screens.
 */
public final class Gallery {
    /** Chosen so that the printed tanh units stay away from 0, where tanh is nearly linear. */
    private static final long SEED = 163_591;

    private final List<Example> examples;

    Gallery(List<Example> examples) {
        this.examples = List.copyOf(examples);
    }

    /** {@return the gallery of everything in the notes, with the same numbers each time} */
    public static Gallery ofTheNotes() {
        return ofTheNotes(SEED);
    }

    /** Returns the gallery with another seed for the derivations that the notes give in general form. */
    static Gallery ofTheNotes(long seed) {
        CircuitFormulas circuits = new CircuitFormulas();
        return new Gallery(List.of(
                new Circuit(circuits),
                new GatePatterns(circuits),
                new SquaredNorm(seed),
                new LinearRegression(seed),
                new SmallNetwork(seed),
                new ReluExercise(),
                new TanhNetwork(seed),
                new LayerRecurrence(seed),
                new Sensitivities(seed),
                new Normalisation(seed),
                new Attention(seed)));
    }

    List<Example> examples() {
        return examples;
    }

    /** {@return the names of the examples, in the order of the notes} */
    public List<String> names() {
        return examples.stream().map(Example::name).toList();
    }

    /**
     * Prints one line for each example: its name and subject.
     *
     * @param output the output
     */
    public void list(HandoutOutput output) {
        int widest = names().stream().mapToInt(output::width).max().orElse(0);
        for (Example example : examples) {
            String name = example.name();
            output.println(name + " ".repeat(widest - output.width(name)) + "  " + example.title());
        }
    }

    /**
     * Returns a gallery of some of the examples.
     *
     * @param chosen their names
     * @return those examples, in the order of the names
     * @throws NoSuchElementException if a name is unknown
     */
    public Gallery only(List<String> chosen) {
        return new Gallery(chosen.stream().map(this::example).toList());
    }

    private Example example(String name) {
        return examples.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no example is called '%s'".formatted(name)));
    }

    /**
     * Prints the handouts of all examples and, if there are several, a summary table.
     *
     * @param output the output
     * @return the result of each example, with its graphs to draw
     */
    public List<Report> show(HandoutOutput output) {
        return print(output).stream().map(Handout::report).toList();
    }

    List<Handout> print(HandoutOutput output) {
        List<Handout> handouts = new ArrayList<>();
        for (Example example : examples) {
            if (!handouts.isEmpty()) {
                output.println("");
                output.println("");
            }
            Handout handout = Handout.of(example);
            PrintedHandout.print(handout, output);
            handouts.add(handout);
        }
        if (handouts.size() > 1) {
            output.println("");
            output.println("");
            new Summary(handouts.stream().map(Handout::report).toList()).print(output);
        }
        return handouts;
    }

    /**
     * Returns the example whose name contains a misspelt one, or else is nearest to it.
     *
     * @param name the misspelt name
     * @return the nearest name, or empty if none is near
     */
    public Optional<String> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<String> longer = names().stream()
                .filter(known -> known.contains(lower) && lower.length() > 2)
                .findFirst();
        return longer.isPresent() ? longer : Spelling.nearest(name, names(), known -> Math.max(1, known.length() / 3));
    }
}
