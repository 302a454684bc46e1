package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * One layer of long short-term memory (Hochreiter and Schmidhuber, 1997), as PyTorch's {@code LSTM}.
 *
 * <p>From the input x and the last output h, with four matrices each: the gates i = σ(W<sub>i</sub>·x + U<sub>i</sub>·h
 * + b<sub>i</sub>), f and o likewise, and g = tanh(…); the memory c ← f·c + i·g; the output h = o·tanh(c). Memory and
 * output start at 0. The rows of the tensors are those of i, f, g and o, in this order; there are two biases, which are
 * added, as in PyTorch.
 */
public final class Lstm implements SequenceModule {
    private static final int GATES = 4;

    private final int inputCount;
    private final int size;
    private final Matrix fromInput;
    private final Matrix fromOutput;
    private final ParameterTensor inputBias;
    private final ParameterTensor outputBias;

    private Lstm(int inputCount, int size, DoubleSupplier numbers) {
        this.inputCount = ArgumentChecks.positive("inputs", inputCount);
        this.size = ArgumentChecks.positive("outputs", size);
        this.fromInput = Matrix.of("weight_ih_l0", GATES * size, inputCount, numbers);
        this.fromOutput = Matrix.of("weight_hh_l0", GATES * size, size, numbers);
        this.inputBias = Matrix.vector("bias_ih_l0", GATES * size, numbers);
        this.outputBias = Matrix.vector("bias_hh_l0", GATES * size, numbers);
    }

    /**
     * Makes a layer with all parameters uniform in ±1/√size, as PyTorch does.
     *
     * @param inputCount the length of each input
     * @param size the length of the memory and of each output
     * @param seed of the random numbers
     * @return a new layer
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static Lstm of(int inputCount, int size, long seed) {
        RandomStream random = new RandomStream(seed);
        double bound = 1 / Math.sqrt(Math.max(1, size));
        return of(inputCount, size, () -> random.uniform(bound));
    }

    /**
     * Makes a layer with given parameters.
     *
     * @param inputCount the length of each input
     * @param size the length of the memory and of each output
     * @param numbers gives the parameters, tensor by tensor
     * @return a new layer
     * @throws IllegalArgumentException if a size is less than 1
     */
    public static Lstm of(int inputCount, int size, DoubleSupplier numbers) {
        return new Lstm(inputCount, size, Objects.requireNonNull(numbers, "numbers"));
    }

    @Override
    public Stream start(Masks masks) {
        Objects.requireNonNull(masks, "masks");
        Value[] memory = new Value[size];
        Arrays.fill(memory, Value.constant(0));
        return new Stream() {
            private Operands last = Operands.of(memory);

            @Override
            public List<Value> next(List<Value> x) {
                last = step(Operands.copyOf(x), last, memory);
                return last;
            }
        };
    }

    private Operands step(Operands x, Operands last, Value[] memory) {
        ArgumentChecks.inputs(x.size(), inputCount);
        Value[] outputs = new Value[size];
        for (int j = 0; j < size; j++) {
            Value in = sum(j, x, last).sigmoid();
            Value forget = sum(size + j, x, last).sigmoid();
            Value candidate = sum(2 * size + j, x, last).tanh();
            Value out = sum(3 * size + j, x, last).sigmoid();
            memory[j] = forget.mul(memory[j]).add(in.mul(candidate));
            outputs[j] = out.mul(memory[j].tanh());
        }
        return Operands.of(outputs);
    }

    private Value sum(int row, Operands x, Operands last) {
        Value ofInput =
                Value.dot(fromInput.rows().get(row), x, inputBias.values().get(row));
        Value ofOutput =
                Value.dot(fromOutput.rows().get(row), last, outputBias.values().get(row));
        return ofInput.add(ofOutput);
    }

    /**
     * {@return an immutable list of {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0} and {@code
     * bias_hh_l0}}
     */
    @Override
    public List<ParameterTensor> tensors() {
        return ImmutableList.of(fromInput.tensor(), fromOutput.tensor(), inputBias, outputBias);
    }

    @Override
    public String toString() {
        return "Lstm(%d → %d)".formatted(inputCount, size);
    }
}
