package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A row of a table, such as the vector of a token, that is chosen by its index when a {@link LookupFunction} is called:
 * a lookup that is an argument.
 */
public final class RowArgument {
    private final ParameterTensor table;
    private final Operands values;

    private RowArgument(ParameterTensor table, Operands values) {
        this.table = table;
        this.values = values;
    }

    /**
     * Makes an argument.
     *
     * @param table a tensor with rows and columns, such as the one of an {@link Embedding}
     * @return a new argument
     * @throws IllegalArgumentException if the tensor has not two dimensions
     */
    public static RowArgument of(ParameterTensor table) {
        Objects.requireNonNull(table, "table");
        if (table.shape().size() != 2) {
            throw new IllegalArgumentException(
                    "a table has rows and columns, but %s has the shape %s".formatted(table.name(), table.shape()));
        }
        Value[] values = new Value[table.shape().get(1)];
        for (int j = 0; j < values.length; j++) {
            values[j] = Value.recorded();
        }
        return new RowArgument(table, Operands.of(values));
    }

    /** {@return an immutable list of the values that stand for the row, as many as the table has columns} */
    public List<Value> values() {
        return values;
    }

    /**
     * Makes several arguments of one table.
     *
     * @param table a tensor with rows and columns
     * @param count how many
     * @return an immutable list of new arguments
     * @throws IllegalArgumentException if the tensor has not two dimensions
     */
    public static List<RowArgument> several(ParameterTensor table, int count) {
        List<RowArgument> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(of(table));
        }
        return ImmutableList.copyOf(rows);
    }

    /** The table's parameters, row by row. */
    ParameterTensor table() {
        return table;
    }
}
