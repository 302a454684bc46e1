package io.gradstep.demos.spark;

import java.io.Serializable;

/**
 * A row that cannot be used.
 *
 * @param row its number in its block of the file, from 0
 * @param column the column
 * @param complaint what is wrong
 */
record BadRow(long row, String column, String complaint) implements Serializable {
    private static final long serialVersionUID = 1;
}
