package io.gradstep.demos.notes;

import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A matrix whose entries are nodes of a graph; a row vector has one row, a column vector one column. */
final class ValueMatrix {
    private final int rowCount;
    private final int columnCount;
    private final List<Value> entries;

    /** Computes an entry. */
    private interface Cell {
        Value at(int row, int column);
    }

    private ValueMatrix(int rowCount, int columnCount, Cell cell) {
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.entries = new ArrayList<>(rowCount * columnCount);
        for (int i = 0; i < rowCount; i++) {
            for (int j = 0; j < columnCount; j++) {
                entries.add(cell.at(i, j));
            }
        }
    }

    /** Leaves that take a gradient. */
    static ValueMatrix parameters(Naming names, double[][] numbers) {
        return new ValueMatrix(numbers.length, numbers[0].length, (i, j) -> Value.of(numbers[i][j], names.of(i, j)));
    }

    /** Constants: data are given, and nobody asks for their gradient. */
    static ValueMatrix data(Naming names, double[][] numbers) {
        return new ValueMatrix(
                numbers.length,
                numbers[0].length,
                (i, j) -> Value.constant(numbers[i][j]).named(names.of(i, j)));
    }

    /** The matrix product; each entry is one dot gate. */
    ValueMatrix times(ValueMatrix right, Naming names) {
        return new ValueMatrix(
                rowCount,
                right.columnCount,
                (i, k) -> Value.dot(row(i), right.column(k)).named(names.of(i, k)));
    }

    /** The matrix product plus a column that is added to each column of it; each entry is one dot gate. */
    ValueMatrix timesPlus(ValueMatrix right, ValueMatrix bias, Naming names) {
        return new ValueMatrix(
                rowCount,
                right.columnCount,
                (i, k) -> Value.dot(row(i), right.column(k), bias.at(i, 0)).named(names.of(i, k)));
    }

    /** A gate after each entry. */
    ValueMatrix map(UnaryOperator<Value> gate, Naming names) {
        return new ValueMatrix(
                rowCount, columnCount, (i, j) -> gate.apply(at(i, j)).named(names.of(i, j)));
    }

    /** A gate for each pair of entries. */
    ValueMatrix combine(ValueMatrix other, BinaryOperator<Value> gate, Naming names) {
        return new ValueMatrix(
                rowCount,
                columnCount,
                (i, j) -> gate.apply(at(i, j), other.at(i, j)).named(names.of(i, j)));
    }

    /** The softmax of each row; each entry is one gate. */
    ValueMatrix shares(Naming names) {
        return new ValueMatrix(rowCount, columnCount, (i, j) -> {
            List<Value> scores = new ArrayList<>(row(i));
            Collections.swap(scores, 0, j);
            return Value.softmax(scores).named(names.of(i, j));
        });
    }

    ValueMatrix transpose() {
        return new ValueMatrix(columnCount, rowCount, (i, j) -> at(j, i));
    }

    /** This column with a constant 1 before its first entry. */
    ValueMatrix withOneBefore(String name) {
        Value one = Value.constant(1).named(name);
        return new ValueMatrix(rowCount + 1, columnCount, (i, j) -> i == 0 ? one : at(i - 1, j));
    }

    /** This column with a constant 1 after its last entry. */
    ValueMatrix withOneAfter() {
        Value one = Value.constant(1);
        return new ValueMatrix(rowCount + 1, columnCount, (i, j) -> i < rowCount ? at(i, j) : one);
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    Value at(int row, int column) {
        return entries.get(row * columnCount + column);
    }

    List<Value> row(int i) {
        return entries.subList(i * columnCount, (i + 1) * columnCount);
    }

    List<Value> column(int j) {
        List<Value> column = new ArrayList<>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            column.add(at(i, j));
        }
        return column;
    }

    /** All entries, row by row. */
    List<Value> entries() {
        return List.copyOf(entries);
    }

    double[][] values() {
        return numbers(Value::data);
    }

    /**
     * The gradients that backward left.
     *
     * @throws IllegalStateException if it has not been here, so that nobody takes a 0 for a result
     */
    double[][] gradients() {
        return numbers(entry -> {
            if (!entry.hasGrad()) {
                throw new IllegalStateException("no backward pass has reached " + entry);
            }
            return entry.grad();
        });
    }

    private double[][] numbers(ToDoubleFunction<Value> number) {
        double[][] numbers = new double[rowCount][columnCount];
        for (int i = 0; i < rowCount; i++) {
            for (int j = 0; j < columnCount; j++) {
                numbers[i][j] = number.applyAsDouble(at(i, j));
            }
        }
        return numbers;
    }

    /** One step of gradient descent: each entry minus rate times its gradient. Only for leaves. */
    void descend(double learningRate) {
        for (Value entry : entries) {
            entry.setData(entry.data() - learningRate * entry.grad());
        }
    }

    /** Rows × columns. */
    String shape() {
        return rowCount + "×" + columnCount;
    }
}
