package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.data.Scaling;
import java.util.stream.IntStream;

/** The table that a network was trained on: the names of its columns and classes, and the scaling of its units. */
record Columns(
        ImmutableList<String> inputNames,
        ImmutableList<String> targetNames,
        ImmutableList<String> classNames,
        Scaling scaling) {

    /** {@return the same columns, with the names x1, x2, … and y1, y2, … where there are none} */
    Columns named(int inputCount, int outputCount) {
        return new Columns(
                inputNames.isEmpty() ? numbered("x", inputCount) : inputNames,
                targetNames.isEmpty() ? numbered("y", outputCount) : targetNames,
                classNames,
                scaling);
    }

    private static ImmutableList<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).collect(ImmutableList.toImmutableList());
    }

    void requireMatch(int inputCount, int outputCount) {
        check(inputNames.size(), inputCount, "names of inputs");
        if (classNames.isEmpty()) {
            check(targetNames.size(), outputCount, "names of targets");
        } else {
            check(classNames.size(), Math.max(2, outputCount), "names of classes");
        }
        scaling.inputs().ifPresent(scale -> check(scale.means().length, inputCount, "means of inputs"));
        scaling.targets().ifPresent(scale -> check(scale.means().length, outputCount, "means of targets"));
    }

    private static void check(int found, int wanted, String what) {
        if (found != wanted) {
            throw new IllegalArgumentException("expected %d %s, not %d".formatted(wanted, what, found));
        }
    }

    /** Checks that a row has a finite number for each input. */
    void checkRow(double[] row) {
        if (row.length != inputNames.size()) {
            throw new IllegalArgumentException("%d numbers, but the network takes %d: %s"
                    .formatted(row.length, inputNames.size(), String.join(", ", inputNames)));
        }
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                throw new IllegalArgumentException(
                        "the input %s is %s, not a finite number".formatted(inputNames.get(i), row[i]));
            }
        }
    }
}
