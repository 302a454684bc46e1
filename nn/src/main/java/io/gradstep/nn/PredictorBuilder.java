package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a predictor from a network and the meaning of its numbers. */
public final class PredictorBuilder {
    final int inputCount;
    final UnaryOperator<List<Value>> forward;
    final @Nullable RowModule module;
    final double @Nullable [] weights;
    Loss loss = Loss.MSE;
    ImmutableList<String> inputNames = ImmutableList.of();
    ImmutableList<String> targetNames = ImmutableList.of();
    ImmutableList<String> classNames = ImmutableList.of();
    Scaling scaling = Scaling.NONE;

    PredictorBuilder(
            int inputCount,
            UnaryOperator<List<Value>> forward,
            @Nullable RowModule module,
            double @Nullable [] weights) {
        this.inputCount = inputCount;
        this.forward = forward;
        this.module = module;
        this.weights = weights;
    }

    /**
     * Sets the loss that the network was trained with, which determines how classes are decided. The default is
     * {@link Loss#MSE}.
     *
     * @param loss one of the library's
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder loss(Loss loss) {
        Objects.requireNonNull(loss, "loss");
        this.loss = loss instanceof WeightedLoss weighted ? weighted.plain() : loss;
        return this;
    }

    /**
     * Sets the names of inputs, targets and classes to those of some samples.
     *
     * @param data samples like those that the network was trained on
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder meaning(RowSource data) {
        Objects.requireNonNull(data, "data");
        return inputNames(data.inputNames()).targetNames(data.targetNames()).classNames(data.classNames());
    }

    /**
     * Sets the names of the inputs.
     *
     * @param names one per input
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder inputNames(List<String> names) {
        Objects.requireNonNull(names, "names");
        this.inputNames = ImmutableList.copyOf(names);
        return this;
    }

    /**
     * Sets the names of the targets.
     *
     * @param names one per output; only one if the network predicts classes
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder targetNames(List<String> names) {
        Objects.requireNonNull(names, "names");
        this.targetNames = ImmutableList.copyOf(names);
        return this;
    }

    /**
     * Sets the names of the classes.
     *
     * @param names one per output, or two for a single output; none for a network that predicts quantities
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder classNames(List<String> names) {
        Objects.requireNonNull(names, "names");
        this.classNames = ImmutableList.copyOf(names);
        return this;
    }

    /**
     * Sets the conversion of rows to the network's units, and of its outputs back.
     *
     * @param scaling fitted to the training samples
     * @return this
     */
    @CanIgnoreReturnValue
    public PredictorBuilder scaling(Scaling scaling) {
        this.scaling = Objects.requireNonNull(scaling, "scaling");
        return this;
    }

    /**
     * Builds the predictor.
     *
     * @return a predictor with the weights that the network has now
     * @throws IllegalArgumentException if names or scaling do not match the numbers of inputs and outputs
     * @throws IllegalStateException if the network was loaded from a file with a scaling, and none is set here
     */
    public Predictor build() {
        if (module != null && module.module() instanceof Mlp mlp && scaling.isNone()) {
            mlp.requireOwnUnits("set its scaling, or use Predictor.load");
        }
        return new Predictor(this);
    }
}
