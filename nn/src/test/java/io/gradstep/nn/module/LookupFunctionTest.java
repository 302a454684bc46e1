package io.gradstep.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rows chosen by index, and functions of sequences of any length. */
class LookupFunctionTest {
    private final Embedding table = Embedding.of(5, 3, 42);
    private final Linear map = Linear.of(3, 1, true, Initializer.XAVIER, 7);
    private final Parameterized model = () -> ImmutableList.<ParameterTensor>builder()
            .addAll(ParameterTensor.within("table.", table))
            .addAll(ParameterTensor.within("map.", map))
            .build();

    /** Σ tanh(map(row)·scale) over the rows. */
    private Value loss(List<List<Value>> rows, Value scale) {
        List<Value> terms = new ArrayList<>();
        for (List<Value> row : rows) {
            terms.add(map.forward(row).get(0).mul(scale).tanh());
        }
        return Value.sum(terms);
    }

    private LookupFunction compiled(int length) {
        List<RowArgument> rows = RowArgument.several(table.tensors().get(0), length);
        Value scale = Value.constant(1);
        Value loss = loss(rows.stream().map(RowArgument::values).toList(), scale);
        return LookupFunction.of(model, List.of(loss, scale), rows, List.of(scale));
    }

    @Test
    void gradients_of_rows_are_scattered_back_and_add_up() {
        int[] tokens = {4, 1, 4};
        model.zeroGrad();
        Value eager =
                loss(Arrays.stream(tokens).<List<Value>>mapToObj(table::row).toList(), Value.constant(0.5));
        eager.backward();
        LookupFunction function = compiled(3);
        double[] gradient = new double[model.parameterCount()];
        Arrays.fill(gradient, 99);
        double value = function.gradient(StateDict.numbers(model), tokens, new double[] {0.5}, gradient);
        assertThat(value).isCloseTo(eager.data(), within(1e-15));
        List<Value> parameters = model.parameters();
        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i])
                    .as(parameters.get(i).name())
                    .isCloseTo(parameters.get(i).grad(), within(1e-15));
        }
        double[] outputs = new double[2];
        function.evaluate(StateDict.numbers(model), tokens, new double[] {0.5}, outputs);
        assertThat(outputs).containsExactly(value, 0.5);
        assertThat(function.value(StateDict.numbers(model), tokens, new double[] {0.5}))
                .isEqualTo(value);
    }

    @Test
    void wrong_arguments_are_rejected() {
        LookupFunction function = compiled(2);
        double[] parameters = StateDict.numbers(model);
        assertThatThrownBy(() -> function.value(parameters, new int[] {0, 5}, new double[1]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> function.value(parameters, new int[] {0}, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("19 parameters, 1 rows and 1 inputs were given, but 19, 2 and 1 are needed");
        RowArgument foreign = RowArgument.of(Embedding.of(2, 3, 1).tensors().get(0));
        assertThatThrownBy(() ->
                        LookupFunction.of(model, List.of(Value.sum(foreign.values())), List.of(foreign), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the table weight of row 0 is no tensor of the module");
        assertThatThrownBy(() -> RowArgument.of(map.tensors().get(1)))
                .hasMessage("a table has rows and columns, but bias has the shape [1]");
    }

    @Test
    void a_family_records_each_length_once_even_for_many_threads() throws Exception {
        AtomicInteger recorded = new AtomicInteger();
        CompiledFamily family = CompiledFamily.of(length -> {
            recorded.incrementAndGet();
            return compiled(length);
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<LookupFunction>> calls = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                int length = 1 + i % 2;
                calls.add(() -> family.of(length));
            }
            for (Future<LookupFunction> function : threads.invokeAll(calls)) {
                assertThat(function.get()).isIn(family.of(1), family.of(2));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(recorded).hasValue(2);
        assertThat(family.of(2).rowCount()).isEqualTo(2);
    }

    @Test
    void a_batch_is_the_sum_of_its_sequences_on_any_number_of_threads() {
        CompiledFamily family = CompiledFamily.of(this::compiled);
        List<CompiledFamily.Sequence> batch = List.of(
                CompiledFamily.Sequence.of(1, new int[] {3}, 1),
                CompiledFamily.Sequence.of(3, new int[] {0, 3, 3}, -2),
                CompiledFamily.Sequence.of(2, new int[] {1, 2}, 0.5));
        double[] parameters = StateDict.numbers(model);
        double[] expected = new double[parameters.length];
        double[] one = new double[parameters.length];
        for (CompiledFamily.Sequence sequence : batch) {
            family.of(sequence.length()).gradient(parameters, sequence.rows(), sequence.inputs(), one);
            for (int i = 0; i < one.length; i++) {
                expected[i] += one[i];
            }
        }
        for (int threads : new int[] {1, 2, 3}) {
            double[] gradient = new double[parameters.length];
            double[] values = new double[3];
            family.sumGradient(parameters, batch, gradient, values, threads);
            assertThat(gradient).isEqualTo(expected);
            assertThat(values[2]).isEqualTo(family.of(2).value(parameters, new int[] {1, 2}, new double[] {0.5}));
        }
    }
}
