package io.gradstep.demos.spark;

import io.gradstep.nn.data.RowSource;
import java.util.List;
import java.util.OptionalInt;

/** Samples whose inputs and label are columns of a table. */
interface TableRows extends RowSource {
    /** The columns that are used. */
    TableColumns columns();

    @Override
    default int inputCount() {
        return columns().inputs().size();
    }

    @Override
    default int outputCount() {
        return 1;
    }

    @Override
    default OptionalInt classes() {
        return columns().classCount();
    }

    @Override
    default List<String> inputNames() {
        return columns().inputs();
    }

    @Override
    default List<String> targetNames() {
        return List.of(columns().label());
    }

    @Override
    default List<String> classNames() {
        return columns().classes();
    }
}
