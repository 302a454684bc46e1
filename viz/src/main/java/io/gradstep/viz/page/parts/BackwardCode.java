package io.gradstep.viz.page.parts;

import io.gradstep.engine.trace.BrokenBackward.Kind;
import io.gradstep.engine.trace.Mistake;
import java.util.List;
import java.util.Set;

/**
 * A backward pass as one writes it by hand, of at most ten lines, right or with a mistake.
 *
 * <p>A node has a gradient, {@code grad}, and {@code edges} to the operands that take a gradient, each with the local
 * derivative: pairs in Python, objects with {@code operand} and {@code local} in Java.
 */
public final class BackwardCode {
    /** A language of the code. */
    public enum Language {
        PYTHON("Python"),
        JAVA("Java");

        private final String title;

        Language(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** Marks the end of a line that makes moves; it is followed by their kinds. */
    private static final String MARK = "@";

    private static final String PYTHON_BACKWARD = """
            def backward(output):
                order = topological_order(output)
                for node in order:
                    if node.edges:
                        node.grad = 0.0@RESET_INTERIORS
                output.grad = 1.0@SEED
                for node in reversed(order):
                    for operand, local in node.edges:
                        operand.grad += node.grad * local@ADD
            """;

    private static final String PYTHON_DEPTH_FIRST = """
            def backward(output):
                output.grad = 1.0@SEED
                visit(output, {output})

            def visit(node, visited):
                for operand, local in node.edges:
                    operand.grad += node.grad * local@ADD
                    if operand not in visited:
                        visited.add(operand)
                        visit(operand, visited)
            """;

    private static final String PYTHON_STEPS = """
            def two_steps(output, leaves):
                for step in range(2):
                    for leaf in leaves:
                        leaf.grad = 0.0@ZERO_LEAVES
                    backward(output)@RESET_INTERIORS SEED ADD
            """;

    private static final String JAVA_BACKWARD = """
            static void backward(Node output) {
                List<Node> order = topologicalOrder(output);
                for (Node node : order)
                    if (!node.edges.isEmpty()) node.grad = 0;@RESET_INTERIORS
                output.grad = 1;@SEED
                Collections.reverse(order);
                for (Node node : order)
                    for (Edge edge : node.edges)
                        edge.operand.grad += node.grad * edge.local;@ADD
            }
            """;

    private static final String JAVA_DEPTH_FIRST = """
            static void backward(Node output) {
                output.grad = 1;@SEED
                visit(output, new HashSet<>(Set.of(output)));
            }
            static void visit(Node node, Set<Node> visited) {
                for (Edge edge : node.edges) {
                    edge.operand.grad += node.grad * edge.local;@ADD
                    if (visited.add(edge.operand)) visit(edge.operand, visited);
                }
            }
            """;

    private static final String JAVA_STEPS = """
            static void twoSteps(Node output, List<Node> leaves) {
                for (int step = 0; step < 2; step++) {
                    for (Node leaf : leaves) leaf.grad = 0;@ZERO_LEAVES
                    backward(output);@RESET_INTERIORS SEED ADD
                }
            }
            """;

    /** A line, and the kinds of moves that it makes. */
    public record Line(String text, Set<String> moves) {}

    private BackwardCode() {}

    /** {@return the code of the correct pass, or passes, to compare with a mistake} */
    public static List<Line> right(Mistake mistake, Language language) {
        return lines(rightText(mistake, language));
    }

    private static String rightText(Mistake mistake, Language language) {
        boolean python = language == Language.PYTHON;
        return mistake == Mistake.NO_ZERO_GRAD
                ? python ? PYTHON_STEPS : JAVA_STEPS
                : python ? PYTHON_BACKWARD : JAVA_BACKWARD;
    }

    /** {@return the same code with the mistake} */
    public static List<Line> wrong(Mistake mistake, Language language) {
        String right = rightText(mistake, language);
        return lines(
                switch (mistake) {
                    case ASSIGN -> right.replace("grad += ", "grad = ");
                    case DEPTH_FIRST -> language == Language.PYTHON ? PYTHON_DEPTH_FIRST : JAVA_DEPTH_FIRST;
                    case NO_ZERO_GRAD -> without(right, Kind.ZERO_LEAVES, language == Language.PYTHON ? 1 : 0);
                    case INTERIORS_NOT_RESET ->
                        without(right, Kind.RESET_INTERIORS, language == Language.PYTHON ? 2 : 1);
                });
    }

    /** Leaves out the line that makes a move, and as many lines before it. */
    private static String without(String code, Kind kind, int before) {
        return code.replaceFirst("(?:.*\\n){" + before + "}.*" + MARK + kind.name() + "\\n", "");
    }

    private static List<Line> lines(String code) {
        return code.lines()
                .map(line -> line.split(MARK, -1))
                .map(parts -> new Line(parts[0], parts.length == 1 ? Set.of() : Set.of(parts[1].split(" ", -1))))
                .toList();
    }
}
