package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/**
 * The entries of a sparse Jacobian or Hessian by a sweep for each colour over one {@link Linearization}. A sweep starts
 * from all rows or columns of its colour at once; no node between its seeds and the entries that are read from it lies
 * below or above two of them, so that nothing is mixed up, not even 0·∞.
 */
public final class SparseSweeps {
    private final Linearization linearization;
    public final SparsityPattern pattern;
    public final boolean forward;
    public final int colourCount;

    /** The nodes to seed for each colour. */
    private final int[][] seeds;

    /** The entries to read for each colour: their indices, and at which node each is read. */
    private final int[][] entries;

    private final int[][] nodes;

    private SparseSweeps(Recording recording, SparsityPattern pattern, boolean forward, Colouring colouring) {
        this.linearization = new Linearization(recording);
        this.pattern = pattern;
        this.forward = forward;
        this.colourCount = pattern.columns.length == 0 ? 0 : colouring.count;
        this.seeds = new int[colourCount][];
        this.entries = new int[colourCount][];
        this.nodes = new int[colourCount][];
    }

    /** A Jacobian of the first outputs with respect to a range of arguments: by rows or by columns. */
    public static SparseSweeps jacobian(Recording recording, int rowCount, int firstColumn, int columnCount) {
        SparsityPattern pattern = Dependences.of(recording, rowCount, firstColumn, columnCount);
        SparsityPattern transposed = pattern.transposed();
        boolean rowsFirst = transposed.longestRow() <= pattern.longestRow(); // the fewest colours that may do
        Colouring first = Colouring.ofColumns(rowsFirst ? transposed : pattern);
        boolean byRows = rowsFirst;
        Colouring colouring = first;
        if ((rowsFirst ? pattern : transposed).longestRow() < first.count) {
            Colouring second = Colouring.ofColumns(rowsFirst ? pattern : transposed);
            byRows = rowsFirst == first.count <= second.count;
            colouring = first.count <= second.count ? first : second;
        }
        SparseSweeps sweeps = new SparseSweeps(recording, pattern, !byRows, colouring);
        int[] arguments = argumentNodes(recording, firstColumn, columnCount);
        int[] outputs = outputNodes(recording, rowCount);
        int[] colourOf = new int[pattern.columns.length];
        int[] nodeOf = new int[pattern.columns.length];
        for (int i = 0; i < rowCount; i++) {
            for (int p = pattern.rowPointers[i]; p < pattern.rowPointers[i + 1]; p++) {
                int j = pattern.columns[p];
                colourOf[p] = colouring.colours[byRows ? i : j];
                nodeOf[p] = byRows ? arguments[j] : outputs[i];
            }
        }
        sweeps.plan(byRows ? outputs : arguments, byRows ? pattern : transposed, colouring.colours, colourOf, nodeOf);
        return sweeps;
    }

    /** The Hessian as the Jacobian of a gradient, the first outputs, with respect to a range of arguments. */
    public static SparseSweeps hessian(Recording gradient, int firstColumn, int count) {
        SparsityPattern pattern =
                Dependences.of(gradient, count, firstColumn, count).symmetric();
        Colouring colouring = Colouring.ofSymmetric(pattern);
        SparseSweeps sweeps = new SparseSweeps(gradient, pattern, true, colouring);
        int[] outputs = outputNodes(gradient, count);
        boolean[] alone = alone(pattern, colouring);
        int[] colourOf = new int[pattern.columns.length];
        int[] nodeOf = new int[pattern.columns.length];
        for (int i = 0; i < count; i++) {
            for (int p = pattern.rowPointers[i]; p < pattern.rowPointers[i + 1]; p++) {
                int j = pattern.columns[p];
                int low = Math.max(i, j); // both entries of a pair are read at one place, so that they are equal
                int high = Math.min(i, j);
                boolean inRow = alone[pattern.find(low, high)];
                colourOf[p] = colouring.colours[inRow ? high : low];
                nodeOf[p] = outputs[inRow ? low : high];
            }
        }
        sweeps.plan(argumentNodes(gradient, firstColumn, count), pattern, colouring.colours, colourOf, nodeOf);
        return sweeps;
    }

    /** Whether no other entry of its row has the colour of an entry's column. */
    private static boolean[] alone(SparsityPattern pattern, Colouring colouring) {
        boolean[] alone = new boolean[pattern.columns.length];
        int[] lastRow = new int[colouring.count];
        int[] lastEntry = new int[colouring.count];
        Arrays.fill(lastRow, -1);
        for (int i = 0; i < pattern.rowCount; i++) {
            for (int p = pattern.rowPointers[i]; p < pattern.rowPointers[i + 1]; p++) {
                int colour = colouring.colours[pattern.columns[p]];
                alone[p] = lastRow[colour] != i;
                if (!alone[p]) {
                    alone[lastEntry[colour]] = false;
                }
                lastRow[colour] = i;
                lastEntry[colour] = p;
            }
        }
        return alone;
    }

    /** The nodes of a range of arguments, or {@link Recording#NO_ARGUMENT}. */
    private static int[] argumentNodes(Recording recording, int first, int count) {
        return Arrays.copyOfRange(recording.nodesOfArguments(), first, first + count);
    }

    private static int[] outputNodes(Recording recording, int count) {
        int[] nodes = new int[count];
        Arrays.setAll(nodes, recording::output);
        return nodes;
    }

    /** Sorts seeds (those that have entries) and entries by colour. */
    private void plan(int[] seedNodes, SparsityPattern bySeed, int[] colours, int[] colourOf, int[] nodeOf) {
        int[] seedCounts = new int[colourCount];
        for (int s = 0; s < seedNodes.length; s++) {
            if (bySeed.length(s) > 0) {
                seedCounts[colours[s]]++;
            }
        }
        int[] entryCounts = new int[colourCount];
        for (int colour : colourOf) {
            entryCounts[colour]++;
        }
        for (int c = 0; c < colourCount; c++) {
            seeds[c] = new int[seedCounts[c]];
            entries[c] = new int[entryCounts[c]];
            nodes[c] = new int[entryCounts[c]];
        }
        for (int s = seedNodes.length - 1; s >= 0; s--) {
            if (bySeed.length(s) > 0) {
                seeds[colours[s]][--seedCounts[colours[s]]] = seedNodes[s];
            }
        }
        for (int p = colourOf.length - 1; p >= 0; p--) {
            int k = --entryCounts[colourOf[p]];
            entries[colourOf[p]][k] = p;
            nodes[colourOf[p]][k] = nodeOf[p];
        }
    }

    public Linearization.Point workspace() {
        return linearization.workspace();
    }

    /**
     * Computes outputs and entries.
     *
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param outputs receives one number per output
     * @param values receives the entries, in the order of the pattern
     * @param point from {@link #workspace}
     */
    public void compute(
            double[] parameters, double[] inputs, double[] outputs, double[] values, Linearization.Point point) {
        linearization.linearize(parameters, inputs, outputs, point);
        for (int c = 0; c < colourCount; c++) {
            for (int seed : seeds[c]) {
                linearization.seed(seed, point);
            }
            if (forward) {
                linearization.forward(point);
            } else {
                linearization.reverse(point);
            }
            for (int k = 0; k < entries[c].length; k++) {
                values[entries[c][k]] = point.flow(nodes[c][k]);
            }
            linearization.clear(point);
        }
    }
}
