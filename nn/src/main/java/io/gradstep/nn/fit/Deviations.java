package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Graph;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.fit.samples.FirstRows;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.Largest;
import io.gradstep.nn.fit.samples.LargestSlopes;
import io.gradstep.nn.fit.samples.Triangle;
import io.gradstep.nn.fit.samples.Weighting;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The residuals of curves over samples, with derivatives.
 *
 * <p>The matrix of derivatives has a row for each sample, a column for each parameter, and the residuals as its last
 * column. Only its {@link Triangle} is kept, so that 100,000 samples and 100 parameters fit into a cache. All that is
 * asked of the samples is a {@link FitSamples#reduce reduction} of those of each curve, whose results are merged in the
 * order of the curves: no result depends on the number of threads or machines.
 */
final class Deviations {
    private final ParameterSpace space;
    private final ImmutableList<Series> series;
    private final FitLoss loss;
    private final long size;

    Deviations(ParameterSpace space, List<Series> series, FitLoss loss) {
        this.space = space;
        this.series = ImmutableList.copyOf(series);
        this.loss = loss;
        this.size = series.stream().mapToLong(Series::size).sum();
    }

    /** Returns these deviations with a parameter that is held at a number. */
    Deviations holding(int k, double number) {
        return new Deviations(space.holding(k, number), series, loss);
    }

    /** Returns whether inputs have errors. */
    boolean isOrthogonal() {
        return series.get(0).isOrthogonal();
    }

    ParameterSpace space() {
        return space;
    }

    FitLoss loss() {
        return loss;
    }

    ImmutableList<Series> series() {
        return series;
    }

    long size() {
        return size;
    }

    /** Describes a sample by its place, as in "row 3 of the data, where x = 2". */
    String location(long i) {
        Series of = of(i);
        long row = i - of.offset();
        String whose = series.size() == 1 ? "" : " of curve " + (series.indexOf(of) + 1);
        return location(row, whose, of.curve(), of.input(row));
    }

    /** Describes a row, from 0, of the data of a curve. */
    static String location(long row, String whose, Curve curve, double[] input) {
        List<String> names = curve.inputNames();
        String numbers = IntStream.range(0, names.size())
                .mapToObj(j -> Printer.name(names.get(j)) + " = " + Printer.ASCII.number(input[j]))
                .collect(Collectors.joining(", "));
        return "row %d of the data%s%s".formatted(row + 1, whose, numbers.isEmpty() ? "" : ", where " + numbers);
    }

    /** Returns the graph of a sample, to inspect its intermediate values. */
    Graph graph(double[] at, long i) {
        Series of = of(i);
        return of.functions().graph(at, of.input(i - of.offset()));
    }

    double observed(long i) {
        Series of = of(i);
        return of.observed(i - of.offset());
    }

    /** Computes the derivatives and the value of a sample's curve. */
    double[] slopesAndValue(double[] arguments, long i) {
        Series of = of(i);
        double[][] row = new double[1][arguments.length];
        of.functions().slopesAndValues().values(arguments, new double[][] {of.input(i - of.offset())}, row, 1);
        return row[0];
    }

    private Series of(long i) {
        return series.stream()
                .filter(each -> i < each.offset() + each.size())
                .findFirst()
                .orElseThrow();
    }

    /** Runs a computation over the samples of all curves, on each curve's values. */
    <T extends Serializable> T reduceValues(Reduction<T> reduction) {
        return reduce(CurveFunctions::values, reduction);
    }

    /** Runs a computation over the samples of all curves, on each curve's derivatives and values. */
    <T extends Serializable> T reduceSlopes(Reduction<T> reduction) {
        return reduce(CurveFunctions::slopesAndValues, reduction);
    }

    private <T extends Serializable> T reduce(
            Function<CurveFunctions, CompiledFunction> function, Reduction<T> reduction) {
        Series first = series.get(0);
        T all = first.samples().reduce(function.apply(first.functions()), reduction);
        for (Series each : series.subList(1, series.size())) {
            all = reduction.merge(all, each.samples().reduce(function.apply(each.functions()), reduction));
        }
        return all;
    }

    /**
     * Finds the first samples of a kind.
     *
     * @param function the function to compute; empty for a curve that has no such samples
     * @param condition whether a sample is of that kind, by what the function gives for it
     * @param from the number of the first sample to look at
     * @return at most {@link FirstRows#MOST} of their numbers, in order
     */
    long[] first(
            Function<CurveFunctions, Optional<CompiledFunction>> function,
            double[] arguments,
            FirstRows.Condition condition,
            long from) {
        for (Series each : series) {
            Optional<CompiledFunction> computed = function.apply(each.functions());
            if (computed.isPresent() && from < each.offset() + each.size()) {
                FirstRows rows = new FirstRows(arguments, condition, Math.max(0, from - each.offset()));
                long[] found = each.samples().reduce(computed.get(), rows);
                if (found.length > 0) {
                    return Arrays.stream(found).map(row -> each.offset() + row).toArray();
                }
            }
        }
        return new long[0];
    }

    /** Returns the largest absolute value among observed and fitted values, each divided by its standard error. */
    double largest(double[] at) {
        return reduceValues(new Largest(at));
    }

    /** Returns the sums of a {@link FitSums}. */
    double[] sums(double[] at, Units units) {
        return reduceValues(new FitSums(at, units, loss));
    }

    /** Returns the largest absolute derivative by each parameter, times a factor. */
    double[] largestSlopes(double[] at, double factor) {
        return reduceSlopes(new LargestSlopes(CurveFunctions.withFactor(at, factor)));
    }

    /** Returns the triangle of derivatives and transformed residuals, in units: the search's view of the samples. */
    Triangle triangle(double[] at, Units units) {
        if (loss.isSquares()) {
            return triangle(at, units, Weighting::divide);
        }
        FitLoss penalty = loss;
        return triangle(at, units, (row, observed, value, weight) -> {
            Weighting.divide(row, observed, value, weight);
            double residual = row[at.length] * units.residual();
            double slope = penalty.slope(observed, value, residual);
            for (int k = 0; k < at.length; k++) {
                row[k] *= slope;
            }
            row[at.length] = penalty.root(observed, value, residual) * units.perResidual();
        });
    }

    /** Returns the triangle of rows with weights of its own. */
    Triangle triangle(double[] at, Units units, Weighting weighting) {
        if (!isOrthogonal()) {
            return reduceSlopes(new TriangleOfRows(at, units, weighting));
        }
        Triangle all = new Triangle(at.length + 1);
        for (Series each : series) {
            all.add(each.samples()
                    .reduce(
                            each.functions().slopesAndValues(),
                            new TriangleOfDistances(new TriangleOfRows(at, units, weighting), each.functions())));
        }
        return all;
    }
}
