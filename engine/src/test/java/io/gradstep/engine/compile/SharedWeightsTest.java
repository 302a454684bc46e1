package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers that are applied at several places of a graph with the same weights, as in a text or a recurrence. */
class SharedWeightsTest {
    private static final long SEED = 20261126;

    /** Of numbers around 1: sums of at most some hundred terms in another order. */
    private static final double TOLERANCE = 1e-13;

    private final Random random = new Random(SEED);
    private final List<Value> parameters = new ArrayList<>();

    private List<Value> leaves(int count) {
        List<Value> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Value.of(random.nextGaussian()));
        }
        parameters.addAll(leaves);
        return leaves;
    }

    private List<List<Value>> matrix(int rows, int columns) {
        List<List<Value>> matrix = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            matrix.add(leaves(columns));
        }
        return matrix;
    }

    private static List<Value> product(List<List<Value>> matrix, List<Value> x) {
        return matrix.stream().map(row -> Value.dot(row, x)).toList();
    }

    /** The outputs are the mean over all places, and the output of the first, of which the others are no part. */
    @ParameterizedTest
    @CsvSource({"1, 5, 4", "2, 4, 16", "7, 16, 16", "7, 5, 9", "20, 17, 6", "33, 4, 24"})
    void a_tape_agrees_with_the_interpreter(int places, int rows, int columns) {
        List<List<Value>> first = matrix(rows, columns);
        List<List<Value>> second = matrix(columns, rows);
        List<List<Value>> third = matrix(columns, columns);
        List<Value> terms = new ArrayList<>();
        List<Value> state = leaves(columns);
        for (int place = 0; place < places; place++) {
            List<Value> x = state;
            List<Value> inner = product(first, x).stream().map(Value::tanh).toList();
            List<Value> outer = product(second, inner);
            List<Value> gates = product(third, x);
            terms.add(Value.dot(outer, gates));
            state = place % 3 == 0
                    ? leaves(columns)
                    : outer.stream().map(Value::tanh).toList();
        }
        List<Value> outputs = List.of(Value.mean(terms), terms.get(0));
        double[] numbers = parameters.stream().mapToDouble(Value::data).toArray();
        for (int output = 0; output < 2; output++) {
            double[] expected =
                    TierEqualityTest.gradient(compile(outputs, Tier.INTERPRETER), output, numbers, new double[0]);
            double[] actual = TierEqualityTest.gradient(compile(outputs, Tier.TAPE), output, numbers, new double[0]);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as("output %d, number %d", output, i).isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }

    private CompiledFunction compile(List<Value> outputs, Tier tier) {
        return CompiledFunction.builder(outputs)
                .parameters(parameters)
                .tier(tier)
                .build();
    }
}
