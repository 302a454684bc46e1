package io.gradstep.engine.compile;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.recording.Recorder;
import java.util.List;
import java.util.Objects;

/** Builds a {@link CompiledFunction}. */
public final class FunctionBuilder {
    private final ImmutableList<Value> outputs;
    private ImmutableList<Value> parameters = ImmutableList.of();
    private ImmutableList<Value> inputs = ImmutableList.of();
    private ImmutableList<Value> frozen = ImmutableList.of();
    private Tier tier = Tier.AUTOMATIC;

    FunctionBuilder(ImmutableList<Value> outputs) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a function needs at least one output");
        }
        this.outputs = outputs;
    }

    /**
     * Sets the arguments that all samples of a batch share.
     *
     * @param parameters leaves
     * @return this builder
     */
    @CanIgnoreReturnValue
    public FunctionBuilder parameters(List<Value> parameters) {
        Objects.requireNonNull(parameters, "parameters");
        this.parameters = ImmutableList.copyOf(parameters);
        return this;
    }

    /**
     * Sets the arguments that differ between samples. A constant may be an input: no gradient flows into it, which
     * saves work.
     *
     * @param inputs leaves
     * @return this builder
     */
    @CanIgnoreReturnValue
    public FunctionBuilder inputs(List<Value> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        this.inputs = ImmutableList.copyOf(inputs);
        return this;
    }

    /**
     * Names leaves that take a gradient but are no arguments: they keep the numbers that they have now.
     *
     * @param leaves leaves
     * @return this builder
     */
    @CanIgnoreReturnValue
    public FunctionBuilder frozen(List<Value> leaves) {
        Objects.requireNonNull(leaves, "leaves");
        this.frozen = ImmutableList.copyOf(leaves);
        return this;
    }

    /**
     * Saves memory where steps repeat themselves (see the {@linkplain io.gradstep.engine.compile package}): an
     * evaluation of n steps keeps the values of about 2√n of them, and the backward pass computes the others anew. A
     * gradient takes 40 to 80 % longer, and has the same bits. Gradients of outputs after the first keep all values,
     * and are interpreted. Batches and functions without such steps are evaluated as ever. A function that has been
     * serialized and read back keeps all values.
     *
     * @return this builder
     */
    @CanIgnoreReturnValue
    public FunctionBuilder checkpoints() {
        return tier(Tier.CHECKPOINTS);
    }

    @CanIgnoreReturnValue
    FunctionBuilder tier(Tier tier) {
        this.tier = tier;
        return this;
    }

    /**
     * Compiles the function. Later changes to the graph do not affect it. Time and memory are linear in the size of
     * the graph.
     *
     * @return the function
     * @throws IllegalArgumentException if an argument is not a leaf, or is listed twice, or if a leaf that takes a
     *     gradient is neither an argument nor {@link #frozen}
     */
    public CompiledFunction build() {
        return new CompiledFunction(Recorder.record(outputs, parameters, inputs, frozen), tier);
    }
}
