package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of a {@link HeatView}: cells in layers from left to right, so that every value is right of its operands,
 * and just left of its first use.
 *
 * <p>A layer of many values is a block of several columns; layers that need more width than the picture has wrap like
 * lines of text. Takes time linear in the size of the graph, but for sorting within layers.
 */
public final class HeatLayout {
    /** The maximum number of edges that are drawn and given room. */
    static final int MAX_EDGES = 1200;

    private static final int LARGE = 14;
    private static final int MIDDLE = 8;
    private static final int SMALL = 5;
    private static final int MANY = 2000;
    private static final int VERY_MANY = 20_000;
    private static final double ASPECT = 1.6;
    private static final int LEAST_ROWS = 24;
    private static final int MAX_ROWS = 160;
    private static final int LEAST_COLUMNS = 70;
    static final int BAND_GAP = 2;

    private final Graph graph;
    private final int[] layers;
    private final int layerCount;
    private final int[] order;
    private final int[] firstOfLayer;
    private final int[] xs;
    private final int[] ys;
    private final int[] bands;
    private final List<Band> rows = new ArrayList<>();
    private int width;
    private int height;

    /**
     * A line of layers.
     *
     * @param top the row of its first cells
     * @param rows how many rows it has
     * @param columns how many columns it has
     */
    record Band(int top, int rows, int columns) {}

    public HeatLayout(Graph graph) {
        this.graph = graph;
        this.layers = layers(graph);
        this.layerCount = Arrays.stream(layers).max().orElse(0) + 1;
        this.firstOfLayer = firstOfLayer();
        this.order = order();
        this.xs = new int[graph.size()];
        this.ys = new int[graph.size()];
        this.bands = new int[graph.size()];
        place();
    }

    /** Each value just left of its first use: by the longest way to the output. */
    private static int[] layers(Graph graph) {
        int[] steps = new int[graph.size()];
        int most = 0;
        for (int i = steps.length - 1; i >= 0; i--) {
            most = Math.max(most, steps[i]);
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                steps[operand] = Math.max(steps[operand], steps[i] + 1);
            }
        }
        int layerOfOutput = most;
        return Arrays.stream(steps).map(step -> layerOfOutput - step).toArray();
    }

    private int[] firstOfLayer() {
        int[] first = new int[layerCount + 1];
        for (int layer : layers) {
            first[layer + 1]++;
        }
        for (int layer = 0; layer < layerCount; layer++) {
            first[layer + 1] += first[layer];
        }
        return first;
    }

    /** The nodes by layers, and in a layer by where what uses them is: worked out from the output to the left. */
    private int[] order() {
        int n = layers.length;
        int[] sorted = byLayer();
        double[] wished = new double[n];
        int[] uses = new int[n];
        for (int layer = layerCount - 1; layer >= 0; layer--) {
            int from = firstOfLayer[layer];
            int to = firstOfLayer[layer + 1];
            sortByWish(sorted, from, to, wished);
            for (int index = from; index < to; index++) {
                int node = sorted[index];
                double middle = (index - from + 0.5) / (to - from);
                for (int k = 0, count = graph.operandCount(node); k < count; k++) {
                    int operand = graph.operandIndex(node, k);
                    double own = middle + ((k + 0.5) / count - 0.5) / (to - from);
                    uses[operand]++;
                    wished[operand] += (own - wished[operand]) / uses[operand];
                }
            }
        }
        return sorted;
    }

    private int[] byLayer() {
        int[] next = firstOfLayer.clone();
        int[] sorted = new int[layers.length];
        for (int i = 0; i < layers.length; i++) {
            sorted[next[layers[i]]++] = i;
        }
        return sorted;
    }

    private static void sortByWish(int[] nodes, int from, int to, double[] wished) {
        int[] sorted = Arrays.stream(nodes, from, to)
                .boxed()
                .sorted((a, b) -> Double.compare(wished[a], wished[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, nodes, from, sorted.length);
    }

    /** The distance from one cell to the next, in pixels. */
    int pitch() {
        int n = layers.length;
        return n <= MANY ? LARGE : n <= VERY_MANY ? MIDDLE : SMALL;
    }

    /** Whether edges are drawn. */
    boolean hasEdges() {
        return graph.edgeCount() <= MAX_EDGES;
    }

    private void place() {
        int n = layers.length;
        int rowCount = (int) Math.max(LEAST_ROWS, Math.min(MAX_ROWS, Math.sqrt(n / ASPECT)));
        int most = Math.max(LEAST_COLUMNS, (int) Math.sqrt(2 * ASPECT * n));
        int between = hasEdges() ? 2 : layerCount <= most / 2 ? 1 : 0;
        int column = 0;
        int firstLayer = 0;
        int top = 0;
        for (int layer = 0; layer < layerCount; layer++) {
            int columnCount = columnCount(layer, rowCount);
            if (column > 0 && column + columnCount > most) {
                top += finishBand(firstLayer, layer, rowCount, top, column - between) + BAND_GAP;
                firstLayer = layer;
                column = 0;
            }
            int size = size(layer);
            int tall = tall(layer, rowCount);
            for (int k = 0; k < size; k++) {
                xs[order[firstOfLayer[layer] + k]] = column + k / tall;
            }
            width = Math.max(width, column + columnCount);
            column += columnCount + between;
        }
        height = top + finishBand(firstLayer, layerCount, rowCount, top, column - between);
    }

    private int size(int layer) {
        return firstOfLayer[layer + 1] - firstOfLayer[layer];
    }

    private int columnCount(int layer, int rowCount) {
        return (size(layer) + rowCount - 1) / rowCount;
    }

    /** The number of cells in each column of a layer except the last. */
    private int tall(int layer, int rowCount) {
        int columnCount = columnCount(layer, rowCount);
        return (size(layer) + columnCount - 1) / columnCount;
    }

    /** Gives the cells of a band of layers their heights, each layer round the middle; returns the band's own. */
    private int finishBand(int from, int to, int rowCount, int top, int columns) {
        int tallest = 0;
        for (int layer = from; layer < to; layer++) {
            tallest = Math.max(tallest, tall(layer, rowCount));
        }
        for (int layer = from; layer < to; layer++) {
            int tall = tall(layer, rowCount);
            for (int k = 0; k < size(layer); k++) {
                int node = order[firstOfLayer[layer] + k];
                ys[node] = top + (tallest - tall) / 2 + k % tall;
                bands[node] = top;
            }
        }
        rows.add(new Band(top, tallest, columns));
        return tallest;
    }

    /** The lines of layers, from top to bottom. */
    List<Band> lines() {
        return rows;
    }

    /** The number of layers of all lines together. */
    int layerCount() {
        return layerCount;
    }

    /** The layer of a node, counted from the left. */
    int layer(int node) {
        return layers[node];
    }

    /** Whether two nodes are in one line of layers. */
    public boolean areInLine(int node, int other) {
        return bands[node] == bands[other];
    }

    /** The column of a node's cell. */
    public int column(int node) {
        return xs[node];
    }

    /** The row of a node's cell. */
    public int row(int node) {
        return ys[node];
    }

    /** The nodes from left to right and from top to bottom. */
    int[] inOrder() {
        return order;
    }

    double width() {
        return (double) width * pitch();
    }

    double height() {
        return (double) height * pitch();
    }
}
