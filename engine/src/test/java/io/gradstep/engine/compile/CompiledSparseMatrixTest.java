package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.RandomFunctions.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse Jacobians and Hessians against dense ones, and the numbers of colours of structures that are known. */
class CompiledSparseMatrixTest {
    private static final int SEEDS = Boolean.getBoolean("gradstep.long") ? 3000 : 300;
    private static final double[] NONE = {};

    private static List<Value> leaves(int count) {
        List<Value> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Value.of(1 + i % 7));
        }
        return leaves;
    }

    private static double[] numbers(List<Value> leaves) {
        return leaves.stream().mapToDouble(Value::data).toArray();
    }

    private static CompiledDerivatives compile(List<Value> outputs, List<Value> inputs) {
        return CompiledFunction.builder(outputs).inputs(inputs).build().byInputs();
    }

    /** Of the matrix, with NaN in places that the structure does not have. */
    private static double[][] dense(CompiledSparseMatrix matrix, double[] values) {
        double[][] rows = new double[matrix.rowCount()][matrix.columnCount()];
        Arrays.stream(rows).forEach(row -> Arrays.fill(row, Double.NaN));
        int[] pointers = matrix.rowPointers();
        int[] columns = matrix.columnIndices();
        for (int i = 0; i < rows.length; i++) {
            for (int p = pointers[i]; p < pointers[i + 1]; p++) {
                assertThat(p == pointers[i] || columns[p] > columns[p - 1]).isTrue();
                rows[i][columns[p]] = values[p];
            }
        }
        return rows;
    }

    /** Outputs xᵢ₋₁·xᵢ + xᵢ₊₁: the row is (xᵢ, xᵢ₋₁, 1). */
    private static List<Value> tridiagonal(List<Value> x) {
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            Value left = i == 0 ? x.get(0) : x.get(i - 1).mul(x.get(i));
            outputs.add(i + 1 < x.size() ? left.add(x.get(i + 1)) : left);
        }
        return outputs;
    }

    @Test
    void a_tridiagonal_jacobian_takes_three_colours() {
        List<Value> x = leaves(5);
        CompiledSparseMatrix matrix = compile(tridiagonal(x), x).sparseJacobian();
        double[] values = new double[matrix.entryCount()];
        double[] outputs = new double[5];

        matrix.evaluate(NONE, numbers(x), outputs, values);

        assertThat(matrix.colourCount()).isEqualTo(3);
        assertThat(matrix.rowPointers()).containsExactly(0, 2, 5, 8, 11, 13);
        assertThat(matrix.columnIndices()).containsExactly(0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4);
        assertThat(outputs).containsExactly(1 + 2, 2 + 3, 6 + 4, 12 + 5, 20);
        assertThat(values).containsExactly(1, 1, 2, 1, 1, 3, 2, 1, 4, 3, 1, 5, 4);
        assertThat(matrix).hasToString("5 × 5 matrix, 13 entries, 3 colours of rows");
    }

    /** Half bandwidth 2, so 5 entries in a row: no colouring has fewer colours. */
    @Test
    void a_hundred_thousand_rows_of_a_band_take_as_many_colours_as_a_row_has_entries() {
        int n = 100_000;
        List<Value> x = leaves(n);
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            outputs.add(
                    Value.sum(x.subList(Math.max(0, i - 2), Math.min(n, i + 3))).sin());
        }
        CompiledSparseMatrix matrix = compile(outputs, x).sparseJacobian();
        assertThat(matrix.colourCount()).isEqualTo(5);
        assertThat(matrix.entryCount()).isEqualTo(5 * n - 6);
        double[] values = new double[matrix.entryCount()];
        matrix.evaluate(NONE, new double[n], new double[n], values);
        assertThat(values).containsOnly(1); // cos 0
    }

    /** A row that depends on all, and one column that all depend on, need the other direction each. */
    @Test
    void a_full_row_is_swept_in_reverse_and_a_full_column_forward() {
        int n = 50_000;
        List<Value> x = leaves(n);
        List<Value> row = new ArrayList<>();
        List<Value> column = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            row.add(i == 0 ? Value.sum(x) : x.get(i).mul(2));
            column.add(x.get(i).mul(x.get(0)));
        }
        CompiledSparseMatrix byRows = compile(row, x).sparseJacobian();
        assertThat(byRows.isForward()).isFalse();
        assertThat(byRows.colourCount()).isEqualTo(2);
        CompiledSparseMatrix byColumns = compile(column, x).sparseJacobian();
        assertThat(byColumns.isForward()).isTrue();
        assertThat(byColumns.colourCount()).isEqualTo(2);
    }

    @Test
    void jacobians_of_random_functions_are_the_dense_ones() {
        int entries = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            int m = 1 + (int) (seed % 45);
            Function function = RandomFunctions.of(seed, seed, (int) (seed % 60), m);
            CompiledDerivatives by = function.compile(Tier.INTERPRETER).byInputs();
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            CompiledSparseMatrix matrix = by.sparseJacobian();
            double[] values = new double[matrix.entryCount()];
            double[] outputs = new double[m];
            matrix.evaluate(p, x, outputs, values);
            double[][] sparse = dense(matrix, values);
            double[] expectedOutputs = new double[m];
            double[][] expected = new double[m][x.length];
            by.jacobian(p, x, expectedOutputs, expected);
            assertThat(outputs).containsExactly(expectedOutputs);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < x.length; j++) {
                    String name = "seed %d, row %d, column %d".formatted(seed, i, j);
                    double found = sparse[i][j];
                    double dense = expected[i][j];
                    entries += Double.isNaN(found) ? 0 : 1;
                    if (Double.isNaN(found)) {
                        assertThat(Double.isNaN(dense) ? 0 : dense).as(name).isZero();
                    } else if (matrix.isForward() == x.length < m) {
                        assertThat(found).as(name).isEqualTo((Double) dense);
                    } else if (Double.isFinite(found) && Double.isFinite(dense) && outputs[i] < 1e6) {
                        double scale = LooseEqualityTest.largestContribution(function, i, x);
                        LooseEqualityTest.assertClose(name, new double[] {found}, new double[] {dense}, scale);
                    }
                }
            }
        }
        assertThat(entries).isGreaterThan(SEEDS);
    }

    /** Sums of random terms of two or three of ten inputs. */
    @Test
    void hessians_of_sums_of_terms_are_the_dense_ones() {
        int fewer = 0;
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            Random random = new Random(seed);
            List<Value> x = leaves(10);
            List<Value> terms = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                Value a = x.get(random.nextInt(10));
                Value b = x.get(random.nextInt(10));
                Value product = a.mul(b);
                terms.add(
                        switch (random.nextInt(4)) {
                            case 0 -> product.sin();
                            case 1 -> Value.where(a.greaterThan(b), product, b.pow(3));
                            case 2 -> product.mul(x.get(random.nextInt(10)));
                            default -> a.add(b).exp();
                        });
            }
            Value f = Value.sum(terms);
            CompiledDerivatives by = compile(List.of(f), x);
            double[] at = random.doubles(10, -1, 1).toArray();
            CompiledSparseMatrix matrix = by.sparseHessian();
            double[] values = new double[matrix.entryCount()];
            double[] gradient = new double[10];
            matrix.evaluate(NONE, at, gradient, values);
            double[][] sparse = dense(matrix, values);
            double[] expectedGradient = new double[10];
            double[][] expected = new double[10][10];
            by.hessian(at, expectedGradient, expected);
            assertThat(gradient).containsExactly(expectedGradient);
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j < 10; j++) {
                    String name = "seed %d, row %d, column %d".formatted(seed, i, j);
                    assertThat(sparse[i][j]).as(name).isEqualTo((Double) sparse[j][i]);
                    double found = Double.isNaN(sparse[i][j]) ? 0 : sparse[i][j];
                    LooseEqualityTest.assertClose(name, new double[] {found}, new double[] {expected[i][j]}, 10);
                }
            }
            fewer += matrix.colourCount() < 10 ? 1 : 0;
        }
        assertThat(fewer).as("with fewer colours than columns").isGreaterThan(SEEDS / 20);
    }

    /** A star has two colours, a chain three: Gebremedhin, Manne and Pothen 2005, and the definition. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50_000})
    void an_arrow_takes_two_colours_and_a_chain_three(int n) {
        List<Value> x = leaves(n);
        List<Value> arrow = new ArrayList<>();
        List<Value> chain = new ArrayList<>();
        for (int i = 1; i < n; i++) {
            arrow.add(x.get(n / 2).mul(x.get(i).mul(x.get(i))));
            chain.add(x.get(i - 1).sub(x.get(i)).pow(4));
        }
        CompiledSparseMatrix star = compile(List.of(Value.sum(arrow)), x).sparseHessian();
        assertThat(star.colourCount()).isEqualTo(2);
        CompiledSparseMatrix path = compile(List.of(Value.sum(chain)), x).sparseHessian();
        assertThat(path.colourCount()).isEqualTo(3);
        double[] values = new double[path.entryCount()];
        double[] at = new double[n];
        at[0] = 1;
        path.evaluate(NONE, at, new double[n], values);
        // (x₀ − x₁)⁴ has the second derivatives ±12
        assertThat(Arrays.copyOf(values, 4)).containsExactly(12, -12, -12, 12);
    }

    @Test
    void zeros_of_a_linear_function_are_found() {
        List<Value> x = leaves(3);
        Value f = Value.dot(x, List.of(Value.constant(2), Value.constant(3), Value.constant(4)));
        CompiledSparseMatrix matrix = compile(List.of(f), x).sparseHessian();
        assertThat(matrix.entryCount()).isZero();
        assertThat(matrix.colourCount()).isZero();
        double[] gradient = new double[3];
        matrix.evaluate(NONE, new double[3], gradient, NONE);
        assertThat(gradient).containsExactly(2, 3, 4);
    }

    /** Columns x and z have the same colour; an infinite slope by x must not turn that by z to NaN, or the reverse. */
    @Test
    void an_infinite_entry_stays_alone() {
        List<Value> x = leaves(4);
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            outputs.add(i == 0 ? x.get(0).sqrt() : x.get(i).mul(x.get(i - 1)));
        }
        CompiledSparseMatrix matrix = compile(outputs, x).sparseJacobian();
        double[] values = new double[7];
        matrix.evaluate(NONE, new double[] {0, 2, 3, 4}, new double[4], values);
        assertThat(values).containsExactly(Double.POSITIVE_INFINITY, 2, 0, 3, 2, 4, 3);
    }

    @Test
    void a_long_recurrence_with_one_output_has_one_row() {
        int n = 100_000;
        List<Value> x = leaves(n);
        Value state = x.get(0);
        for (int i = 1; i < n; i++) {
            state = state.sin().add(state.mul(x.get(i)));
        }
        CompiledSparseMatrix matrix = compile(List.of(state), x).sparseJacobian();
        assertThat(matrix.entryCount()).isEqualTo(n);
        assertThat(matrix.colourCount()).isEqualTo(1);
    }

    @Test
    void arrays_of_the_wrong_length_are_refused() {
        List<Value> x = leaves(5);
        CompiledSparseMatrix matrix = compile(tridiagonal(x), x).sparseJacobian();
        assertThatThrownBy(() -> matrix.evaluate(NONE, new double[4], new double[5], new double[13]))
                .hasMessageContaining("5 inputs");
        assertThatThrownBy(() -> matrix.evaluate(NONE, new double[5], new double[4], new double[13]))
                .hasMessageContaining("outputs must have length 5, not 4");
        assertThatThrownBy(() -> matrix.evaluate(NONE, new double[5], new double[5], new double[12]))
                .hasMessageContaining("values must have length 13, not 12");
    }
}
