package io.gradstep.demos;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gradient statements of a text: every {@code ∂a/∂b = … = number}, of which all numbers must be the total
 * derivative of a by b. A sum so far, or a number named by a gate's operand, makes no such claim.
 */
public final class GradientStatements {
    private static final String NAME = "([^\\s=/∂,]+)";
    private static final String NUMBER = "[-−]?(?:\\d[\\d.]*(?:e[-−]?\\d+)?|∞|Infinity|NaN)";
    private static final String OPERAND = "\\(?" + NUMBER + "\\)?";

    // In ASCII the sign is a d.
    private static final Pattern TOTAL = Pattern.compile(
            "(?:∂|(?<!\\w)d)" + NAME + "/(?:∂|d)" + NAME + "((?: [=≈~] (?:(?!, ∂)[^=≈~\\n])*[^=≈~\\s])+)");
    private static final Pattern SUM =
            Pattern.compile("(" + OPERAND + "(?: [+−-] " + OPERAND + ")*)(?=$|[,.;)]?$|[,;)] ?|  | \\(\\d)");
    private static final Pattern SO_FAR = Pattern.compile("so far .*?\\((\\d+) of (\\d+) branches\\)");
    private static final Pattern LOCAL = Pattern.compile("(?:∂[₀-₉]+|(?<!\\w)d_\\d+)(?: \\w|\\()");

    private static final double SHOWN = 1e-3;

    private final Map<String, List<Value>> nodes = new HashMap<>();
    private final Map<Value, Trace> traces = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int totals;
    private int partial;
    private int local;

    /** Knows the nodes of graphs, an output without a name as f. */
    public GradientStatements(List<Graph> graphs) {
        for (Graph graph : graphs) {
            for (int i = 0; i < graph.size(); i++) {
                add(graph.label(i), graph.node(i));
            }
            if (graph.output().name() == null) {
                add("f", graph.output());
            }
        }
    }

    private void add(String name, Value node) {
        nodes.computeIfAbsent(name, unseen -> new ArrayList<>()).add(node);
    }

    /** Reads a text, line by line. */
    public GradientStatements read(String text) {
        text.lines().forEach(line -> {
            Matcher total = TOTAL.matcher(line);
            while (total.find()) {
                check(line, total.group(1), total.group(2), total.group(3));
            }
            Matcher sum = SO_FAR.matcher(line);
            while (sum.find()) {
                partial++;
                if (Integer.parseInt(sum.group(1)) >= Integer.parseInt(sum.group(2))) {
                    wrong.add("complete, but shown as a part: " + line.strip());
                }
            }
            local += (int) LOCAL.matcher(line).results().count();
        });
        return this;
    }

    private void check(String line, String of, String by, String chain) {
        List<Value> outputs = nodes.getOrDefault(of, List.of());
        List<Value> inputs = nodes.getOrDefault(by, List.of());
        if (outputs.isEmpty() || inputs.isEmpty()) {
            return;
        }
        for (String segment : chain.split(" [=≈~] ", -1)) {
            Matcher sum = SUM.matcher(segment);
            if (sum.lookingAt()) {
                totals++;
                double shown = value(sum.group(1));
                double largest = largest(sum.group(1));
                boolean right = outputs.stream()
                        .anyMatch(output ->
                                inputs.stream().anyMatch(input -> isShownAs(total(output, input), shown, largest)));
                if (!right) {
                    wrong.add(line.strip());
                }
            }
        }
    }

    private static double value(String sum) {
        double value = 0;
        Matcher part =
                Pattern.compile("(?:(^|[+−-]) ?)?\\(?(" + NUMBER + ")\\)?").matcher(sum);
        while (part.find()) {
            double number = Double.parseDouble(part.group(2).replace('−', '-').replace("∞", "Infinity"));
            boolean minus = part.group(1) != null && part.group(1).matches("[−-]");
            value += minus ? -number : number;
        }
        return value;
    }

    private double total(Value output, Value input) {
        Trace trace = traces.computeIfAbsent(output, Trace::of);
        int index = trace.graph().topologicalOrder().indexOf(input);
        return index < 0 ? 0 : trace.gradient(index);
    }

    /** The size of a sum's largest part, on which its rounding error depends. */
    private static double largest(String sum) {
        return Pattern.compile(NUMBER)
                .matcher(sum)
                .results()
                .mapToDouble(part -> Math.abs(value(part.group())))
                .max()
                .orElse(0);
    }

    private static boolean isShownAs(double number, double shown, double largest) {
        return Double.compare(number, shown) == 0 || Math.abs(number - shown) <= SHOWN * largest + 1e-12;
    }

    /** The number of totals. */
    public int totals() {
        return totals;
    }

    /** The number of sums that lack branches. */
    public int partial() {
        return partial;
    }

    /** The number of local derivatives by a gate's operand. */
    public int local() {
        return local;
    }

    /** The lines that are false. */
    public List<String> wrong() {
        return wrong;
    }
}
