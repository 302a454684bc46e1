package io.gradstep.engine.compile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers of a function's arguments and outputs; checks the lengths of arrays for them. */
record Signature(int parameterCount, int inputCount, int outputCount) {
    void checkArguments(int parameters, int inputs) {
        checkParameters(parameters);
        check("input", inputs, inputCount);
    }

    void checkParameters(int length) {
        check("parameter", length, parameterCount);
    }

    void checkOutputs(int length) {
        check("output", length, outputCount);
    }

    void checkPoints(double[] parameters, double[][] points, double[] values, double[][] gradients) {
        checkParameters(parameters.length);
        checkRows("input", points, inputCount);
        checkRows("input", gradients, inputCount);
        if (values.length != points.length || gradients.length != points.length) {
            throw new IllegalArgumentException("there are %d points, but room for %d values and %d gradients"
                    .formatted(points.length, values.length, gradients.length));
        }
    }

    void checkBatch(double[] parameters, double[][] samples, double @Nullable [][] outputs, int threads) {
        Objects.requireNonNull(samples, "samples");
        checkParameters(parameters.length);
        checkRows("input", samples, inputCount);
        if (outputs != null) {
            if (outputs.length != samples.length) {
                throw new IllegalArgumentException("there are %d samples, but %d rows for their outputs"
                        .formatted(samples.length, outputs.length));
            }
            checkRows("output", outputs, outputCount);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads must be at least 1, not " + threads);
        }
    }

    static void checkCount(String what, int count, String rows, int rowCount) {
        if (rowCount != count) {
            throw new IllegalArgumentException(
                    "there are %d %s, but room for %d %s".formatted(count, what, rowCount, rows));
        }
    }

    static void checkVector(String what, double[] vector, int length) {
        if (vector.length != length) {
            throw new IllegalArgumentException(
                    "the %s must have length %d, not %d".formatted(what, length, vector.length));
        }
    }

    static void checkMatrix(String what, double[][] rows, int rowCount, int columnCount) {
        if (rows.length != rowCount) {
            throw new IllegalArgumentException(
                    "the %s must have %d rows, not %d".formatted(what, rowCount, rows.length));
        }
        for (int i = 0; i < rowCount; i++) {
            if (rows[i].length != columnCount) {
                throw new IllegalArgumentException("the rows of the %s must have length %d, but row %d has %d"
                        .formatted(what, columnCount, i, rows[i].length));
            }
        }
    }

    private static void checkRows(String what, double[][] rows, int count) {
        for (double[] row : rows) {
            check(what, row.length, count);
        }
    }

    private static void check(String what, int length, int count) {
        if (length != count) {
            throw new IllegalArgumentException("the function has %d %s%s, but was given an array of length %d"
                    .formatted(count, what, count == 1 ? "" : "s", length));
        }
    }
}
