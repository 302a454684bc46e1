package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Printer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The residuals of curves over samples, with derivatives.
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

    private final ParameterSpace space;
    private final ImmutableList<Series> series;
    private final FitLoss loss;
    private final ImmutableList<Block> blocks;
    private final int size;

    /** Samples of one curve that are computed together; {@code first} counts from that curve's first sample. */
    private record Block(Series series, int first, int count) {
        double[][] inputs() {
            return series.inputs(first, count);
        }
    }

    /** Transforms the residual and the derivatives of a sample. */
    @FunctionalInterface
    interface Weighting {
        /**
         * Changes a row in place.
         *
         * @param row the derivatives in their units, and the residual in its unit
         * @param observed the observed number
         * @param value the curve
         * @param weight the reciprocal of the standard error, 1 for none
         */
        void weigh(double[] row, double observed, double value, double weight);
    }

    Deviations(ParameterSpace space, List<Series> series, FitLoss loss) {
        this.space = space;
        this.series = ImmutableList.copyOf(series);
        this.loss = loss;
        ImmutableList.Builder<Block> all = ImmutableList.builder();
        int samples = 0;
        for (Series each : series) {
            for (int from = 0; from < each.size(); from += BLOCK) {
                all.add(new Block(each, from, Math.min(BLOCK, each.size() - from)));
            }
            samples += each.size();
        }
        this.blocks = all.build();
        this.size = samples;
    }

    /** Returns these deviations with a parameter that is held at a number. */
    Deviations holding(int k, double number) {
        return new Deviations(space.holding(k, number), series, loss);
    }

    ParameterSpace space() {
        return space;
    }

    FitLoss loss() {
        return loss;
    }

    /** Returns whether inputs have errors. */
    boolean isOrthogonal() {
        return series.get(0).isOrthogonal();
    }

    ImmutableList<Series> series() {
        return series;
    }

    int size() {
        return size;
    }

    /** Describes a sample by its place, as in "row 3 of the data, where x = 2". */
    String location(int i) {
        Series of = of(i);
        int row = i - of.offset();
        List<String> names = of.curve().inputNames();
        String numbers = IntStream.range(0, names.size())
                .mapToObj(j -> Printer.name(names.get(j)) + " = " + Printer.ASCII.number(of.input(row)[j]))
                .collect(Collectors.joining(", "));
        String whose = series.size() == 1 ? "" : " of curve " + (series.indexOf(of) + 1);
        return "row %d of the data%s%s".formatted(row + 1, whose, numbers.isEmpty() ? "" : ", where " + numbers);
    }

    /** Returns the graph of a sample, to inspect its intermediate values. */
    Graph graph(double[] at, int i) {
        Series of = of(i);
        return of.functions().graph(at, of.input(i - of.offset()));
    }

    private Series of(int i) {
        return series.stream()
                .filter(each -> i < each.offset() + each.size())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the value of the curve for each sample. */
    double[] values(double[] at) {
        double[] all = new double[size];
        for (Series each : series) {
            double[] values = each.functions().values(at, each.inputs());
            System.arraycopy(values, 0, all, each.offset(), values.length);
        }
        return all;
    }

    double observed(int i) {
        Series of = of(i);
        return of.observed(i - of.offset());
    }

    /** Returns the observed numbers of all samples. */
    double[] observed() {
        return all(Series::observed);
    }

    /** Returns the reciprocal of each sample's standard error, 1 for none. */
    double[] weights() {
        return all(Series::weight);
    }

    /** Reads a number of a sample. */
    @FunctionalInterface
    private interface Reader {
        double read(Series series, int row);
    }

    private double[] all(Reader reader) {
        double[] all = new double[size];
        for (Series each : series) {
            for (int i = 0; i < each.size(); i++) {
                all[each.offset() + i] = reader.read(each, i);
            }
        }
        return all;
    }

    /** Returns observed minus fitted value for each sample. */
    double[] residuals(double[] at) {
        double[] residuals = values(at);
        double[] observed = observed();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = observed[i] - residuals[i];
        }
        return residuals;
    }

    /** Returns the root of the sum of squares of the observed values, in units and weighted. */
    double observedLength(Units units) {
        double squares = 0;
        double[] weights = weights();
        double[] observed = observed();
        for (int i = 0; i < size; i++) {
            double part = units.difference(observed[i], 0) * weights[i];
            squares += part * part;
        }
        return Math.sqrt(squares);
    }

    /** Returns the sum of squares of the observed values about their weighted mean, in units. */
    double squaresAboutMean(Units units) {
        double sum = 0;
        double all = 0;
        double[] weights = weights();
        double[] observed = observed();
        for (int i = 0; i < size; i++) {
            sum += units.difference(observed[i], 0) * weights[i] * weights[i];
            all += weights[i] * weights[i];
        }
        double mean = sum / all;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double distance = (units.difference(observed[i], 0) - mean) * weights[i];
            squares += distance * distance;
        }
        return squares;
    }

    /** Returns the largest absolute value among observed and fitted values, each divided by its standard error. */
    double largest(double[] at) {
        double[] values = values(at);
        double[] observed = observed();
        double[] weights = weights();
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(observed[i]), Math.abs(values[i])) * weights[i]);
        }
        return largest;
    }

    /**
     * Shows, for each sample in turn, the derivative by each parameter times a factor, and the curve; it may be reused.
     */
    void forEachRow(double[] at, double factor, RowReader reader) {
        double[][] room = new double[BLOCK][at.length + 1];
        for (Block block : blocks) {
            double[][] rows = slopesAndValues(at, factor, block, block.inputs(), room);
            for (int i = 0; i < block.count(); i++) {
                reader.read(block.series().offset() + block.first() + i, rows[i]);
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
    private static double[][] slopesAndValues(
            double[] at, double factor, Block block, double[][] inputs, double[][] room) {
        double[][] rows = block.count() == room.length ? room : Arrays.copyOf(room, block.count());
        block.series().functions().slopesAndValues(at, factor, inputs, rows);
        return rows;
    }

    /** Returns the triangle of derivatives and transformed residuals, in units: the search's view of the samples. */
    Triangle triangle(double[] at, Units units) {
        if (loss.isSquares()) {
            return triangle(at, units, Deviations::divide);
        }
        return triangle(at, units, (row, observed, value, weight) -> {
            divide(row, observed, value, weight);
            double residual = row[at.length] * units.residual();
            double slope = loss.slope(observed, value, residual);
            for (int k = 0; k < at.length; k++) {
                row[k] *= slope;
            }
            row[at.length] = loss.root(observed, value, residual) * units.perResidual();
        });
    }

    /** Turns a vertical residual into the distance from the curve. */
    private static void stretch(double[] row, double factor) {
        int parameters = row.length - 1;
        for (int k = 0; k < parameters; k++) {
            row[k] /= factor;
        }
        row[parameters] *= factor;
    }

    /** Divides a row by the standard error. */
    static void divide(double[] row, double observed, double value, double weight) {
        if (weight != 1) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= weight;
            }
        }
    }

    /** Returns the triangle of rows with weights of its own. */
    Triangle triangle(double[] at, Units units, Weighting weighting) {
        int segments = Math.min(blocks.size(), MAX_SEGMENTS);
        Triangle[] triangles = IntStream.range(0, segments)
                .parallel()
                .mapToObj(s -> triangle(at, units, weighting, from(s, segments), from(s + 1, segments)))
                .toArray(Triangle[]::new);
        for (int s = 1; s < segments; s++) {
            triangles[0].add(triangles[s]);
        }
        return triangles[0];
    }

    /** Returns a segment's first block. */
    private int from(int segment, int segments) {
        return (int) ((long) segment * blocks.size() / segments);
    }

    private Triangle triangle(double[] at, Units units, Weighting weighting, int from, int to) {
        int parameters = at.length;
        Triangle triangle = new Triangle(parameters + 1);
        double[][] room = new double[BLOCK][parameters + 1];
        for (Block block : blocks.subList(from, to)) {
            Feet feet =
                    block.series().isOrthogonal() ? Feet.of(at, block.series(), block.first(), block.count()) : null;
            double[][] inputs = feet == null ? block.inputs() : feet.inputs();
            double[][] rows = slopesAndValues(at, units.perResidual(), block, inputs, room);
            for (int i = 0; i < block.count(); i++) {
                double value = rows[i][parameters];
                double observed = block.series().observed(block.first() + i);
                units.scaleSlopes(rows[i]);
                rows[i][parameters] = units.difference(observed, value);
                weighting.weigh(rows[i], observed, value, block.series().weight(block.first() + i));
                if (feet != null) {
                    stretch(rows[i], feet.factors()[i]);
                }
            }
            triangle.add(rows, block.count());
        }
        return triangle;
    }
}
