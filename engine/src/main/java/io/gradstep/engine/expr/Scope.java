package io.gradstep.engine.expr;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The names that a program has used and defined so far, each with the slot of its value. */
final class Scope {
    /** A name, which is free until its definition is read. */
    private static final class Entry {
        final int slot;

        /** The first occurrence of the name. */
        final Token token;

        boolean defined;
        boolean input = true;

        /** Whether it is in backquotes somewhere, so that it can only be a name. */
        boolean quoted;

        OptionalDouble defaultValue = OptionalDouble.empty();

        Entry(int slot, Token token) {
            this.slot = slot;
            this.token = token;
        }

        /** Whether it is π or e unless given a value. */
        boolean isNumber() {
            return !defined && !quoted && Vocabulary.NUMBER_NAMES.containsKey(token.text());
        }
    }

    private final String text;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> slots = new ArrayList<>();

    /** Symbols such as σ that were called as functions, each with its first occurrence. */
    private final Map<String, Token> calledSymbols = new HashMap<>();

    /** The name that the current statement defines. */
    private @Nullable Token target;

    Scope(String text) {
        this.text = text;
    }

    /** Returns whether a name is defined, used, or about to be defined. */
    boolean isKnown(String name) {
        return entries.containsKey(name) || (target != null && target.text().equals(name));
    }

    /** Returns the slot of a name that is used in an expression; a new name is an input. */
    int use(Token name) {
        Entry entry = entries.get(name.text());
        if (entry != null) {
            entry.quoted |= name.quoted();
            return entry.slot;
        }
        if (target != null && target.text().equals(name.text())) {
            throw error(name, "%s is used in its own definition; choose another name for the new value");
        }
        checkNoCalledSymbol(name);
        return add(name).slot;
    }

    private Entry add(Token name) {
        Entry entry = new Entry(slots.size(), name);
        entry.quoted = name.quoted();
        entries.put(name.text(), entry);
        slots.add(entry);
        return entry;
    }

    /** Records that a symbol is called as a function, so that it cannot also be a name. */
    void call(Token symbol, Op op) {
        Token first = entries.containsKey(symbol.text()) ? entries.get(symbol.text()).token : null;
        if (first == null && target != null && target.text().equals(symbol.text())) {
            first = target;
        }
        if (first != null) {
            throw error(
                    symbol,
                    "%%s is a name here (%s); write %s(...) for the function, or %s*(...) for a product"
                            .formatted(location(first), op.functionName(), symbol.text()));
        }
        calledSymbols.putIfAbsent(symbol.text(), symbol);
    }

    private void checkNoCalledSymbol(Token name) {
        Token call = calledSymbols.get(name.text());
        if (call != null && !name.quoted()) {
            throw error(
                    name,
                    "%%s is used as a function in %s and cannot also be a name; write %s(...) there"
                            .formatted(location(call), functionName(call)));
        }
    }

    /** Begins the statement that defines a name. */
    void begin(Token name) {
        if (!name.quoted() && Vocabulary.function(name.text()) != null) {
            throw error(
                    name,
                    "%%s is a function and cannot be a name; choose another name, or write %s in backquotes"
                            .formatted(Names.quoted(name.text())));
        }
        if (!name.quoted() && Vocabulary.NUMBER_WORDS.containsKey(name.text())) {
            throw error(name, "%s is a number and cannot be a name; choose another name");
        }
        Entry entry = entries.get(name.text());
        if (entry != null && entry.defined) {
            throw error(name, "%%s is defined twice, first in %s; rename one of them".formatted(location(entry.token)));
        }
        if (entry != null) {
            throw error(
                    entry.token,
                    "%%s is used before its definition in %s; move the definition up".formatted(location(name)));
        }
        checkNoCalledSymbol(name);
        target = name;
    }

    /** Ends the statement that defines a name as an input with a default value. */
    void defineInput(Token name, double value) {
        define(name).defaultValue = OptionalDouble.of(value);
    }

    /** Ends the statement that defines a name as a computed value, and returns its slot. */
    int defineComputed(Token name) {
        Entry entry = define(name);
        entry.input = false;
        return entry.slot;
    }

    private Entry define(Token name) {
        Entry entry = add(name);
        entry.defined = true;
        target = null;
        return entry;
    }

    /** Returns the inputs in order of first appearance, and adds the slot of each to {@code inputSlots}. */
    ImmutableList<Program.Input> inputs(List<Integer> inputSlots) {
        ImmutableList.Builder<Program.Input> inputs = ImmutableList.builder();
        for (Entry entry : slots) {
            if (entry.input && !entry.isNumber()) {
                inputs.add(new Program.Input(entry.token.text(), entry.defaultValue));
                inputSlots.add(entry.slot);
            }
        }
        return inputs.build();
    }

    /** Returns the names that mean π or e unless given a value, with their slots. */
    ImmutableMap<String, Integer> numbers() {
        return slots.stream()
                .filter(Entry::isNumber)
                .collect(ImmutableMap.toImmutableMap(entry -> entry.token.text(), entry -> entry.slot));
    }

    /** Returns the names by slot. */
    ImmutableList<String> names() {
        return slots.stream().map(entry -> entry.token.text()).collect(ImmutableList.toImmutableList());
    }

    private static String functionName(Token symbol) {
        Op op = Vocabulary.symbol(symbol.text());
        return op == null ? symbol.text() : op.functionName();
    }

    private String location(Token token) {
        Excerpt excerpt = new Excerpt(text, token.start(), token.end());
        return "line %d, column %d".formatted(excerpt.line(), excerpt.column());
    }

    /** Creates an exception about a name, which replaces {@code %s} in the reason. */
    private SyntaxException error(Token name, String reason) {
        return new SyntaxException(reason.formatted(Names.shown(name.text())), text, name.start(), name.end());
    }
}
