package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The layout of a {@link NeuronsView}: cards in columns by dependency, each column in the order of the names, those
 * with a common prefix in one frame.
 *
 * <p>Groups stand where their names put them, neuron 2 below neuron 1, and not where wires would cross least. Linear in
 * cards and connections, but for sorting.
 */
final class NeuronsLayout {
    private static final double CARD_GAP = 14;
    private static final double FRAME_GAP = 22;
    private static final double FRAME_PADDING = 12;
    static final double FRAME_LABEL_HEIGHT = 24;
    private static final double LEAST_COLUMN_GAP = 60;
    private static final double WIDEST_COLUMN_GAP = 180;
    private static final double GAP_PER_ROOT = 9;
    /** The extra width of a gap beside a tall column, as a share of its height, because wires need to climb. */
    private static final double STEEPEST = 0.07;

    private static final double LANE = 14;

    /** Longer connections run below all columns, to save room in each. */
    static final int LONGEST_LANE = 6;

    /** A frame around cards, labelled with their common prefix. */
    record Frame(String label, Rect bounds) {}

    private record Stack(String prefix, List<Integer> groups) {}

    private final Neurons neurons;
    private final List<Neurons.Connection> connections;
    private final int shift;
    private final List<List<Integer>> columns = new ArrayList<>();
    private final Map<String, Integer> columnOfPrefix = new HashMap<>();
    private final Map<Integer, Rect> boxes = new HashMap<>();
    private final Map<Long, Double> lanes = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final double[] lefts;
    private final double[] widths;
    private double height;

    /** Finds the columns; {@link #place} then needs the cards, whose titles depend on the frames. */
    NeuronsLayout(Neurons neurons, List<Neurons.Connection> connections) {
        this.neurons = neurons;
        this.connections = connections;
        this.shift = neurons.inputs().isEmpty() ? 0 : 1;
        for (int g = 0; g < neurons.groups().size(); g++) {
            int column = columnOf(g);
            while (columns.size() <= column) {
                columns.add(new ArrayList<>());
            }
            columns.get(column).add(g);
            String prefix = prefix(neurons.groups().get(g).name);
            // Nowhere, if in several.
            columnOfPrefix.merge(prefix, column, (a, b) -> a.equals(b) ? a : Integer.valueOf(-1));
        }
        this.lefts = new double[columns.size()];
        this.widths = new double[columns.size()];
    }

    /** The column of a group, or of the inputs. */
    int columnOf(int group) {
        return group < 0 ? 0 : neurons.groups().get(group).column + shift;
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private boolean isFramed(String prefix) {
        return !prefix.isEmpty() && columnOfPrefix.getOrDefault(prefix, -1) >= 0;
    }

    /** The title of a card: without the name of its frame, if it is in one. */
    String title(int group) {
        String name = neurons.groups().get(group).name;
        String prefix = prefix(name);
        return isFramed(prefix) && name.length() > prefix.length() + 1 ? name.substring(prefix.length() + 1) : name;
    }

    /** Places cards, by the numbers of their groups. */
    void place(Map<Integer, NeuronCard> cards) {
        List<Set<Integer>> passing = passing();
        double[] gaps = columnGaps();
        double[] heights = new double[columns.size()];
        List<List<Stack>> stacks = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            stacks.add(stacks(c));
            heights[c] = height(stacks.get(c), cards) + passing.get(c).size() * LANE;
            height = Math.max(height, heights[c]);
            widths[c] = width(c, cards);
        }
        for (int c = 1; c < columns.size(); c++) {
            double climb = STEEPEST * Math.max(heights[c - 1], heights[c]);
            lefts[c] = lefts[c - 1] + widths[c - 1] + gaps[c] + Math.min(WIDEST_COLUMN_GAP, climb);
        }
        for (int c = 0; c < columns.size(); c++) {
            double y = placeStacks(c, stacks.get(c), (height - heights[c]) / 2, cards);
            for (int from : passing.get(c)) {
                y += LANE;
                lanes.put(key(from, c), y - LANE / 2);
            }
        }
    }

    /** For each column, from where the connections come that pass it. */
    private List<Set<Integer>> passing() {
        List<Set<Integer>> passing = new ArrayList<>();
        columns.forEach(column -> passing.add(new LinkedHashSet<>()));
        for (Neurons.Connection connection : connections) {
            int from = columnOf(connection.from());
            int to = columnOf(connection.to());
            for (int c = from + 1; c < to && to - from <= LONGEST_LANE; c++) {
                passing.get(c).add(connection.from());
            }
        }
        return passing;
    }

    /** Before each column as much room as the connections there need. */
    private double[] columnGaps() {
        int[] arriving = new int[columns.size()];
        connections.forEach(connection -> arriving[columnOf(connection.to())]++);
        double[] gaps = new double[columns.size()];
        for (int c = 0; c < gaps.length; c++) {
            gaps[c] = Math.min(WIDEST_COLUMN_GAP, LEAST_COLUMN_GAP + GAP_PER_ROOT * Math.sqrt(arriving[c]));
        }
        return gaps;
    }

    private List<Stack> stacks(int column) {
        Map<String, List<Integer>> byPrefix = new LinkedHashMap<>();
        if (column == 0 && shift == 1) {
            byPrefix.put("", new ArrayList<>(List.of(-1)));
        }
        for (int group : columns.get(column)) {
            String prefix = prefix(neurons.groups().get(group).name);
            byPrefix.computeIfAbsent(isFramed(prefix) ? prefix : "", unseen -> new ArrayList<>())
                    .add(group);
        }
        Comparator<Integer> byName =
                Comparator.comparing(group -> group < 0 ? "" : neurons.groups().get(group).name, new NaturalOrder());
        List<Stack> stacks = new ArrayList<>();
        byPrefix.forEach((prefix, groups) -> {
            groups.sort(byName);
            stacks.add(new Stack(prefix, groups));
        });
        return stacks;
    }

    private static double height(List<Stack> stacks, Map<Integer, NeuronCard> cards) {
        double sum = FRAME_GAP * (stacks.size() - 1);
        for (Stack stack : stacks) {
            sum += (stack.prefix().isEmpty() ? 0 : FRAME_LABEL_HEIGHT + FRAME_PADDING)
                    + CARD_GAP * (stack.groups().size() - 1);
            for (int group : stack.groups()) {
                sum += card(cards, group).height();
            }
        }
        return sum;
    }

    private static NeuronCard card(Map<Integer, NeuronCard> cards, int group) {
        return Objects.requireNonNull(cards.get(group));
    }

    private double width(int column, Map<Integer, NeuronCard> cards) {
        double width = column == 0 && shift == 1 ? card(cards, -1).width() : 0;
        for (int group : columns.get(column)) {
            boolean framed = isFramed(prefix(neurons.groups().get(group).name));
            width = Math.max(width, card(cards, group).width() + (framed ? 2 * FRAME_PADDING : 0));
        }
        return width;
    }

    /** All cards of a frame are as wide as the widest. */
    private double placeStacks(int column, List<Stack> stacks, double top, Map<Integer, NeuronCard> cards) {
        double y = top;
        double middle = lefts[column] + widths[column] / 2;
        for (Stack stack : stacks) {
            double widest = stack.groups().stream()
                    .mapToDouble(group -> card(cards, group).width())
                    .max()
                    .orElse(0);
            boolean framed = !stack.prefix().isEmpty();
            double frameTop = y;
            y += framed ? FRAME_LABEL_HEIGHT : 0;
            for (int group : stack.groups()) {
                double h = card(cards, group).height();
                boxes.put(group, new Rect(middle - widest / 2, y, widest, h));
                y += h + CARD_GAP;
            }
            y -= CARD_GAP;
            if (framed) {
                y += FRAME_PADDING;
                double frameWidth = widest + 2 * FRAME_PADDING;
                frames.add(new Frame(
                        stack.prefix(), new Rect(middle - frameWidth / 2, frameTop, frameWidth, y - frameTop)));
            }
            y += FRAME_GAP;
        }
        return y - FRAME_GAP;
    }

    private static long key(int from, int column) {
        return ((long) column << Integer.SIZE) | (from + 1);
    }

    Rect box(int group) {
        return Objects.requireNonNull(boxes.get(group));
    }

    List<Frame> frames() {
        return frames;
    }

    /** The height at which connections from a group pass a column. */
    double lane(int from, int column) {
        return Objects.requireNonNull(lanes.get(key(from, column)));
    }

    double left(int column) {
        return lefts[column];
    }

    double right(int column) {
        return lefts[column] + widths[column];
    }

    double width() {
        return right(columns.size() - 1);
    }

    double height() {
        return height;
    }
}
