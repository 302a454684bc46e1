package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers that a page shows before the step that computes them. The demos test their pages with it too. */
public final class Leaks {
    /** Shorter numbers cannot be told from counts, and from the numbers of steps. */
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?(e−?\\d+)?");

    private static final int LEAST_DIGITS = 3;

    /** Plays the open page, and returns all that is seen, heard or shown by a pointer that rests, step by step. */
    private static final String TEXTS = """
            const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            const told = ['title', 'aria-label', 'aria-valuetext', 'aria-description', 'alt', 'placeholder'];
            const all = () => [
              document.body.innerText,
              ...[...document.querySelectorAll('svg text, svg title, svg desc')]
                .filter((text) => getComputedStyle(text).visibility !== 'hidden' && !text.closest('dialog:not([open])'))
                .map((text) => text.textContent),
              ...[...document.querySelectorAll('*')].flatMap((e) => told.map((name) => e.getAttribute(name) ?? '')),
            ].join('\\n');
            const texts = [];
            press('Home');
            for (let step = 0; step < arguments[0]; step++) {
              texts.push(all());
              press('ArrowRight');
            }
            return texts;
            """;

    private Leaks() {}

    /** A graph's leaves with numbers of many digits, which nothing else on a page has. */
    public static Graph irregular(Graph graph, long seed) {
        Random random = new Random(seed);
        for (Value leaf : graph.leaves()) {
            if (!leaf.isConstant()) {
                leaf.setData(leaf.data() + 0.01 * random.nextDouble());
            }
        }
        graph.forward();
        return graph;
    }

    /** Plays the page of a trace that a browser has open, and returns each number that comes too early. */
    public static List<String> in(Browser browser, Trace trace) {
        List<Set<String>> computed = computed(trace);
        List<?> texts = (List<?>) browser.run(TEXTS, computed.size());
        List<String> leaks = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int step = 0; step < computed.size(); step++) {
            known.addAll(computed.get(step));
            Set<String> later = new HashSet<>();
            computed.subList(step, computed.size()).forEach(later::addAll);
            later.removeAll(known);
            Matcher number = NUMBER.matcher((String) texts.get(step));
            while (number.find()) {
                if (later.contains(number.group())) {
                    leaks.add(number.group() + " at step " + step);
                }
            }
        }
        return leaks;
    }

    /** The numbers that each step computes, without their signs: none at the start, then the leaves' values. */
    private static List<Set<String>> computed(Trace trace) {
        List<Set<String>> computed = new ArrayList<>();
        computed.add(Set.of());
        computed.add(new HashSet<>());
        Graph graph = trace.graph();
        for (int i = 0; i < graph.size(); i++) {
            if (graph.node(i).isLeaf()) {
                add(computed.get(1), trace.value(i));
            }
        }
        // Numbers that are given are seen from the start, in the table of leaves and on plates.
        computed.set(0, computed.get(1));
        for (Step step : trace) {
            Set<String> numbers = new HashSet<>();
            if (step instanceof Step.Forward forward) {
                add(numbers, forward.node().value());
            } else if (step instanceof Step.Backward backward) {
                add(numbers, backward.local());
                add(numbers, backward.contribution());
                add(numbers, backward.after());
            }
            computed.add(numbers);
        }
        return computed;
    }

    private static void add(Set<String> numbers, double number) {
        String text = Numbers.format(number).replaceFirst("^−", "");
        if (text.replaceAll("e.*|\\D", "").replaceFirst("^0+", "").length() >= LEAST_DIGITS) {
            numbers.add(text);
        }
    }
}
