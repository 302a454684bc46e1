package io.gradstep.demos.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row that cannot be used.
 *
 * @param row its number in its block of the file, from 0
 * @param column the column; null if the whole row cannot be read
 * @param complaint what is wrong
 */
record BadRow(long row, @Nullable String column, String complaint) implements Serializable {
    private static final long serialVersionUID = 1;
}
