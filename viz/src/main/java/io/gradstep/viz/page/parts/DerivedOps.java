package io.gradstep.viz.page.parts;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The page's entries for ops that its table of ops leaves out, derived from {@link Op}: the value is the function of
 * JavaScript's {@code Math} with the op's name, and the local derivatives are the graphs that the op builds of them.
 */
final class DerivedOps {
    /** An entry of the table: two spaces, the op's name, and its arity as a call. */
    static final Pattern ENTRY = Pattern.compile("(?m)^  (\\w+): (unary|binary|ternary|nary)\\(");

    /** An entry with its line ends: one line, or several up to one with its closing parenthesis. */
    private static final Pattern WHOLE_ENTRY =
            Pattern.compile("(?m)^  (\\w+): (?:unary|binary|ternary|nary)\\((?:.*\\),\\n|(?s:.*?)\\n  \\),\\n)");

    /** The differentiable real functions of JavaScript's {@code Math} that the table lacks. */
    private static final Set<String> MATH = Set.of("acosh", "atan2", "cbrt", "log10", "log2");

    private static final Set<String> WRITTEN = names("ops");

    private static final Set<String> OF_FEW = StepperParts.OPS_OF_FEW.stream()
            .flatMap(module -> names(module).stream())
            .collect(Collectors.toUnmodifiableSet());

    private DerivedOps() {}

    /** Returns the names of the ops that have entries in a module. */
    static Set<String> names(String module) {
        return ENTRY.matcher(HtmlPage.resource(module + ".js"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the table of ops with those that are used, or the whole table if a derived op is, which may need any. */
    static String table(Set<String> used) {
        String table = HtmlPage.resource("ops.js");
        boolean derived = used.stream().anyMatch(name -> !WRITTEN.contains(name) && !OF_FEW.contains(name));
        return derived
                ? table
                : WHOLE_ENTRY
                        .matcher(table)
                        .replaceAll(
                                entry -> used.contains(entry.group(1)) ? Matcher.quoteReplacement(entry.group()) : "");
    }

    /** Returns the entries of some ops, each of which is of use to a page only if it is used there. */
    static String script(Predicate<Op> used) {
        return Arrays.stream(Op.values())
                .filter(op -> !WRITTEN.contains(op.functionName()) && !OF_FEW.contains(op.functionName()))
                .filter(used)
                .map(DerivedOps::entry)
                .collect(Collectors.joining());
    }

    private static String entry(Op op) {
        if (op.arity() == Arity.NARY || !MATH.contains(op.functionName())) {
            throw new IllegalStateException(
                    "ops.js has no entry for the op %s, and none can be derived: JavaScript's Math has no such function"
                            .formatted(op.functionName()));
        }
        List<Value> operands = IntStream.range(0, op.minOperands())
                .mapToObj(i -> Value.of(0.5))
                .toList();
        Value out = op.apply(operands);
        List<String> locals = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            locals.add("(v, out) => " + text(op.derivative(i, operands, out), operands, out));
        }
        return "OPS.%1$s = derived(Math.%1$s, %2$s);\n".formatted(op.functionName(), String.join(", ", locals));
    }

    /** A graph over an op's operands and output as calls of other ops. */
    private static String text(Value graph, List<Value> operands, Value out) {
        Map<Value, String> texts = new HashMap<>();
        for (Value node : Graph.of(graph).topologicalOrder()) {
            int operand = operands.indexOf(node);
            texts.put(
                    node,
                    operand >= 0
                            ? "v[" + operand + "]"
                            : node == out ? "out" : node.isLeaf() ? Double.toString(node.data()) : call(node, texts));
        }
        return texts.getOrDefault(graph, "");
    }

    private static String call(Value node, Map<Value, String> texts) {
        String name = node.op().functionName();
        if (!WRITTEN.contains(name)) {
            throw new IllegalStateException("a derivative needs %s, which has no entry in ops.js".formatted(name));
        }
        Collection<String> operands = node.operands().stream()
                .map(operand -> texts.getOrDefault(operand, ""))
                .toList();
        return "call('%s', %s)".formatted(name, String.join(", ", operands));
    }
}
