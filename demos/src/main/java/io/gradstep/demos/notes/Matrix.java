package io.gradstep.demos.notes;

import io.gradstep.engine.Value;
import java.util.List;
import java.util.Optional;

/** A matrix of numbers in a handout, which knows the nodes that its entries belong to. */
final class Matrix implements Part.Term {
    private final double[][] numbers;
    private final List<Value> nodes;

    private Matrix(double[][] numbers, List<Value> nodes) {
        this.numbers = numbers;
        this.nodes = nodes;
    }

    /** Returns numbers that belong to no node. */
    static Matrix matrix(double[][] numbers) {
        return new Matrix(numbers, List.of());
    }

    /** Returns numbers of one's own, each about the node at its place. */
    static Matrix matrix(double[][] numbers, ValueMatrix nodes) {
        if (numbers.length != nodes.rowCount() || numbers[0].length != nodes.columnCount()) {
            throw new IllegalArgumentException("the numbers are not about %s nodes".formatted(nodes.shape()));
        }
        return new Matrix(numbers, nodes.entries());
    }

    static Matrix valuesOf(ValueMatrix nodes) {
        return new Matrix(nodes.values(), nodes.entries());
    }

    /** Returns the gradients that backward left. */
    static Matrix gradientsOf(ValueMatrix nodes) {
        return new Matrix(nodes.gradients(), nodes.entries());
    }

    double[][] numbers() {
        return numbers;
    }

    /** {@return the name of the node that an entry belongs to, if it has one} */
    Optional<String> node(int row, int column) {
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        nodes.get(row * numbers[0].length + column).name());
    }

    @Override
    public Block block() {
        return Block.matrix(numbers);
    }
}
