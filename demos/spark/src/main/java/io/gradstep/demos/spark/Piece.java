package io.gradstep.demos.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one block of a file, before they have numbers.
 *
 * @param file the file
 * @param start the place of the block in the file
 * @param before the number of rows of the block before these
 * @param numbers the numbers of the rows, one row after the other
 * @param size the number of rows
 * @param bad the first row that cannot be used; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Piece(
        String file,
        long start,
        long before,
        double[] numbers,
        int size,
        @Nullable BadRow bad) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most rows of a piece. */
    static final int ROWS = 2048;

    /** Returns the block of the file that it belongs to. */
    FileBlock block() {
        return new FileBlock(file, start);
    }
}
