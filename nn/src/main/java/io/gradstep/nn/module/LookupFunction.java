package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * A compiled function of a module's parameters, of rows of its tables that are chosen by index, and of other inputs.
 *
 * <p>A row costs a copy of its numbers, and its gradient is added to that of the table: a product with a one-hot vector
 * would cost as many multiplications as the table has numbers.
 *
 * <pre>{@code
 * Embedding table = Embedding.of(100, 2, 42);
 * RowArgument word = RowArgument.of(table.tensors().get(0));
 * Value length = Value.norm(word.values());
 * LookupFunction norm = LookupFunction.of(table, List.of(length), List.of(word), List.of());
 * double[] parameters = table.tensors().get(0).data();
 * double[] gradient = new double[parameters.length];
 * double value = norm.gradient(parameters, new int[] {7}, new double[0], gradient);
 * System.out.println(value == Math.hypot(parameters[14], parameters[15])); // true
 * System.out.println(gradient[14] != 0 && gradient[13] == 0); // true
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class LookupFunction {
    private final CompiledFunction function;
    private final int[] starts;
    private final int[] lengths;
    private final int[] rowCounts;
    private final int numbersOfRows;

    private LookupFunction(CompiledFunction function, int[] starts, int[] lengths, int[] rowCounts) {
        this.function = function;
        this.starts = starts;
        this.lengths = lengths;
        this.rowCounts = rowCounts;
        int numbers = 0;
        for (int length : lengths) {
            numbers += length;
        }
        this.numbersOfRows = numbers;
    }

    /**
     * Compiles a graph.
     *
     * @param module whose parameters are the function's, in its order
     * @param outputs the outputs, at least one
     * @param rows the rows to choose, of tables of the module
     * @param inputs the other leaves that differ from call to call; a constant takes no gradient
     * @return the function
     * @throws IllegalArgumentException if a table is not of the module, an input is no leaf, or a leaf that takes a
     *     gradient is neither a parameter nor an argument
     */
    public static LookupFunction of(
            Parameterized module, List<Value> outputs, List<RowArgument> rows, List<Value> inputs) {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(inputs, "inputs");
        IdentityHashMap<Value, Integer> firsts = new IdentityHashMap<>();
        int at = 0;
        for (ParameterTensor tensor : module.tensors()) {
            if (!tensor.values().isEmpty()) {
                firsts.put(tensor.values().get(0), at);
            }
            at += tensor.values().size();
        }
        int[] starts = new int[rows.size()];
        int[] lengths = new int[rows.size()];
        int[] rowCounts = new int[rows.size()];
        ImmutableList.Builder<Value> all = ImmutableList.builder();
        for (int i = 0; i < starts.length; i++) {
            ParameterTensor table = rows.get(i).table();
            Integer start = firsts.get(table.values().get(0));
            if (start == null) {
                throw new IllegalArgumentException(
                        "the table %s of row %d is no tensor of the module".formatted(table.name(), i));
            }
            starts[i] = start;
            rowCounts[i] = table.shape().get(0);
            lengths[i] = table.shape().get(1);
            all.addAll(rows.get(i).values());
        }
        CompiledFunction function = CompiledFunction.builder(outputs)
                .parameters(module.parameters())
                .inputs(all.addAll(inputs).build())
                .build();
        return new LookupFunction(function, starts, lengths, rowCounts);
    }

    /** {@return the number of parameters} */
    public int parameterCount() {
        return function.parameterCount();
    }

    /** {@return the number of rows to choose} */
    public int rowCount() {
        return starts.length;
    }

    /** {@return the number of other inputs} */
    public int inputCount() {
        return function.inputCount() - numbersOfRows;
    }

    /** {@return the number of outputs} */
    public int outputCount() {
        return function.outputCount();
    }

    /**
     * Computes the first output.
     *
     * @param parameters one number per parameter
     * @param rows the index of each row in its table
     * @param inputs one number per other input
     * @return the output
     * @throws IllegalArgumentException if an array has the wrong length
     * @throws IndexOutOfBoundsException if a table has no such row
     */
    public double value(double[] parameters, int[] rows, double[] inputs) {
        return function.value(parameters, arguments(parameters, rows, inputs));
    }

    /**
     * Computes all outputs.
     *
     * @param parameters one number per parameter
     * @param rows the index of each row in its table
     * @param inputs one number per other input
     * @param outputs receives one number per output
     * @throws IllegalArgumentException if an array has the wrong length
     * @throws IndexOutOfBoundsException if a table has no such row
     */
    public void evaluate(double[] parameters, int[] rows, double[] inputs, double[] outputs) {
        Objects.requireNonNull(outputs, "outputs");
        function.evaluate(parameters, arguments(parameters, rows, inputs), outputs);
    }

    /**
     * Computes the first output and its gradient; those of the rows are added to their tables'.
     *
     * @param parameters one number per parameter
     * @param rows the index of each row in its table
     * @param inputs one number per other input
     * @param gradient receives ∂output/∂parameter for each parameter
     * @return the output
     * @throws IllegalArgumentException if an array has the wrong length
     * @throws IndexOutOfBoundsException if a table has no such row
     */
    @CanIgnoreReturnValue
    public double gradient(double[] parameters, int[] rows, double[] inputs, double[] gradient) {
        Objects.requireNonNull(gradient, "gradient");
        double[] arguments = arguments(parameters, rows, inputs);
        double[] slopes = new double[arguments.length];
        double value = function.gradient(parameters, arguments, gradient, slopes);
        int from = 0;
        for (int i = 0; i < starts.length; i++) {
            int to = starts[i] + rows[i] * lengths[i];
            for (int j = 0; j < lengths[i]; j++) {
                gradient[to + j] += slopes[from + j];
            }
            from += lengths[i];
        }
        return value;
    }

    /** The numbers of the chosen rows, then the other inputs. */
    private double[] arguments(double[] parameters, int[] rows, double[] inputs) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(inputs, "inputs");
        if (parameters.length != parameterCount() || rows.length != starts.length || inputs.length != inputCount()) {
            throw new IllegalArgumentException(
                    "%d parameters, %d rows and %d inputs were given, but %d, %d and %d are needed"
                            .formatted(
                                    parameters.length,
                                    rows.length,
                                    inputs.length,
                                    parameterCount(),
                                    starts.length,
                                    inputCount()));
        }
        double[] arguments = new double[numbersOfRows + inputs.length];
        int to = 0;
        for (int i = 0; i < starts.length; i++) {
            int row = Objects.checkIndex(rows[i], rowCounts[i]);
            System.arraycopy(parameters, starts[i] + row * lengths[i], arguments, to, lengths[i]);
            to += lengths[i];
        }
        System.arraycopy(inputs, 0, arguments, to, inputs.length);
        return arguments;
    }
}
