package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The expected sums are added up here by loops that follow the order that {@link NumberedSum} documents. */
class NumberedSumTest {
    private static final int ROWS = 300;

    /** Functions of parameters and a row, whose last input is the row's weight. */
    private enum Shape {
        /** Two dense layers and a softmax: each parameter is used once a row. */
        CLASSIFIER(6 * 5 + 5 + 4 * 6 + 3, 6) {
            @Override
            Value of(List<Value> p, List<Value> x) {
                List<Value> hidden = layer(p.subList(0, 35), x.subList(0, 6), 5);
                List<Value> logits = layer(
                        p.subList(35, 53), hidden.stream().map(Value::tanh).toList(), 3);
                return Value.logSumExp(logits).sub(logits.get(1));
            }
        },

        /** Scaled, shifted and compared rows, and numbers that depend on parameters alone. */
        FORMULA(5, 2) {
            @Override
            Value of(List<Value> p, List<Value> x) {
                Value width = p.get(2).exp();
                Value z = x.get(0).sub(p.get(1)).div(width);
                Value peak = p.get(0).mul(z.mul(z).neg().exp());
                return peak.add(p.get(3)).add(x.get(1).max(p.get(4)).mul(p.get(3)));
            }
        },

        /** The same weights at each of ten steps. */
        RECURRENT(3 * 3 + 3 * 3, 3) {
            @Override
            Value of(List<Value> p, List<Value> x) {
                List<Value> state = x.subList(0, 3);
                for (int step = 0; step < 10; step++) {
                    state = layer(p.subList(0, 12), state, 3).stream()
                            .map(Value::tanh)
                            .toList();
                    state = List.of(
                            state.get(0).mul(p.get(12)).add(p.get(13)),
                            state.get(1).sigmoid(),
                            state.get(2).mul(state.get(0)).add(p.get(14).mul(state.get(1))));
                }
                return Value.dot(state, p.subList(15, 18), p.get(14));
            }
        },

        /** So many gates that a block has few lanes. */
        LONG(2, 2) {
            @Override
            Value of(List<Value> p, List<Value> x) {
                Value y = x.get(0);
                for (int step = 0; step < 1500; step++) {
                    y = y.mul(p.get(0)).add(x.get(1)).sin();
                }
                return y.mul(p.get(1));
            }
        };

        final int parameterCount;
        final int inputCount;

        Shape(int parameterCount, int inputCount) {
            this.parameterCount = parameterCount;
            this.inputCount = inputCount;
        }

        abstract Value of(List<Value> parameters, List<Value> inputs);

        /** Weights and a bias a neuron. */
        static List<Value> layer(List<Value> p, List<Value> x, int neurons) {
            int n = x.size() + 1;
            return IntStream.range(0, neurons)
                    .mapToObj(i -> Value.dot(p.subList(i * n, i * n + n - 1), x, p.get(i * n + n - 1)))
                    .toList();
        }

        CompiledFunction compile() {
            List<Value> p = leaves(parameterCount);
            List<Value> x = leaves(inputCount + 1);
            Value f = of(p, x);
            return CompiledFunction.builder(List.of(x.get(inputCount).mul(f), f))
                    .parameters(p)
                    .inputs(x)
                    .build();
        }

        private static List<Value> leaves(int count) {
            return IntStream.range(0, count).mapToObj(i -> Value.of(1)).toList();
        }

        double[] parameters() {
            return new Random(11).doubles(parameterCount, -1, 1).toArray();
        }

        double[][] rows(int count) {
            Random random = new Random(count);
            double[][] rows = new double[count][];
            Arrays.setAll(
                    rows, i -> Arrays.copyOf(random.doubles(inputCount, -2, 2).toArray(), inputCount + 1));
            for (double[] row : rows) {
                row[inputCount] = 1;
            }
            return rows;
        }
    }

    /** Blocks of all widths, in two orders. */
    @ParameterizedTest
    @EnumSource
    void a_row_has_the_same_value_whatever_rows_are_beside_it(Shape shape) {
        CompiledFunction f = shape.compile();
        double[] p = shape.parameters();
        double[][] rows = shape.rows(ROWS);
        double[] alone = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double[][] outputs = new double[1][2];
            f.sumGradient(p, new double[][] {rows[i]}, new double[p.length], outputs, 1);
            alone[i] = outputs[0][1];
            assertThat(f.value(p, rows[i])).isEqualTo(alone[i]);
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
        for (int size : new int[] {2, 3, 7, 8, 9, 16, 31, 100, 128, 129, ROWS}) {
            Collections.shuffle(order, new Random(size));
            for (int from = 0; from < ROWS; from += size) {
                List<Integer> batch = order.subList(from, Math.min(ROWS, from + size));
                double[][] samples = batch.stream().map(i -> rows[i]).toArray(double[][]::new);
                double[][] outputs = new double[samples.length][2];
                f.values(p, samples, outputs, 1 + size % 3);
                for (int k = 0; k < samples.length; k++) {
                    assertThat(outputs[k][1])
                            .as("row %d among %d", batch.get(k), size)
                            .isEqualTo(alone[batch.get(k)]);
                }
            }
        }
    }

    /** The rows beside it have weight 0: what they add is 0. */
    @ParameterizedTest
    @EnumSource
    void a_row_has_the_same_gradient_whatever_rows_are_beside_it(Shape shape) {
        CompiledFunction f = shape.compile();
        double[] p = shape.parameters();
        double[][] rows = shape.rows(ROWS);
        for (double[] row : rows) {
            row[shape.inputCount] = 0;
        }
        double[] alone = new double[p.length];
        double[] among = new double[p.length];
        for (int i : new int[] {0, 1, 5, 7, 8, 15, 64, 127, 128, 200, ROWS - 1}) {
            rows[i][shape.inputCount] = 1;
            double value = f.sumGradient(p, new double[][] {rows[i]}, alone, null, 1);
            assertThat(alone).isNotEqualTo(new double[p.length]);
            for (int[] range : new int[][] {{0, ROWS}, {Math.max(0, i - 2), i + 1}, {i, Math.min(ROWS, i + 40)}}) {
                double[][] samples = Arrays.copyOfRange(rows, range[0], range[1]);
                String which = "row %d among %s".formatted(i, Arrays.toString(range));
                assertThat(f.sumGradient(p, samples, among, null, 1)).as(which).isEqualTo(value);
                assertThat(among).as(which).containsExactly(alone);
            }
            rows[i][shape.inputCount] = 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sums_do_not_depend_on_threads_or_on_how_the_rows_come(Shape shape) {
        CompiledFunction f = shape.compile();
        double[] p = shape.parameters();
        double[][] rows = shape.rows(9 * NumberedSum.CHUNK + 77);
        double[] expected = new double[p.length];
        double sum = f.sumGradient(p, rows, expected, null, 1);
        double[] gradient = new double[p.length];
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(f.sumGradient(p, rows, gradient, null, threads)).isEqualTo(sum);
            assertThat(gradient).as("%d threads", threads).containsExactly(expected);
        }
        NumberedSum total = new NumberedSum(p.length);
        for (int chunks : new int[] {1, 2, 5}) {
            total.clear();
            for (int from = 0; from < rows.length; from += chunks * NumberedSum.CHUNK) {
                double[][] part =
                        Arrays.copyOfRange(rows, from, Math.min(rows.length, from + chunks * NumberedSum.CHUNK));
                f.addGradient(p, part, total, null, chunks);
            }
            assertThat(total.total(gradient)).isEqualTo(sum);
            assertThat(gradient).as("%d chunks at a time", chunks).containsExactly(expected);
        }
    }

    /** ∂(p·x)/∂p = x, so that sums of numbers of all magnitudes are summed; more than a group of chunks. */
    @Test
    void rows_are_added_in_chunks_and_groups() {
        Value p = Value.of(1);
        Value x = Value.of(1);
        CompiledFunction f = CompiledFunction.builder(p.mul(x))
                .parameters(List.of(p))
                .inputs(List.of(x))
                .build();
        Random random = new Random(17);
        double[] numbers = random.doubles(NumberedSum.CHUNK * NumberedSum.GROUP + 1000)
                .map(d -> (d - 0.3) * Math.pow(10, random.nextInt(9)))
                .toArray();
        double[][] rows = Arrays.stream(numbers).mapToObj(d -> new double[] {d}).toArray(double[][]::new);
        double first = 0;
        double second = 0;
        for (int from = 0; from < numbers.length; from += 128) {
            double chunk = 0;
            for (int i = from; i < Math.min(numbers.length, from + 128); i++) {
                chunk += numbers[i];
            }
            if (from < 32_768) {
                first += chunk;
            } else {
                second += chunk;
            }
        }
        double[] gradient = new double[1];
        for (int threads = 1; threads < 4; threads++) {
            assertThat(f.sumGradient(new double[] {1}, rows, gradient, null, threads))
                    .isEqualTo(first + second);
            assertThat(gradient).containsExactly(first + second);
        }
    }

    @Test
    void groups_are_added_level_by_level_and_may_come_from_elsewhere() {
        Random random = new Random(5);
        double[] chunks = random.doubles(256 * 256 + 300).map(d -> d - 0.4).toArray();
        double[] sums = chunks;
        while (sums.length > 1) {
            double[] below = sums;
            sums = new double[(below.length + 255) / 256];
            for (int i = 0; i < below.length; i++) {
                sums[i / 256] = i % 256 == 0 ? below[i] : sums[i / 256] + below[i];
            }
        }
        NumberedSum all = new NumberedSum(1);
        NumberedSum group = new NumberedSum(1);
        NumberedSum ofGroups = new NumberedSum(1);
        double[] gradient = new double[1];
        for (int from = 0; from < chunks.length; from += NumberedSum.GROUP) {
            group.clear();
            for (int i = from; i < Math.min(chunks.length, from + NumberedSum.GROUP); i++) {
                all.add(chunks[i], new double[] {-chunks[i]});
                group.add(chunks[i], new double[] {-chunks[i]});
            }
            double value = group.total(gradient);
            ofGroups.add(value, gradient);
        }
        assertThat(all.total(gradient)).isEqualTo(sums[0]);
        assertThat(gradient).containsExactly(-sums[0]);
        assertThat(ofGroups.total(gradient)).isEqualTo(sums[0]);
        assertThat(gradient).containsExactly(-sums[0]);
    }

    /** So many parameters that threads share the addition, too. */
    @Test
    void long_gradients_are_added_by_many_threads_with_the_same_bits() {
        int n = 20_000;
        List<Value> p = IntStream.range(0, n).mapToObj(i -> Value.of(1)).toList();
        Value x = Value.of(1);
        CompiledFunction f = CompiledFunction.builder(
                        Value.sum(p.stream().map(w -> w.mul(x).sin()).toList()))
                .parameters(p)
                .inputs(List.of(x))
                .build();
        double[] parameters = new Random(1).doubles(n).toArray();
        double[][] rows = Shape.FORMULA.rows(3 * NumberedSum.CHUNK + 1);
        Arrays.setAll(rows, i -> new double[] {rows[i][0]});
        double[] one = new double[n];
        double[] two = new double[n];
        double sum = f.sumGradient(parameters, rows, one, null, 1);
        assertThat(f.sumGradient(parameters, rows, two, null, 2)).isEqualTo(sum);
        assertThat(two).containsExactly(one);
    }

    @Test
    void no_rows_sum_up_to_0() {
        double[] gradient = {3};
        assertThat(new NumberedSum(1).total(gradient)).isZero();
        assertThat(gradient).containsExactly(0);
    }

    @Test
    void rows_after_a_short_chunk_and_gradients_of_another_length_are_refused() {
        CompiledFunction f = Shape.LONG.compile();
        NumberedSum sum = new NumberedSum(2);
        f.addGradient(new double[2], Shape.LONG.rows(5), sum, null, 1);
        assertThatThrownBy(() -> f.addGradient(new double[2], Shape.LONG.rows(5), sum, null, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a multiple of 128");
        assertThatThrownBy(() -> sum.add(1, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 elements of a gradient for 2 parameters");
        assertThatThrownBy(() -> f.addGradient(new double[2], Shape.LONG.rows(5), new NumberedSum(3), null, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NumberedSum(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
