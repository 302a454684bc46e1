package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Text;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a circuit picture: a leaf's name or a gate, then a stretch of its wire with value and gradient, then, for
 * the output, its name. All texts are as shown, all lengths in pixels.
 *
 * @param index the node's index in the graph
 * @param name what stands before the wire: a leaf's name or a constant's number; empty for a gate
 * @param symbol what stands in the gate, or empty for a leaf
 * @param ports where wires arrive at a tall gate, from top to bottom, from its middle; empty for an ordinary gate
 * @param pairs whether wires arrive in pairs to be multiplied, as at a dot gate
 * @param alias the name beside the wire of an intermediate value, or empty
 * @param value what stands above the wire, or empty for a constant that is before it
 * @param gradient what stands below the wire, or null where nothing does
 * @param outputName the name after the arrow, or empty
 * @param head the width of the leaf's name or the gate
 * @param headHeight the height of the gate
 * @param stretch the length of the wire beside which value and gradient stand
 * @param tail the room for arrow and name of the output
 * @param folded how many gates it stands for if it is a folded part, otherwise 0
 */
public record CircuitNode(
        int index,
        boolean constant,
        String name,
        String symbol,
        List<Double> ports,
        boolean pairs,
        String alias,
        String value,
        @Nullable String gradient,
        String outputName,
        double head,
        double headHeight,
        double stretch,
        double tail,
        int folded) {

    static final double NAME_SIZE = 16;
    static final double NUMBER_SIZE = 15;
    static final double ALIAS_SIZE = 14;
    static final double SYMBOL_SIZE = 20;
    static final double FUNCTION_SIZE = 15;
    static final double FOLDED_SIZE = 11;

    /** The side of an ordinary gate; the least width of a leaf's name too, so that columns line up. */
    static final double GATE = 44;

    /** From this many operands on, a gate is as tall as they need one above the other. */
    static final int MANY_OPERANDS = 5;

    /** The room for the signs of a gate of pairs, at its left side. */
    static final double SIGNS = 16;

    private static final double OPERAND_PITCH = 14;
    private static final double PAIR_PITCH = 26;
    private static final double HEIGHT = 48;
    private static final double BETWEEN_BLANKS = 5;
    private static final double LEAST_STRETCH = 66;
    private static final double LONGEST_COMMON_STRETCH = 100;
    private static final double BESIDE_NUMBER = 9;
    private static final double LONGEST_NAME = 170;
    private static final double PLATE_PADDING = 8;
    private static final double OUTPUT_LEAD = 16;

    /** Collects everything that the picture shows of a node, or of a part of which it is the head. */
    static CircuitNode of(
            Graph graph, int i, ShownNumbers shownNumbers, double commonStretch, Folding.@Nullable Part part) {
        Value node = graph.node(i);
        boolean output = i == graph.size() - 1;
        String name = node.isLeaf() ? leafName(graph, i) : "";
        String symbol = node.isLeaf() ? "" : Text.visible(node.op().symbol());
        boolean pairs = part == null && !node.isLeaf() && node.op() == Op.DOT;
        List<Double> ports =
                ports(part == null ? node.operandCount() : part.inputs().size(), pairs);
        int folded = part == null ? 0 : part.gates();
        double gate = Math.max(
                gateWidth(symbol) + (pairs ? SIGNS : 0),
                folded == 0 ? 0 : Text.width(foldedText(folded), FOLDED_SIZE) + GATE / 2);
        String outputName = output && !node.isLeaf() ? shown(outputName(graph)) : "";
        boolean named = node.name() != null || shownNumbers.labelsAll();
        String alias = !node.isLeaf() && !output && named ? shown(graph.label(i)) : "";
        String value = graph.isNumber(i) ? "" : shownNumbers.value(node);
        String gradient = shownNumbers.gradient(node);
        return new CircuitNode(
                i,
                node.isConstant(),
                name,
                symbol,
                ports,
                pairs,
                alias,
                value,
                gradient,
                outputName,
                Math.max(GATE, node.isLeaf() ? plateWidth(name) : gate),
                ports.isEmpty() ? GATE : GATE + 2 * ports.get(ports.size() - 1),
                Math.max(commonStretch, stretch(alias, value, gradient)),
                outputName.isEmpty() ? 0 : OUTPUT_LEAD + Canvas.ARROW_LENGTH + plateWidth(outputName),
                folded);
    }

    private static String leafName(Graph graph, int i) {
        return graph.isNumber(i) ? Numbers.format(graph.node(i).data()) : shown(graph.label(i));
    }

    /**
     * {@return the name of a graph's output: its own, else {@code f}, else {@code out}, else its label if both are
     * taken}
     *
     * @param graph the graph
     */
    public static String outputName(Graph graph) {
        String own = graph.output().name();
        if (own != null) {
            return own;
        }
        boolean hasF = false;
        boolean hasOut = false;
        for (Value node : graph.topologicalOrder()) {
            hasF |= "f".equals(node.name());
            hasOut |= "out".equals(node.name());
        }
        return !hasF ? "f" : !hasOut ? "out" : graph.label(graph.size() - 1);
    }

    private static String shown(String name) {
        return Text.shorten(Text.visible(name), NAME_SIZE, LONGEST_NAME);
    }

    /** The length of wire that all nodes of a graph are given, so that they line up, if none of them needs far more. */
    static double commonStretch(Graph graph, ShownNumbers shownNumbers) {
        double longest = LEAST_STRETCH;
        for (Value node : graph.topologicalOrder()) {
            double needed = stretch("", shownNumbers.value(node), shownNumbers.gradient(node));
            longest = Math.max(longest, Math.min(needed, LONGEST_COMMON_STRETCH));
        }
        return longest;
    }

    /** What a folded part says of its size. */
    static String foldedText(int gates) {
        return gates + " gates";
    }

    static boolean isFunction(String symbol) {
        return symbol.codePointCount(0, symbol.length()) > 2;
    }

    private static double plateWidth(String name) {
        return Text.boldWidth(name, NAME_SIZE) + 2 * PLATE_PADDING;
    }

    private static double gateWidth(String symbol) {
        return isFunction(symbol) ? Text.width(symbol, FUNCTION_SIZE) + GATE / 2 : GATE;
    }

    /** Where wires arrive at a gate that is taller than wide, because many do or because they come in pairs. */
    private static List<Double> ports(int operands, boolean pairs) {
        if (operands < MANY_OPERANDS && !pairs) {
            return List.of();
        }
        double[] depths = new double[operands];
        for (int k = 1; k < operands; k++) {
            depths[k] = depths[k - 1] + (pairs && k % 2 == 0 ? PAIR_PITCH : OPERAND_PITCH);
        }
        double middle = depths[operands - 1] / 2;
        return Arrays.stream(depths).mapToObj(depth -> depth - middle).toList();
    }

    private static double stretch(String alias, String value, @Nullable String gradient) {
        double numbers = Math.max(
                AnswerBox.width(value, NUMBER_SIZE), gradient == null ? 0 : AnswerBox.width(gradient, NUMBER_SIZE));
        double beside = alias.isEmpty() ? 0 : Text.width(alias, ALIAS_SIZE) + BESIDE_NUMBER;
        return beside + numbers + 2 * BESIDE_NUMBER;
    }

    boolean isLeaf() {
        return symbol.isEmpty();
    }

    /** The width of the box to be placed: even and whole, so that its centre is too. */
    int width() {
        return evenAtLeast(head + stretch + tail);
    }

    int height() {
        boolean blank = AnswerBox.is(value) || (gradient != null && AnswerBox.is(gradient));
        double numbers = blank ? 2 * CircuitDrawing.BLANK_OFFSET + AnswerBox.HEIGHT + BETWEEN_BLANKS : HEIGHT;
        return evenAtLeast(Math.max(numbers, headHeight));
    }

    static int evenAtLeast(double length) {
        return 2 * (int) Math.ceil(length / 2);
    }

    double plateWidth() {
        return plateWidth(name);
    }

    double outputPlateWidth() {
        return plateWidth(outputName);
    }

    /** The distance from the left end of the box to where wires to consumers, or to the output's name, set out. */
    double wireEnd() {
        return width() - tail;
    }

    /**
     * The distance from the start of the wire to the middle of value and gradient: beside the name, if there is one.
     */
    double numberOffset() {
        double beside = alias.isEmpty() ? 0 : Text.width(alias, ALIAS_SIZE) + BESIDE_NUMBER;
        return (stretch + beside) / 2;
    }
}
