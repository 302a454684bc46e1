package io.gradstep.engine.text;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The infix or prefix notation of an op in programs, such as {@code *}. Each op declares its own, for the parser, the
 * printer and the reference of the language.
 *
 * @param text the canonical operator, in ASCII
 * @param typographic the operator as printed in books, such as {@code ·} for {@code *}; possibly the same
 * @param aliases all other ways to write it, such as {@code ×} for {@code *}; immutable
 * @param prefix true for an operator before its one operand, false for one between two
 * @param precedence a higher number binds tighter
 * @param rightAssociative whether {@code a ∘ b ∘ c} means {@code a ∘ (b ∘ c)}
 */
@Immutable
@SuppressWarnings("Immutable") // its list is a copy that nothing changes
public record Operator(
        String text,
        String typographic,
        List<String> aliases,
        boolean prefix,
        int precedence,
        boolean rightAssociative) {

    private static final int COMPARISON = 5;

    private static final Map<Enum<?>, Operator> DECLARED = new ConcurrentHashMap<>();

    /**
     * Keeps a copy of the list.
     *
     * @param text in ASCII
     * @param typographic as printed
     * @param aliases other ways
     * @param prefix whether before
     * @param precedence how tight
     * @param rightAssociative how grouped
     */
    public Operator {
        aliases = ImmutableList.copyOf(aliases);
    }

    /** {@return whether this compares its operands: such operators bind loosest, and {@code a < b < c} is an error} */
    public boolean isComparison() {
        return precedence == COMPARISON;
    }

    /** {@return the operator of an op, or null for one that is only written as a function} */
    public static @Nullable Operator of(Enum<?> op) {
        return DECLARED.get(op);
    }

    /** Makes this the operator of an op. */
    public void declare(Enum<?> op) {
        DECLARED.put(op, this);
    }

    public static Operator comparison(String text, String typographic) {
        return infix(COMPARISON, text, typographic);
    }

    public static Operator infix(int precedence, String text, String typographic, String... aliases) {
        return new Operator(text, typographic, ImmutableList.copyOf(aliases), false, precedence, false);
    }

    public static Operator infixRight(int precedence, String text, String typographic, String... aliases) {
        return new Operator(text, typographic, ImmutableList.copyOf(aliases), false, precedence, true);
    }

    public static Operator prefix(int precedence, String text, String typographic, String... aliases) {
        return new Operator(text, typographic, ImmutableList.copyOf(aliases), true, precedence, true);
    }
}
