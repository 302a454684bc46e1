package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A card of a {@link NeuronsView}: all texts as shown, all lengths in pixels.
 *
 * @param number the number of its group, or −1 for the inputs
 * @param fullName the full name of the group
 * @param title the title above
 * @param rows value and gradient of each sample
 * @param notes the notes below them
 */
public record NeuronCard(
        int number, Kind kind, String fullName, String title, List<Row> rows, List<String> notes, double width) {
    static final double TITLE_HEIGHT = 28;
    static final double ROW_HEIGHT = 24;
    static final double NOTE_HEIGHT = 21;
    static final double TITLE_SIZE = 14;

    /** The font size of values and gradients, in pixels. */
    public static final double NUMBER_SIZE = 14;

    static final double NOTE_SIZE = 12;

    /** More inputs are counted, not shown. */
    private static final int MAX_INPUTS = 5;

    /** More leaves are counted, not named. */
    private static final int MAX_NAMED = 4;

    private static final double LONGEST_NAMES = 110;
    private static final double LONGEST_NAME = 190;
    private static final double PADDING = 10;
    private static final double LEAST_WIDTH = 96;

    /** The side of a square that stands for a number of a folded layer. */
    static final double CELL = 13;

    /** The kind of card, shown by the title's colour; a layer has squares in place of numbers. */
    enum Kind {
        INPUTS,
        NEURON,
        LAYER,
        OUTPUT
    }

    /**
     * A line of a card.
     *
     * @param label the name of an input, or empty
     * @param gradient empty where nothing is shown
     */
    public record Row(int node, String label, String value, String gradient) {
        double width() {
            // Rows with a label are inputs that several neurons share.
            String widest = label.isEmpty() || gradient.isEmpty() ? gradient : gradient + Card.MORE;
            return widthFor(Math.max(Text.width(value, NUMBER_SIZE), Text.width(widest, NUMBER_SIZE)));
        }

        /** The width for numbers of a given width. */
        double widthFor(double number) {
            return 2 * PADDING + labelWidth() + 2 * (number + PADDING) * (gradient.isEmpty() ? 0.5 : 1);
        }

        double labelWidth() {
            return label.isEmpty() ? 0 : Text.boldWidth(label, NUMBER_SIZE) + PADDING;
        }
    }

    /** The card of a group without its leaves, with at most the given number of rows; the rest is counted. */
    static NeuronCard brief(
            Graph graph, Neurons.Group group, int number, String title, boolean gradients, int mostRows) {
        List<Row> rows = group.rows.stream()
                .limit(mostRows)
                .map(i -> row(graph, i, "", gradients))
                .toList();
        List<String> notes = new ArrayList<>();
        int more = group.rows.size() - rows.size();
        if (more > 0) {
            notes.add("and " + more + (more == 1 ? " more row" : " more rows"));
        }
        boolean last = group.rows.contains(graph.size() - 1);
        return make(number, last ? Kind.OUTPUT : Kind.NEURON, group.name, title, rows, notes);
    }

    /** The card of a group with at most the given number of rows; the rest is counted. */
    static NeuronCard of(Graph graph, Neurons.Group group, int number, String title, boolean gradients, int mostRows) {
        NeuronCard brief = brief(graph, group, number, title, gradients, mostRows);
        List<String> notes = new ArrayList<>(brief.notes());
        double norm = group.gradientNorm(graph);
        if (!group.leaves.isEmpty()) {
            String length = gradients && !Double.isNaN(norm) ? "; |grad| " + Numbers.format(norm) : "";
            notes.add(leaves(graph, group.leaves) + length);
        }
        return make(number, brief.kind(), group.name, title, brief.rows(), notes);
    }

    /** The leaves' names where there is room for them, else their number: a graph does not tell what they are for. */
    private static String leaves(Graph graph, List<Integer> leaves) {
        List<String> names = leaves.stream()
                .limit(MAX_NAMED)
                .map(leaf -> shown(graph.label(leaf)))
                .distinct()
                .toList();
        String listed = String.join(", ", names);
        boolean fits = names.size() == leaves.size() && Text.width(listed, NOTE_SIZE) <= LONGEST_NAMES;
        return fits ? listed : leaves.size() + (leaves.size() == 1 ? " leaf" : " leaves");
    }

    /** The card of a folded layer: a square for each value and for each gradient. */
    static NeuronCard layer(Graph graph, Neurons.Group group, int number, String title) {
        List<Row> rows = group.rows.stream().map(i -> row(graph, i, "", true)).toList();
        NeuronCard card = make(number, Kind.LAYER, group.name, title, List.of(), List.of(rows.size() + " neurons"));
        double grids = 2 * cellColumns(rows.size()) * CELL + 3 * PADDING;
        return new NeuronCard(
                number, Kind.LAYER, group.name, card.title(), rows, card.notes(), Math.max(card.width(), grids));
    }

    private static int cellColumns(int cells) {
        return (int) Math.ceil(Math.sqrt(cells));
    }

    /** {@return whether it is the card of a folded layer} */
    public boolean isLayer() {
        return kind == Kind.LAYER;
    }

    /** The square of a neuron in a card of a layer, from the card's corner: for its value, or for its gradient. */
    Rect cell(int row, boolean gradient) {
        int columns = cellColumns(rows.size());
        double grids = 2 * columns * CELL + PADDING;
        double left = (width - grids) / 2 + (gradient ? columns * CELL + PADDING : 0);
        double top = TITLE_HEIGHT + NOTE_HEIGHT;
        return new Rect(left + row % columns * CELL, top + Math.floorDiv(row, columns) * CELL, CELL - 1, CELL - 1);
    }

    /** The same card with room for numbers up to the given widths, by node. */
    NeuronCard withRoom(IntToDoubleFunction numbers) {
        if (kind == Kind.LAYER) {
            return this;
        }
        double widest = width;
        for (Row row : rows) {
            widest = Math.max(widest, row.widthFor(numbers.applyAsDouble(row.node())));
        }
        return new NeuronCard(number, kind, fullName, title, rows, notes, Math.ceil(widest));
    }

    static NeuronCard inputs(Graph graph, List<Integer> leaves, boolean gradients) {
        List<Row> rows = leaves.size() > MAX_INPUTS
                ? List.of()
                : leaves.stream()
                        .map(i -> row(graph, i, shown(graph.label(i)), gradients))
                        .toList();
        List<String> notes = rows.isEmpty() ? List.of(leaves.size() + " values") : List.of();
        return make(-1, Kind.INPUTS, "inputs", "inputs", rows, notes);
    }

    private static Row row(Graph graph, int i, String label, boolean gradients) {
        Value node = graph.node(i);
        String gradient =
                !gradients || node.isConstant() ? "" : node.hasGrad() ? Numbers.format(node.grad()) : Numbers.NOTHING;
        String value = Numbers.format(node.data());
        // A nameless constant is its number already.
        return new Row(i, node.isConstant() && node.name() == null ? "" : label, value, gradient);
    }

    private static String shown(String name) {
        return Text.shorten(Text.visible(name), TITLE_SIZE, LONGEST_NAME);
    }

    private static NeuronCard make(
            int number, Kind kind, String fullName, String title, List<Row> rows, List<String> notes) {
        String shown = shown(title);
        double width = Math.max(LEAST_WIDTH, Text.boldWidth(shown, TITLE_SIZE) + 2 * PADDING);
        for (Row row : rows) {
            width = Math.max(width, row.width());
        }
        for (String note : notes) {
            width = Math.max(width, Text.width(note, NOTE_SIZE) + 2 * PADDING);
        }
        return new NeuronCard(number, kind, fullName, shown, rows, notes, Math.ceil(width));
    }

    double height() {
        if (kind == Kind.LAYER) {
            return cell(rows.size() - 1, false).bottom() + notes.size() * NOTE_HEIGHT;
        }
        return TITLE_HEIGHT + rows.size() * ROW_HEIGHT + notes.size() * NOTE_HEIGHT;
    }
}
