package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import io.gradstep.engine.Op;
import io.gradstep.engine.text.Operator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks up ops by their notation in programs, all of which comes from {@link Op}. */
final class Vocabulary {
    /** Reserved words that mean a number, as Java writes them. */
    static final ImmutableMap<String, Double> NUMBER_WORDS =
            ImmutableMap.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY);

    /** Names that mean a number unless the program defines them or they are given a value. */
    static final ImmutableMap<String, Double> NUMBER_NAMES = ImmutableMap.of("pi", Math.PI, "π", Math.PI, "e", Math.E);

    /** Usual names in mathematics of ops that are called otherwise. */
    private static final ImmutableMap<String, Op> PAPER_NAMES = ImmutableMap.of("ln", Op.LOG);

    private static final ImmutableMap<String, Op> FUNCTIONS = functionNames();
    private static final ImmutableMap<String, Op> SYMBOLS = symbols();
    private static final ImmutableMap<String, Shorthand> SHORTHANDS =
            Maps.uniqueIndex(Arrays.asList(Shorthand.values()), Shorthand::functionName);
    private static final ImmutableMap<String, Op> INFIX = operators(false);
    private static final ImmutableMap<String, Op> PREFIX = operators(true);
    private static final int LONGEST_OPERATOR = longestOperator();

    private Vocabulary() {}

    /** Returns the op that a name calls, or null. Such a name is reserved. */
    static @Nullable Op function(String name) {
        return FUNCTIONS.get(name);
    }

    /**
     * Returns the op with a gate symbol, such as σ, or with another usual name, such as ln. These names are not
     * reserved, because σ is also a standard deviation.
     */
    static @Nullable Op symbol(String name) {
        return SYMBOLS.get(name);
    }

    /** Returns what a call of a name that is not reserved stands for, or null: an op by its symbol, or a shorthand. */
    static @Nullable Callee called(String name) {
        Op op = SYMBOLS.get(name);
        return op != null ? new Callee.OfOp(op) : SHORTHANDS.get(name);
    }

    /** Returns whether a name calls something, reserved or not. */
    static boolean isCallable(String name) {
        return FUNCTIONS.containsKey(name) || SHORTHANDS.containsKey(name);
    }

    static Iterable<String> functions() {
        return Iterables.concat(FUNCTIONS.keySet(), SHORTHANDS.keySet());
    }

    static @Nullable Op infix(String text) {
        return INFIX.get(text);
    }

    static @Nullable Op prefix(String text) {
        return PREFIX.get(text);
    }

    /** Returns the operator of an op that has one. */
    static Operator operator(Op op) {
        Operator operator = Operator.of(op);
        if (operator == null) {
            throw new IllegalArgumentException(op + " is not written as an operator");
        }
        return operator;
    }

    /** Returns whether an infix operator is written with spaces: +, −, and those that bind looser. */
    static boolean isSpaced(Operator operator) {
        return operator.precedence() <= operator(Op.ADD).precedence();
    }

    /** Returns the longest operator that begins at an index, or null. */
    static @Nullable String operatorAt(CharSequence text, int start) {
        for (int length = Math.min(LONGEST_OPERATOR, text.length() - start); length > 0; length--) {
            String candidate = text.subSequence(start, start + length).toString();
            if (INFIX.containsKey(candidate) || PREFIX.containsKey(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static ImmutableMap<String, Op> functionNames() {
        ImmutableMap.Builder<String, Op> functions = ImmutableMap.builder();
        for (Op op : Op.values()) {
            functions.put(op.functionName(), op);
        }
        return functions.build();
    }

    private static ImmutableMap<String, Op> symbols() {
        Map<String, Op> symbols = new LinkedHashMap<>();
        for (Op op : Op.values()) {
            symbols.putIfAbsent(op.symbol(), op);
        }
        PAPER_NAMES.forEach(symbols::putIfAbsent);
        return ImmutableMap.copyOf(symbols);
    }

    private static ImmutableMap<String, Op> operators(boolean prefix) {
        ImmutableMap.Builder<String, Op> operators = ImmutableMap.builder();
        for (Op op : Op.values()) {
            Operator operator = Operator.of(op);
            if (operator != null && operator.prefix() == prefix) {
                Set<String> spellings = new LinkedHashSet<>(operator.aliases());
                spellings.add(operator.text());
                spellings.add(operator.typographic());
                spellings.forEach(text -> operators.put(text, op));
            }
        }
        return operators.build();
    }

    private static int longestOperator() {
        int longest = 0;
        for (String text : Iterables.concat(INFIX.keySet(), PREFIX.keySet())) {
            longest = Math.max(longest, text.length());
        }
        return longest;
    }
}
