package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/**
 * Colours the columns of a sparse matrix so that a sweep for each colour tells all entries: greedily, in the order of
 * the columns and by falling number of entries, of which the one with fewer colours counts. After A. H. Gebremedhin, F.
 * Manne and A. Pothen, “What color is your Jacobian? Graph coloring for computing derivatives”, SIAM Review 47 (2005).
 */
final class Colouring {
    private static final int NONE = -1;

    /** The colour of each column, from 0. */
    final int[] colours;

    final int count;

    private Colouring(int[] colours) {
        this.colours = colours;
        this.count = 1 + Arrays.stream(colours).max().orElse(NONE);
    }

    /** A colour for each column. */
    private static Colouring ofItsOwn(int columnCount) {
        int[] colours = new int[columnCount];
        Arrays.setAll(colours, j -> j);
        return new Colouring(colours);
    }

    private static Colouring fewer(Colouring a, Colouring b) {
        return b.count < a.count ? b : a;
    }

    /**
     * Columns of a colour have no row in common (Curtis, Powell and Reid; Coleman and Moré), so that the sum of such
     * columns tells each entry. At least as many colours are needed as the longest row has entries.
     */
    static Colouring ofColumns(SparsityPattern rows) {
        int fewest = rows.longestRow();
        if (fewest == rows.columnCount) {
            return ofItsOwn(rows.columnCount);
        }
        SparsityPattern columns = rows.transposed();
        Colouring natural = ofColumns(rows, columns, natural(columns.rowCount));
        return natural.count == fewest ? natural : fewer(natural, ofColumns(rows, columns, longestFirst(columns)));
    }

    private static Colouring ofColumns(SparsityPattern rows, SparsityPattern columns, int[] order) {
        int[] colours = new int[order.length];
        Arrays.fill(colours, NONE);
        int[] takenFor = new int[order.length];
        Arrays.fill(takenFor, NONE);
        for (int column : order) {
            for (int q = columns.rowPointers[column]; q < columns.rowPointers[column + 1]; q++) {
                int row = columns.columns[q];
                for (int p = rows.rowPointers[row]; p < rows.rowPointers[row + 1]; p++) {
                    int colour = colours[rows.columns[p]];
                    if (colour != NONE) {
                        takenFor[colour] = column;
                    }
                }
            }
            colours[column] = firstFree(takenFor, column);
        }
        return new Colouring(colours);
    }

    /**
     * A star colouring of a symmetric matrix: neighbours differ, and every path of four columns has three colours, so
     * that each entry is alone with its colour in its row or in its column.
     */
    static Colouring ofSymmetric(SparsityPattern matrix) {
        if (matrix.columns.length == (long) matrix.rowCount * matrix.rowCount) {
            return ofItsOwn(matrix.rowCount);
        }
        Colouring natural = new Stars(matrix).colour(natural(matrix.rowCount));
        return natural.count <= 2 ? natural : fewer(natural, new Stars(matrix).colour(longestFirst(matrix)));
    }

    /** The state of a star colouring: the colours around each column. */
    private static final class Stars {
        private static final int SEVERAL = -2;

        private final SparsityPattern matrix;
        private final int[] colours;
        private final int[] takenFor;

        /** The different colours around each column, and which neighbour has it alone, or {@link #SEVERAL}. */
        private final int[][] around;

        private final int[][] alone;
        private final int[] aroundCount;

        Stars(SparsityPattern matrix) {
            this.matrix = matrix;
            this.colours = new int[matrix.rowCount];
            this.takenFor = new int[matrix.rowCount];
            this.around = new int[matrix.rowCount][2];
            this.alone = new int[matrix.rowCount][2];
            this.aroundCount = new int[matrix.rowCount];
            Arrays.fill(colours, NONE);
            Arrays.fill(takenFor, NONE);
        }

        Colouring colour(int[] order) {
            for (int v : order) {
                for (int p = matrix.rowPointers[v]; p < matrix.rowPointers[v + 1]; p++) {
                    int w = matrix.columns[p];
                    if (w != v && colours[w] != NONE) {
                        forbid(v, w);
                    }
                }
                colours[v] = firstFree(takenFor, v);
                for (int p = matrix.rowPointers[v]; p < matrix.rowPointers[v + 1]; p++) {
                    int w = matrix.columns[p];
                    if (w != v) {
                        add(w, v);
                    }
                }
            }
            return new Colouring(colours);
        }

        private void forbid(int v, int w) {
            takenFor[colours[w]] = v;
            // With two neighbours of a colour, v would be inside a path: w and what is around w must differ from v.
            boolean twice = alone[v][find(v, colours[w])] == SEVERAL;
            for (int k = 0; k < aroundCount[w]; k++) {
                int x = alone[w][k];
                // Else v would be the end of a path v, w, x, y if x has another neighbour y with the colour of w.
                if (twice || (x >= 0 && alone[x][find(x, colours[w])] == SEVERAL)) {
                    takenFor[around[w][k]] = v;
                }
            }
        }

        private int find(int column, int colour) {
            int k = 0;
            while (k < aroundCount[column] && around[column][k] != colour) {
                k++;
            }
            return k;
        }

        private void add(int column, int neighbour) {
            int k = find(column, colours[neighbour]);
            if (k < aroundCount[column]) {
                alone[column][k] = SEVERAL;
                return;
            }
            if (k == around[column].length) {
                around[column] = Arrays.copyOf(around[column], 2 * k);
                alone[column] = Arrays.copyOf(alone[column], 2 * k);
            }
            around[column][k] = colours[neighbour];
            alone[column][k] = neighbour;
            aroundCount[column]++;
        }
    }

    private static int firstFree(int[] takenFor, int column) {
        int colour = 0;
        while (takenFor[colour] == column) {
            colour++;
        }
        return colour;
    }

    private static int[] natural(int count) {
        int[] order = new int[count];
        Arrays.setAll(order, j -> j);
        return order;
    }

    /** The rows by falling length, equally long ones in order. */
    private static int[] longestFirst(SparsityPattern pattern) {
        int[] starts = new int[pattern.longestRow() + 2];
        for (int i = 0; i < pattern.rowCount; i++) {
            starts[pattern.length(i)]++;
        }
        int next = 0;
        for (int length = starts.length - 1; length >= 0; length--) {
            int count = starts[length];
            starts[length] = next;
            next += count;
        }
        int[] order = new int[pattern.rowCount];
        for (int i = 0; i < order.length; i++) {
            order[starts[pattern.length(i)]++] = i;
        }
        return order;
    }
}
