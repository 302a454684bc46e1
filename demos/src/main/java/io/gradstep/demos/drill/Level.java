package io.gradstep.demos.drill;

import java.util.List;
import java.util.Locale;

/** The difficulty of random programs: the number of their gates, and the gates that they choose from. */
public enum Level {
    EASY(2, 0, List.of("a + b", "a - b", "a*b", "a*b")),
    MEDIUM(4, 1, List.of("a + b", "a - b", "a*b", "a*b", "a^2", "max(a, b)", "relu(a)")),
    HARD(6, 2, List.of("a + b", "a - b", "a*b", "a*b", "a/b", "a^2", "a^3", "min(a, b)", "max(a, b)", "relu(a)"));

    /** How many gates a program has. */
    final int gates;

    /** How many values are used at least twice. */
    final int branches;

    /** The gates, those listed twice twice as often. */
    @SuppressWarnings("ImmutableEnumChecker") // an immutable list
    final List<String> forms;

    /**
     * {@return the level of a name in lower case}
     *
     * @param name the name
     * @throws IllegalArgumentException if there is none
     */
    public static Level of(String name) {
        for (Level level : values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException("the level must be easy, medium or hard");
    }

    Level(int gates, int branches, List<String> forms) {
        this.gates = gates;
        this.branches = branches;
        this.forms = forms;
    }
}
