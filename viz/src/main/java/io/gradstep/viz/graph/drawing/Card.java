package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Text;
import java.util.List;

/**
 * A card of a {@link CardsView}: all texts as shown, all lengths in pixels.
 *
 * @param node the node's index in the graph
 * @param name its name
 * @param formula its formula, or empty for a leaf
 * @param gradient empty where nothing is shown
 * @param sum the parts of the gradient, or empty if there is only one
 */
record Card(int node, Kind kind, String name, String formula, String value, String gradient, String sum) {
    static final double TITLE_HEIGHT = 28;
    static final double ROW_HEIGHT = 26;
    static final double SUM_HEIGHT = 22;
    static final double TITLE_SIZE = 14;
    static final double NUMBER_SIZE = 15;
    static final double SUM_SIZE = 12;
    static final String EQUALS = " = ";
    /** What a page writes behind a gradient to which branches will still add. */
    static final String MORE = " + …";

    private static final double PADDING = 11;
    private static final double LONGEST_NAME = 150;
    private static final double LONGEST_FORMULA = 210;
    private static final int MAX_PARTS = 4;
    private static final double ROUNDING = 1e-9;

    /** The kind of node, shown by the title's colour. */
    enum Kind {
        LEAF,
        CONSTANT,
        GATE,
        OUTPUT
    }

    static Card of(Graph graph, int i, boolean gradients, List<Double> parts) {
        Value node = graph.node(i);
        boolean output = i == graph.size() - 1;
        Kind kind = node.isLeaf() ? node.isConstant() ? Kind.CONSTANT : Kind.LEAF : output ? Kind.OUTPUT : Kind.GATE;
        String name = CardFormula.name(graph, i);
        String formula = node.isLeaf() ? "" : CardFormula.of(graph, i);
        boolean shown = gradients && !node.isConstant();
        boolean summed = shown && node.hasGrad() && isSum(parts, node.grad());
        // What is cut off need not add up.
        boolean whole = summed && parts.size() <= MAX_PARTS;
        RoundedSum sum = Numbers.sum(node.grad(), whole ? parts : List.of(node.grad()));
        String gradient = !shown ? "" : node.hasGrad() ? Numbers.format(node.grad(), sum) : Numbers.NOTHING;
        return new Card(
                i,
                kind,
                Text.shorten(Text.visible(name), TITLE_SIZE, LONGEST_NAME),
                Text.shorten(Text.visible(formula), TITLE_SIZE, LONGEST_FORMULA),
                Numbers.format(node.data()),
                gradient,
                summed ? sum(parts, sum) : "");
    }

    /** Whether the gradient is the sum of these parts: what earlier passes left in a leaf is no part of this one. */
    private static boolean isSum(List<Double> parts, double gradient) {
        double total = parts.stream().mapToDouble(part -> part).sum();
        double largest = parts.stream().mapToDouble(Math::abs).max().orElse(0);
        boolean whole = Math.abs(total - gradient) <= ROUNDING * largest || Double.compare(total, gradient) == 0;
        return parts.size() >= 2 && whole;
    }

    private static String sum(List<Double> parts, RoundedSum sum) {
        StringBuilder text = new StringBuilder(sum.relation().stripLeading());
        for (int i = 0; i < Math.min(parts.size(), MAX_PARTS); i++) {
            String part = Numbers.format(parts.get(i), sum);
            boolean negative = i > 0 && part.startsWith("−");
            text.append(i == 0 ? "" : negative ? " − " : " + ").append(negative ? part.substring(1) : part);
        }
        int more = parts.size() - MAX_PARTS;
        return text.append(more > 0 ? " + … (" + parts.size() + " branches)" : "")
                .toString();
    }

    String title() {
        return formula.isEmpty() ? name : name + EQUALS + formula;
    }

    double nameWidth() {
        return Text.boldWidth(name, TITLE_SIZE);
    }

    double titleWidth() {
        return nameWidth() + (formula.isEmpty() ? 0 : Text.width(EQUALS + formula, TITLE_SIZE));
    }

    int width() {
        String widest = sum.isEmpty() ? gradient : gradient + MORE;
        double half = Math.max(Text.width(value, NUMBER_SIZE), Text.width(widest, NUMBER_SIZE)) + 2 * PADDING;
        double numbers = gradient.isEmpty() ? half : 2 * half;
        double below = sum.isEmpty() ? 0 : Text.width(sum, SUM_SIZE) + 2 * PADDING;
        return CircuitNode.evenAtLeast(Math.max(titleWidth() + 2 * PADDING, Math.max(numbers, below)));
    }

    int height() {
        return CircuitNode.evenAtLeast(TITLE_HEIGHT + ROW_HEIGHT + (sum.isEmpty() ? 0 : SUM_HEIGHT));
    }
}
