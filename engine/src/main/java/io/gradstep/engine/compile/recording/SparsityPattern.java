package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/** The places of the entries of a sparse matrix in compressed rows; the columns of a row ascend. */
public final class SparsityPattern {
    public final int rowCount;
    public final int columnCount;

    /** Where the entries of each row begin, and at the end their number. */
    public final int[] rowPointers;

    /** The column of each entry. */
    public final int[] columns;

    private SparsityPattern(int rowCount, int columnCount, int[] rowPointers, int[] columns) {
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.rowPointers = rowPointers;
        this.columns = columns;
    }

    static SparsityPattern of(int[][] rows, int columnCount) {
        int[] rowPointers = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            rowPointers[i + 1] = Math.addExact(rowPointers[i], rows[i].length);
        }
        int[] columns = new int[rowPointers[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, columns, rowPointers[i], rows[i].length);
            Arrays.sort(columns, rowPointers[i], rowPointers[i + 1]);
        }
        return new SparsityPattern(rows.length, columnCount, rowPointers, columns);
    }

    int length(int row) {
        return rowPointers[row + 1] - rowPointers[row];
    }

    int longestRow() {
        int longest = 0;
        for (int i = 0; i < rowCount; i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /** The index of an entry, negative if it is not there. */
    int find(int row, int column) {
        return Arrays.binarySearch(columns, rowPointers[row], rowPointers[row + 1], column);
    }

    SparsityPattern transposed() {
        int[] pointers = new int[columnCount + 1];
        for (int column : columns) {
            pointers[column + 1]++;
        }
        for (int j = 0; j < columnCount; j++) {
            pointers[j + 1] += pointers[j];
        }
        int[] next = pointers.clone();
        int[] rows = new int[columns.length];
        for (int i = 0; i < rowCount; i++) {
            for (int p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
                rows[next[columns[p]]++] = i;
            }
        }
        return new SparsityPattern(columnCount, rowCount, pointers, rows);
    }

    /** The entries of a square matrix and of its transpose. */
    SparsityPattern symmetric() {
        SparsityPattern other = transposed();
        int[][] rows = new int[rowCount][];
        for (int i = 0; i < rowCount; i++) {
            int[] both = new int[length(i) + other.length(i)];
            System.arraycopy(columns, rowPointers[i], both, 0, length(i));
            System.arraycopy(other.columns, other.rowPointers[i], both, length(i), other.length(i));
            rows[i] = Arrays.stream(both).distinct().toArray();
        }
        return of(rows, columnCount);
    }
}
