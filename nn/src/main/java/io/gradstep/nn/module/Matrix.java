package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.function.DoubleSupplier;

/** New parameters in rows, and the tensor of them all. */
record Matrix(List<Operands> rows, ParameterTensor tensor) {
    /** Makes parameters named {@code name[i,j]}, row by row. */
    static Matrix of(String name, int rowCount, int columnCount, DoubleSupplier numbers) {
        ImmutableList.Builder<Value> all = ImmutableList.builderWithExpectedSize(rowCount * columnCount);
        ImmutableList.Builder<Operands> rows = ImmutableList.builderWithExpectedSize(rowCount);
        for (int i = 0; i < rowCount; i++) {
            Value[] row = new Value[columnCount];
            for (int j = 0; j < columnCount; j++) {
                row[j] = Value.of(numbers.getAsDouble(), name + "[" + i + "," + j + "]");
            }
            all.add(row);
            rows.add(Operands.of(row));
        }
        return new Matrix(
                rows.build(), new ParameterTensor(name, ImmutableList.of(rowCount, columnCount), all.build()));
    }

    /** Makes parameters named {@code name[i]}. */
    static ParameterTensor vector(String name, int size, DoubleSupplier numbers) {
        ImmutableList.Builder<Value> values = ImmutableList.builderWithExpectedSize(size);
        for (int i = 0; i < size; i++) {
            values.add(Value.of(numbers.getAsDouble(), name + "[" + i + "]"));
        }
        return new ParameterTensor(name, ImmutableList.of(size), values.build());
    }
}
