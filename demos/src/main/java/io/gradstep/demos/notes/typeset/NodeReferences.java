package io.gradstep.demos.notes.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The nodes that the symbols of an example stand for: {@code w₁₂} for the node of that name, {@code wᵢⱼ} and {@code W}
 * for all entries of the matrix. A node is told by the index of its name in a list.
 */
public final class NodeReferences implements References {
    private static final String RAISED = "[⁰-⁹⁺⁻⁼⁽⁾¹²³ⁿⁱʲᵏˡᴸᴺ′]*";
    private static final Pattern NAME = Pattern.compile("(\\p{L})(" + RAISED + ")([₀-₉ₙᵢⱼₖₗₜᵤᵣ₊₋]*)");
    private static final Pattern EXPONENT = Pattern.compile("[²³ᵀ]$");

    /** An index that stands for any number. */
    private static final String ANY = "ₙᵢⱼₖₗₜᵤᵣ";

    private static final String LAYER = "⁽.*[ⁿⁱʲᵏˡᴸᴺ].*⁾";

    private final List<String> names;

    /**
     * Takes the names of all nodes of an example.
     *
     * @param names the names, each once
     */
    public NodeReferences(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** {@return the names, to whose indices symbols refer} */
    public List<String> names() {
        return names;
    }

    @Override
    public String of(String symbol) {
        List<String> found = matching(symbol);
        if (found.isEmpty()) {
            found = matching(EXPONENT.matcher(symbol).replaceAll(""));
        }
        return found.stream().map(names::indexOf).map(String::valueOf).collect(Collectors.joining(" "));
    }

    private List<String> matching(String symbol) {
        if (names.contains(symbol)) {
            return List.of(symbol);
        }
        Matcher parts = NAME.matcher(symbol);
        if (!parts.matches()) {
            return List.of();
        }
        List<String> alike = named(parts, base -> base.equals(parts.group(1)));
        return alike.isEmpty() ? named(parts, base -> base.equalsIgnoreCase(parts.group(1))) : alike;
    }

    private List<String> named(Matcher symbol, Predicate<String> base) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            Matcher node = NAME.matcher(name);
            if (node.matches()
                    && base.test(node.group(1))
                    && isOfLayer(node.group(2), symbol.group(2))
                    && isAt(node.group(3), symbol.group(3))) {
                found.add(name);
            }
        }
        return found;
    }

    private static boolean isOfLayer(String node, String symbol) {
        return node.equals(symbol) || (symbol.matches(LAYER) && node.startsWith("⁽"));
    }

    private static boolean isAt(String node, String symbol) {
        boolean fits = symbol.isEmpty() || symbol.length() == node.length();
        for (int i = 0; i < symbol.length() && fits; i++) {
            fits = symbol.charAt(i) == node.charAt(i) || ANY.indexOf(symbol.charAt(i)) >= 0;
        }
        return fits;
    }
}
