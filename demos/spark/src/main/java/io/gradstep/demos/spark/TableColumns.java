package io.gradstep.demos.spark;

import java.util.List;
import java.util.OptionalInt;

/**
 * The columns of a training's table.
 *
 * @param inputs the names of the inputs
 * @param label the name of the column to predict
 * @param classes the names of the classes; none for a quantity
 */
record TableColumns(List<String> inputs, String label, List<String> classes) {
    /** Returns the number of classes; empty for a quantity. */
    OptionalInt classCount() {
        return classes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(classes.size());
    }
}
