package io.gradstep.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.parallel.MergeTree;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples may be elsewhere: a fit reduces them in one order, wherever that is done. */
class FitSamplesTest {
    private static final int ROWS = 7 * FitSegment.ROWS + 500;

    /** Rows in parts, each computed from a copy that went through a stream, the last part first. */
    private static final class Elsewhere implements FitSamples {
        private final double[][] inputs;
        private final double[] observed;
        private final double @Nullable [] errors;
        private final int segmentsOfPart;

        Elsewhere(double[][] inputs, double[] observed, double @Nullable [] errors, int segmentsOfPart) {
            this.inputs = inputs;
            this.observed = observed;
            this.errors = errors;
            this.segmentsOfPart = segmentsOfPart;
        }

        @Override
        public long size() {
            return observed.length;
        }

        @Override
        public int inputCount() {
            return inputs[0].length;
        }

        @Override
        public boolean hasErrors() {
            return errors != null;
        }

        @Override
        public double[] row(long number) {
            double[] row = Arrays.copyOf(inputs[(int) number], inputCount() + 1);
            row[inputCount()] = observed[(int) number];
            return row;
        }

        @Override
        public <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction) {
            int rows = segmentsOfPart * FitSegment.ROWS;
            List<T> results = new ArrayList<>();
            for (int from = (observed.length - 1) / rows * rows; from >= 0; from -= rows) {
                MergeTree<T> part = new MergeTree<>(reduction::merge);
                Reduction<T> sent = sent(reduction);
                CompiledFunction sentFunction = sent(function);
                for (int at = from; at < Math.min(observed.length, from + rows); at += FitSegment.ROWS) {
                    int to = Math.min(observed.length, at + FitSegment.ROWS);
                    part.add(sent.of(
                            sentFunction,
                            new FitSegment(
                                    at,
                                    Arrays.copyOfRange(inputs, at, to),
                                    Arrays.copyOfRange(observed, at, to),
                                    errors == null ? null : Arrays.copyOfRange(errors, at, to),
                                    0,
                                    to - at)));
                }
                results.add(0, sent(part.total()));
            }
            MergeTree<T> all = new MergeTree<>(reduction::merge);
            results.forEach(all::add);
            return all.total();
        }

        @SuppressWarnings("unchecked")
        private static <S extends Serializable> S sent(S object) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(object);
                out.flush();
                return (S) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final Curve PEAK = Curve.builder(Program.parse("a*exp(-(x-m)^2/(2*s^2)) + c"))
            .inputs(List.of("x"))
            .start("a", 1)
            .start("m", 0)
            .start("s", 1)
            .start("c", 0)
            .build();

    private final double[][] xs = new double[ROWS][1];
    private final double[] ys = new double[ROWS];
    private final double[] errors = new double[ROWS];

    FitSamplesTest() {
        Random random = new Random(24);
        for (int i = 0; i < ROWS; i++) {
            double x = 10 * random.nextDouble() - 5;
            xs[i][0] = x;
            errors[i] = 0.05 + 0.1 * random.nextDouble();
            ys[i] = 3 * Math.exp(-(x - 0.5) * (x - 0.5) / (2 * 1.2 * 1.2)) + 0.7 + errors[i] * random.nextGaussian();
        }
    }

    private static void assertSameBits(FitResult elsewhere, FitResult here) {
        assertThat(elsewhere.parameters()).isEqualTo(here.parameters());
        assertThat(elsewhere.covariance()).isDeepEqualTo(here.covariance());
        assertThat(new double[] {elsewhere.sumOfSquares(), elsewhere.chiSquare(), elsewhere.rSquared(), elsewhere.aic()
                })
                .isEqualTo(new double[] {here.sumOfSquares(), here.chiSquare(), here.rSquared(), here.aic()});
        assertThat(IntStream.rangeClosed(0, 4).mapToDouble(elsewhere::residualQuartile))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 4)
                        .mapToObj(here::residualQuartile)
                        .toList());
        assertThat(elsewhere.sampleCount()).isEqualTo(here.sampleCount());
        assertThat(elsewhere.iterationCount()).isEqualTo(here.iterationCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void samples_elsewhere_give_the_bits_of_samples_in_memory(int segmentsOfPart) {
        FitResult here = CurveFit.of(PEAK, Dataset.regression(xs, ys))
                .errors(errors, true)
                .run();

        FitResult elsewhere = CurveFit.of(PEAK, new Elsewhere(xs, ys, errors, segmentsOfPart))
                .absoluteErrors()
                .run();

        assertSameBits(elsewhere, here);
        assertThat(here.parameter("m")).isBetween(0.49, 0.51); // as above, ± 0.002
    }

    @Test
    void so_do_robust_losses_and_curves_that_share_parameters() {
        double[] others = Arrays.stream(ys).map(y -> 2 * y).toArray();
        Curve twice = Curve.builder(Program.parse("2*(a*exp(-(x-m)^2/(2*s^2)) + c)"))
                .inputs(List.of("x"))
                .start("a", 1)
                .start("m", 0)
                .start("s", 1)
                .start("c", 0)
                .build();
        FitResult here = CurveFit.of(PEAK, Dataset.regression(xs, ys))
                .and(twice, Dataset.regression(xs, others))
                .loss(FitLoss.huber(0.1))
                .run();

        FitResult elsewhere = CurveFit.of(PEAK, new Elsewhere(xs, ys, null, 2))
                .and(twice, new Elsewhere(xs, others, null, 4))
                .loss(FitLoss.huber(0.1))
                .run();

        assertSameBits(elsewhere, here);
        assertThatThrownBy(elsewhere::residuals)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("not in memory");
    }

    @Test
    void the_row_for_which_a_formula_is_no_number_is_named_wherever_it_is() {
        xs[9000][0] = -1;
        Curve log = Curve.of(Program.parse("a*log(x)"), List.of("x"), Map.of("a", 1.0));
        for (double[] x : xs) {
            x[0] = x[0] == -1 ? -1 : Math.abs(x[0]) + 1;
        }

        assertThatThrownBy(
                        () -> CurveFit.of(log, new Elsewhere(xs, ys, null, 2)).run())
                .hasMessageStartingWith(
                        "at the start values, the formula is NaN in row 9001 of the data, where x = -1");
    }

    @Test
    void results_merge_by_pairs_and_what_is_left_over_from_the_right() {
        MergeTree<String> tree = new MergeTree<>((left, right) -> "(" + left + right + ")");
        "abcdefg".chars().mapToObj(Character::toString).forEach(tree::add);

        assertThat(tree.total()).isEqualTo("(((ab)(cd))((ef)g))");
    }
}
