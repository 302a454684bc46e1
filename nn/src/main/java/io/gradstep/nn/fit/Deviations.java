package io.gradstep.nn.fit;

import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The residuals of a curve over samples, with derivatives.
 *
 * <p>The matrix of derivatives has a row for each sample, a column for each parameter, and the residuals as its last
 * column. Only its {@link Triangle} is kept, so that 100,000 samples and 100 parameters fit into a cache. The samples
 * are split into segments whose triangles are merged in order, so that the result does not depend on the number of
 * threads.
 */
final class Deviations {
    /** The number of samples computed at a time. */
    static final int BLOCK = 128;

    private static final int MAX_SEGMENTS = 16;

    private final Curve curve;
    private final double[][] inputs;
    private final double[] observed;

    Deviations(Curve curve, Dataset samples) {
        this.curve = curve;
        this.inputs = new double[samples.size()][];
        this.observed = new double[samples.size()];
        for (int i = 0; i < observed.length; i++) {
            inputs[i] = samples.input(i);
            observed[i] = samples.target(i, 0);
        }
    }

    Curve curve() {
        return curve;
    }

    int size() {
        return observed.length;
    }

    double[] input(int i) {
        return inputs[i];
    }

    /** Returns the inputs of some samples, in order. */
    double[][] inputs(int from, int count) {
        return Arrays.copyOfRange(inputs, from, from + count);
    }

    /** Describes a sample by its inputs, as the end of a phrase. */
    String location(int i) {
        List<String> names = curve.inputNames();
        String numbers = IntStream.range(0, names.size())
                .mapToObj(j -> Printer.name(names.get(j)) + " = " + Printer.ASCII.number(inputs[i][j]))
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? "" : ", where " + numbers;
    }

    double observed(int i) {
        return observed[i];
    }

    /** Returns observed minus fitted value for each sample. */
    double[] residuals(double[] at) {
        double[] residuals = curve.values(at, inputs);
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = observed[i] - residuals[i];
        }
        return residuals;
    }

    /** Returns the root of the sum of squares of the observed values, in units. */
    double observedLength(Units units) {
        double squares = 0;
        for (double number : observed) {
            double part = units.difference(number, 0);
            squares += part * part;
        }
        return Math.sqrt(squares);
    }

    /** Returns the sum of squares of the observed values about their mean, in units. */
    double squaresAboutMean(Units units) {
        double sum = 0;
        for (double number : observed) {
            sum += units.difference(number, 0);
        }
        double mean = sum / observed.length;
        double squares = 0;
        for (double number : observed) {
            double distance = units.difference(number, 0) - mean;
            squares += distance * distance;
        }
        return squares;
    }

    /** Returns the largest absolute value among observed and fitted values. */
    double largest(double[] at) {
        double[] values = curve.values(at, inputs);
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(observed[i]), Math.abs(values[i])));
        }
        return largest;
    }

    /**
     * Shows, for each sample in turn, the derivative by each parameter times a factor, and the curve; it may be reused.
     */
    void forEachRow(double[] at, double factor, RowReader reader) {
        double[][] room = new double[BLOCK][at.length + 1];
        for (int from = 0; from < observed.length; from += BLOCK) {
            int count = Math.min(BLOCK, observed.length - from);
            double[][] rows = slopesAndValues(at, factor, from, count, room);
            for (int i = 0; i < count; i++) {
                reader.read(from + i, rows[i]);
            }
        }
    }

    /** Reads the row of a sample. */
    @FunctionalInterface
    interface RowReader {
        void read(int sample, double[] row);
    }

    /**
     * Computes for some samples, in order: the derivative with respect to each parameter times a factor, and the curve.
     */
    private double[][] slopesAndValues(double[] at, double factor, int from, int count, double[][] room) {
        double[][] rows = count == room.length ? room : Arrays.copyOf(room, count);
        curve.slopesAndValues(at, factor, inputs(from, count), rows);
        return rows;
    }

    /** Returns the triangle of derivatives and residuals, in units. */
    Triangle triangle(double[] at, Units units) {
        int blocks = (observed.length + BLOCK - 1) / BLOCK;
        int segments = Math.min(blocks, MAX_SEGMENTS);
        Triangle[] triangles = IntStream.range(0, segments)
                .parallel()
                .mapToObj(s -> triangle(at, units, from(s, segments, blocks), from(s + 1, segments, blocks)))
                .toArray(Triangle[]::new);
        for (int s = 1; s < segments; s++) {
            triangles[0].add(triangles[s]);
        }
        return triangles[0];
    }

    /** Returns a segment's first sample, which is the first of a block. */
    private int from(int segment, int segments, int blocks) {
        return (int) Math.min(observed.length, (long) segment * blocks / segments * BLOCK);
    }

    private Triangle triangle(double[] at, Units units, int from, int to) {
        int parameters = at.length;
        Triangle triangle = new Triangle(parameters + 1);
        double[][] block = new double[BLOCK][parameters + 1];
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            double[][] rows = slopesAndValues(at, units.perResidual(), start, count, block);
            for (int i = 0; i < count; i++) {
                double value = rows[i][parameters];
                units.scaleSlopes(rows[i]);
                rows[i][parameters] = units.difference(observed[start + i], value);
            }
            triangle.add(rows, count);
        }
        return triangle;
    }
}
