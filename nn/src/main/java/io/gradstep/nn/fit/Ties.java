package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.nn.arguments.KnownNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Parameters that are expressions of others, in an order in which each comes after those that it uses. */
final class Ties {
    private final ImmutableMap<String, String> inOrder;

    private Ties(Map<String, String> inOrder) {
        this.inOrder = ImmutableMap.copyOf(inOrder);
    }

    /**
     * Sorts ties.
     *
     * @param ties the expression of each tied parameter
     * @param others the parameters that are not tied
     * @throws IllegalArgumentException if an expression is not one, uses an unknown name, or ties go in a circle
     */
    static Ties of(Map<String, String> ties, Set<String> others) {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        List<String> known = new ArrayList<>(others);
        known.addAll(ties.keySet());
        ties.forEach((name, expression) -> uses.put(name, names(name, expression, known)));
        Map<String, String> sorted = new LinkedHashMap<>();
        while (sorted.size() < ties.size()) {
            int before = sorted.size();
            ties.forEach((name, expression) -> {
                boolean ready = uses.getOrDefault(name, List.of()).stream()
                        .allMatch(used -> others.contains(used) || sorted.containsKey(used));
                if (ready && !sorted.containsKey(name)) {
                    sorted.put(name, expression);
                }
            });
            if (sorted.size() == before) {
                throw new IllegalArgumentException("ties go in a circle: %s; leave one of these parameters free"
                        .formatted(ties.entrySet().stream()
                                .filter(tie -> !sorted.containsKey(tie.getKey()))
                                .map(tie -> Printer.name(tie.getKey()) + " = " + tie.getValue())
                                .collect(Collectors.joining(", "))));
            }
        }
        return new Ties(sorted);
    }

    private static List<String> names(String name, String expression, List<String> known) {
        Program program;
        try {
            program = Program.parse(expression);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException("in the tie of %s: %s".formatted(Printer.name(name), e.getMessage()), e);
        }
        if (expression.indexOf(';') >= 0 || expression.lines().count() > 1 || !isOneExpression(program)) {
            throw new IllegalArgumentException(
                    "the tie of %s must be one expression of other parameters, as in %s = 2*a"
                            .formatted(Printer.name(name), Printer.name(name)));
        }
        List<String> used = new ArrayList<>();
        for (Program.Input input : program.inputs()) {
            if (!known.contains(input.name())) {
                throw new IllegalArgumentException("in the tie of %s: %s"
                        .formatted(
                                Printer.name(name),
                                KnownNames.unknown("parameter", input.name(), known)
                                        .getMessage()));
            }
            used.add(input.name());
        }
        program.numbers().keySet().stream().filter(known::contains).forEach(used::add);
        return used;
    }

    private static boolean isOneExpression(Program program) {
        return program.inputs().stream().allMatch(input -> input.defaultValue().isEmpty());
    }

    /** {@return the expression of each tied parameter, after those that it uses} */
    ImmutableMap<String, String> inOrder() {
        return inOrder;
    }

    /** Writes the ties as statements before a formula. */
    Program before(Program formula) {
        if (inOrder.isEmpty()) {
            return formula;
        }
        StringBuilder text = new StringBuilder();
        inOrder.forEach((name, expression) ->
                text.append(Printer.name(name)).append(" = ").append(expression).append('\n'));
        return Program.parse(text.append(formula).toString());
    }
}
