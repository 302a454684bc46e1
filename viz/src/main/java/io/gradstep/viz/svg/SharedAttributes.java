package io.gradstep.viz.svg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Attributes that all elements of one kind and class have alike in the nodes or edges of a drawing, moved to its style
 * sheet: they would be repeated hundreds of times.
 */
final class SharedAttributes {
    private static final Pattern TAG =
            Pattern.compile("<(?:g\\b[^<>]*+|/g|(text|path|rect) class=\"([\\w-]+)\"[^<>]*+)>");
    private static final Pattern MOVABLE =
            Pattern.compile(" (text-anchor|font-size|font-weight|fill)=\"(middle|[\\d.]+|bold|none)\"");

    /** Of a selector, the declarations that all its elements have. */
    private final Map<String, Set<String>> shared = new LinkedHashMap<>();

    private SharedAttributes(String svg) {
        replaced(svg, (selector, element) -> {
            Set<String> here =
                    MOVABLE.matcher(element).results().map(m -> m.group()).collect(Collectors.toSet());
            Set<String> all = shared.computeIfAbsent(selector, unseen -> new HashSet<>(here));
            all.retainAll(here);
            return element;
        });
        shared.values().removeIf(Set::isEmpty);
    }

    /** Moves them to the beginning of the drawing's style sheet. */
    static String inStyleSheet(String svg) {
        SharedAttributes shared = new SharedAttributes(svg);
        String plain = replaced(svg, shared::without);
        return plain.replaceFirst("<style>", Matcher.quoteReplacement("<style>" + shared.rules()));
    }

    private String without(String selector, String element) {
        String other = element;
        for (String attribute : shared.getOrDefault(selector, Set.of())) {
            other = other.replace(attribute, "");
        }
        return other;
    }

    /** Replaces the elements directly in the groups of nodes and edges, given their selector and text. */
    private static String replaced(String svg, BiFunction<String, String, String> replacement) {
        Deque<String> groups = new ArrayDeque<>();
        return TAG.matcher(svg).replaceAll(tag -> {
            String text = tag.group();
            if (text.startsWith("</")) {
                groups.pop();
            } else if (text.startsWith("<g")) {
                groups.push(
                        text.contains(" data-node=\"")
                                ? "[data-node]>"
                                : text.contains(" data-edge=\"") ? "[data-edge]>" : "");
            } else if (!groups.isEmpty() && !groups.peek().isEmpty()) {
                text = replacement.apply(groups.peek() + tag.group(1) + '.' + tag.group(2), text);
            }
            return Matcher.quoteReplacement(text);
        });
    }

    private String rules() {
        return shared.entrySet().stream()
                .map(rule -> "." + Theme.ROOT + ' ' + rule.getKey()
                        + rule.getValue().stream()
                                .sorted()
                                .map(SharedAttributes::declaration)
                                .collect(Collectors.joining(";", "{", "}")))
                .collect(Collectors.joining());
    }

    private static String declaration(String attribute) {
        List<String> parts = List.of(attribute.strip().replace("\"", "").split("=", -1));
        return parts.get(0) + ':' + parts.get(1) + (parts.get(0).equals("font-size") ? "px" : "");
    }
}
