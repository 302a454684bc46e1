package io.gradstep.nn.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks the tables of a data set; messages name the place of a mistake. */
final class Tables {
    private Tables() {}

    /** Packs rows of equal length into one array. */
    static double[] flat(double[][] rows, String what) {
        int width = rows[0].length;
        if (width == 0) {
            throw new IllegalArgumentException("a sample needs at least one " + what);
        }
        double[] flat = new double[arraySize(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException("sample " + i + " has " + count(rows[i].length, what)
                        + ", sample 0 has " + width + ": all must have the same number");
            }
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /** The length of a packed table. */
    static int arraySize(int rows, int width) {
        long size = (long) rows * width;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " samples of " + width + " numbers are more than a data set can hold");
        }
        return (int) size;
    }

    static void checkCount(int samples, int others, String what) {
        if (samples == 0) {
            throw new IllegalArgumentException("a data set needs at least one sample");
        }
        if (samples != others) {
            throw new IllegalArgumentException(count(samples, "sample") + " but " + others + " " + what);
        }
    }

    static void checkFinite(double[] table, List<String> names, String what) {
        for (int k = 0; k < table.length; k++) {
            if (!Double.isFinite(table[k])) {
                int sample = k / names.size();
                throw new IllegalArgumentException("sample " + sample + ", " + what + " " + names.get(k % names.size())
                        + " is " + table[k] + ": a data set holds finite numbers only");
            }
        }
    }

    /** Checks that labels, one per sample, are indices of classes. */
    static void checkClasses(double[] labels, List<String> names) {
        if (names.size() < 2) {
            throw new IllegalArgumentException(
                    "classification needs at least two" + " classes, but there is only " + names);
        }
        distinct(names, "class");
        for (int i = 0; i < labels.length; i++) {
            int label = (int) labels[i];
            if (label != labels[i] || label < 0 || label >= names.size()) {
                String found = label == labels[i] ? String.valueOf(label) : String.valueOf(labels[i]);
                throw new IllegalArgumentException(
                        "sample " + i + " has the label " + found + ": the classes are 0 to " + (names.size() - 1));
            }
        }
    }

    static void checkNames(List<String> names, int expected, String what) {
        if (names.size() != expected) {
            throw new IllegalArgumentException(count(names.size(), "name") + " for " + count(expected, what));
        }
    }

    /** An unmodifiable copy of names, all different. */
    static List<String> distinct(List<String> names, String what) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two of the " + what + " names are '" + name + "'");
            }
        }
        return List.copyOf(names);
    }

    /** x1, x2, x3 and so on. */
    static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    /** r1c1, r1c2 and so on: the pixels of an image, row by row. */
    static List<String> pixels(int rows, int columns) {
        return IntStream.range(0, rows * columns)
                .mapToObj(i -> "r" + (i / columns + 1) + "c" + (i % columns + 1))
                .toList();
    }

    /** "1 sample", "2 samples". */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
