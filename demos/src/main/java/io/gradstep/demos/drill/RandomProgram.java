package io.gradstep.demos.drill;

import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Writes random programs in which every value has a name and reaches the output. */
final class RandomProgram {
    private static final List<List<String>> INPUTS =
            List.of(List.of("x", "y", "z"), List.of("a", "b", "c"), List.of("u", "v", "w"));
    private static final List<String> INTERIOR = List.of("p", "q", "r", "s", "t", "h", "k");
    private static final String OUTPUT = "f";

    /** Gates that may have one value as both operands. */
    private static final Set<String> OF_EQUALS = Set.of("a + b", "a*b");

    private final Level level;
    private final Random random;
    private final List<String> values = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();
    private final Set<String> branching = new HashSet<>();

    /** Whether a gate has the same number whatever its operand is, as p − p. */
    private boolean degenerate;

    private RandomProgram(Level level, Random random) {
        this.level = level;
        this.random = random;
    }

    /** Returns a program of a level; equal seeds give equal programs. */
    static Program of(Level level, Random random) {
        while (true) {
            RandomProgram attempt = new RandomProgram(level, random);
            String text = attempt.write();
            boolean branches = attempt.branching.size() >= level.branches;
            if (attempt.unused.equals(List.of(OUTPUT)) && branches && !attempt.degenerate) {
                return Program.parse(text);
            }
        }
    }

    private String write() {
        List<String> inputs = INPUTS.get(random.nextInt(INPUTS.size()));
        values.addAll(inputs);
        unused.addAll(inputs);
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < level.gates; i++) {
            String form = level.forms.get(random.nextInt(level.forms.size()));
            String name = i == level.gates - 1 ? OUTPUT : INTERIOR.get(i);
            String first = operand();
            String second = form.contains("b") ? operand() : "";
            degenerate |= first.equals(second) && !OF_EQUALS.contains(form);
            statements.add(name + " = "
                    + form.replaceAll("\\ba\\b", "A").replace("b", second).replace("A", first));
            values.add(name);
            unused.add(name);
        }
        return String.join("; ", statements);
    }

    /** A value that is not used yet, or now and then one that branches from here on. */
    private String operand() {
        if (unused.isEmpty() || (level.branches > 0 && random.nextInt(3) == 0)) {
            String value = values.get(random.nextInt(values.size()));
            if (!unused.remove(value)) {
                branching.add(value);
            }
            return value;
        }
        return unused.remove(random.nextInt(unused.size()));
    }
}
