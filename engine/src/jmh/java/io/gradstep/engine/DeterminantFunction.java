package io.gradstep.engine;

import java.util.List;
import java.util.Random;

/** GradBench's det: a determinant by expansion along the first row, and so on in every minor: e·n! products. */
final class DeterminantFunction implements GradBenchFunction {
    private final int size;
    private final double[] point;

    DeterminantFunction(int size) {
        this(new Random(1).doubles((long) size * size).toArray(), size);
    }

    /** The matrix is given row by row. */
    DeterminantFunction(double[] point, int size) {
        this.size = size;
        this.point = point;
    }

    @Override
    public double[] point() {
        return point;
    }

    @Override
    public Value of(List<Value> x) {
        return minor(x, 0, (1 << size) - 1);
    }

    /** The determinant of the rows from one on, in the columns of a set of as many. */
    private Value minor(List<Value> x, int row, int columnCount) {
        if (row == size - 1) {
            return x.get(row * size + Integer.numberOfTrailingZeros(columnCount));
        }
        Value sum = Value.constant(0);
        boolean plus = true;
        for (int rest = columnCount; rest != 0; rest &= rest - 1) {
            int column = Integer.numberOfTrailingZeros(rest);
            Value term = x.get(row * size + column).mul(minor(x, row + 1, columnCount & ~(1 << column)));
            sum = plus ? sum.add(term) : sum.sub(term);
            plus = !plus;
        }
        return sum;
    }

    /** The derivative along a product's factors, from the rows above (the upstream) and below. */
    @Override
    public double byHand(double[] x, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        return minor(x, 0, (1 << size) - 1, 1, gradient);
    }

    private double minor(double[] x, int row, int columnCount, double upstream, double[] gradient) {
        int index = row * size;
        if (row == size - 1) {
            index += Integer.numberOfTrailingZeros(columnCount);
            gradient[index] += upstream;
            return x[index];
        }
        double sum = 0;
        double sign = 1;
        for (int rest = columnCount; rest != 0; rest &= rest - 1) {
            int column = Integer.numberOfTrailingZeros(rest);
            double factor = sign * x[index + column];
            double below = minor(x, row + 1, columnCount & ~(1 << column), upstream * factor, gradient);
            gradient[index + column] += sign * upstream * below;
            sum += factor * below;
            sign = -sign;
        }
        return sum;
    }
}
