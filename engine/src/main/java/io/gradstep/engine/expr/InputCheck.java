package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import io.gradstep.engine.text.Characters;
import io.gradstep.engine.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the values given for the inputs of a program. */
final class InputCheck {
    /** The most names that one message lists. */
    private static final int MAX_LISTED = 20;

    private final List<String> inputs;
    private final List<String> computed;

    private InputCheck(Program program, ImmutableList<String> names) {
        this.inputs = program.inputs().stream().map(Program.Input::name).toList();
        Set<String> inputNames = new HashSet<>(inputs);
        this.computed = names.stream()
                .filter(name -> !inputNames.contains(name) && !program.numbers().containsKey(name))
                .toList();
    }

    /**
     * Throws one exception that lists all missing and unknown names.
     *
     * @param names all names of the program, inputs and computed ones
     */
    static void check(Program program, ImmutableList<String> names, Map<String, Double> values) {
        List<String> missing = program.inputs().stream()
                .filter(input -> input.defaultValue().isEmpty() && values.get(input.name()) == null)
                .map(Program.Input::name)
                .toList();
        Set<String> unknown = new HashSet<>(values.keySet());
        program.inputs().forEach(input -> unknown.remove(input.name()));
        unknown.removeAll(program.numbers().keySet());
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            List<String> unknownInOrder =
                    values.keySet().stream().filter(unknown::contains).toList();
            throw new IllegalArgumentException(new InputCheck(program, names).problems(missing, unknownInOrder));
        }
    }

    private String problems(List<String> missing, List<String> unknown) {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            String first = missing.get(0);
            problems.add("no value is given for %s; give one as in %s=1"
                    .formatted(list(missing), Excerpt.piece(first, 0, first.length())));
        }
        Set<String> known = new HashSet<>(inputs);
        known.addAll(computed);
        known.addAll(unknown);
        for (String name : missing.subList(0, Math.min(missing.size(), MAX_LISTED))) {
            String hint = hint(name, known);
            if (hint != null) {
                problems.add(hint);
            }
        }
        for (String name : unknown.subList(0, Math.min(unknown.size(), MAX_LISTED))) {
            problems.add(unknown(name));
        }
        if (unknown.size() > MAX_LISTED) {
            problems.add("and %d more names that are not inputs".formatted(unknown.size() - MAX_LISTED));
        }
        return String.join("\n", problems);
    }

    /** A correction for an input without a value that looks like a mistake, or null. */
    private @Nullable String hint(String name, Set<String> known) {
        String meant = meant(name, Iterables.concat(computed, Vocabulary.NUMBER_WORDS.keySet()));
        if (meant != null) {
            return "%s is not defined; did you mean %s?".formatted(Names.shown(name), Names.shown(meant));
        }
        List<String> letters =
                name.codePoints().limit(MAX_LISTED).mapToObj(Characters::text).toList();
        if (letters.size() > 1 && name.length() < MAX_LISTED && known.containsAll(letters)) {
            return "%s is one name; for a product write %s".formatted(Names.shown(name), String.join("*", letters));
        }
        return null;
    }

    private String unknown(String name) {
        String shown = Names.shown(name);
        if (computed.contains(name)) {
            return "%s is computed by the program and takes no value; %s"
                    .formatted(
                            shown, inputs.isEmpty() ? "it has no inputs" : "give values to its inputs " + list(inputs));
        }
        String meant = meant(name, inputs);
        if (meant != null) {
            return "the program has no input %s; did you mean %s?".formatted(shown, Names.shown(meant));
        }
        return "the program has no input %s; %s"
                .formatted(shown, inputs.isEmpty() ? "it has none at all" : "its inputs are " + list(inputs));
    }

    /**
     * The name that was probably meant. x2 for x1 is not taken for a typo: names that differ only in digits belong
     * together.
     */
    private static @Nullable String meant(String name, Iterable<String> candidates) {
        String letters = letters(name);
        return Spelling.nearest(
                        name,
                        Iterables.filter(
                                candidates, candidate -> !letters(candidate).equals(letters)))
                .orElse(null);
    }

    private static String letters(String name) {
        return name.chars()
                .filter(c -> !Character.isDigit(c))
                .mapToObj(Characters::text)
                .collect(Collectors.joining());
    }

    private static String list(List<String> names) {
        String listed = names.stream().limit(MAX_LISTED).map(Names::shown).collect(Collectors.joining(", "));
        int more = names.size() - MAX_LISTED;
        return more > 0 ? "%s and %d more".formatted(listed, more) : listed;
    }
}
