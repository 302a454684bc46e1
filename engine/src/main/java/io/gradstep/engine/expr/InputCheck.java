package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the values that are given with the inputs that a program has. */
final class InputCheck {
    /** So many names are listed in a message. */
    private static final int MOST_LISTED = 20;

    private final List<String> inputs;
    private final List<String> computed;

    private InputCheck(Program program, ImmutableList<String> names) {
        this.inputs = program.inputs().stream().map(Program.Input::name).toList();
        Set<String> inputNames = new HashSet<>(inputs);
        this.computed =
                names.stream().filter(name -> !inputNames.contains(name)).toList();
    }

    /**
     * Throws one exception for all names that do not fit.
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
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            List<String> unknownInOrder =
                    values.keySet().stream().filter(unknown::contains).toList();
            throw new IllegalArgumentException(new InputCheck(program, names).problems(missing, unknownInOrder));
        }
    }

    private String problems(List<String> missing, List<String> unknown) {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("no value is given for %s; give one as in %s=1".formatted(list(missing), missing.get(0)));
        }
        for (String name : missing) {
            String meant = meant(name, computed);
            if (meant != null) {
                problems.add("%s is not defined; did you mean %s?".formatted(Names.shown(name), Names.shown(meant)));
            }
        }
        for (String name : unknown) {
            problems.add(unknown(name));
        }
        return String.join("\n", problems);
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

    /** The name that was probably meant. x2 for x1 is no slip: names that differ in digits alone are a family. */
    private static @Nullable String meant(String name, List<String> candidates) {
        String letters = letters(name);
        return Suggestions.nearest(
                name,
                candidates.stream()
                        .filter(candidate -> !letters(candidate).equals(letters))
                        .toList());
    }

    private static String letters(String name) {
        return name.chars()
                .filter(c -> !Character.isDigit(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String list(List<String> names) {
        String listed = names.stream().limit(MOST_LISTED).map(Names::shown).collect(Collectors.joining(", "));
        int more = names.size() - MOST_LISTED;
        return more > 0 ? "%s and %d more".formatted(listed, more) : listed;
    }
}
