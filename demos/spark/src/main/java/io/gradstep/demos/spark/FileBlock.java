package io.gradstep.demos.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A block of a file, in the order of the files' names and of the places in them.
 *
 * @param file the file's name
 * @param start the place of the block in the file
 */
record FileBlock(String file, long start) implements Serializable, Comparable<FileBlock> {
    private static final long serialVersionUID = 1;

    private static final Comparator<FileBlock> ORDER =
            Comparator.comparing(FileBlock::file).thenComparingLong(FileBlock::start);

    @Override
    public int compareTo(FileBlock other) {
        return ORDER.compare(this, other);
    }
}
