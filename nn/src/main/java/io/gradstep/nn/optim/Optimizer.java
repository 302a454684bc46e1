package io.gradstep.nn.optim;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.arguments.KnownNames;
import java.util.List;
import java.util.Objects;

/**
 * An update rule and its settings, immutable. {@link #over} applies it to parameters.
 *
 * <pre>{@code
 * Value x = Value.of(0, "x");
 * Value y = Value.of(2, "y");
 * OptimizerStep optimizer = Optimizer.sgd(1e-3).over(List.of(x, y));
 * for (int step = 0; step < 10_000; step++) {
 *     Value valley = y.sub(x.mul(x)).pow(2).mul(100).add(Value.constant(1).sub(x).pow(2));
 *     optimizer.zeroGrad();
 *     valley.backward();
 *     optimizer.step();
 * }
 * System.out.println(Math.abs(x.data() - 0.9944984367782456) < 1e-12); // true
 * }</pre>
 *
 * <p>The formulas are those of PyTorch's {@code torch.optim}, as its documentation gives them, with the same defaults.
 */
public abstract sealed class Optimizer permits Sgd, RmsProp, Adam {
    private static final double SAFE = 1e300;

    private final double learningRate;

    Optimizer(double learningRate) {
        this.learningRate = ArgumentChecks.positive("the learning rate", learningRate);
    }

    /**
     * {@return gradient descent without momentum; its {@code with} methods return variants}
     *
     * @param learningRate the learning rate, positive
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0, 0, false, 0);
    }

    /**
     * {@return RMSProp with smoothing 0.99 and ε = 1e-8; its {@code with} methods return variants}
     *
     * @param learningRate the learning rate, positive
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate, 0.99, 1e-8, 0, false, 0);
    }

    /**
     * {@return Adam with β = (0.9, 0.999) and ε = 1e-8; its {@code with} methods return variants}
     *
     * @param learningRate the learning rate, positive
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, false);
    }

    /**
     * {@return AdamW with β = (0.9, 0.999), ε = 1e-8 and weight decay 0.01; its {@code with} methods return variants}
     *
     * @param learningRate the learning rate, positive
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static Adam adamW(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8, 0.01, true);
    }

    /**
     * {@return the optimizer of a name, with its default settings}
     *
     * @param label {@code sgd}, {@code rmsProp}, {@code adam} or {@code adamW}
     * @param learningRate the learning rate, positive
     * @throws IllegalArgumentException if there is none of that name (the message lists the known names) or the rate is
     *     not positive
     */
    public static Optimizer named(String label, double learningRate) {
        Objects.requireNonNull(label, "label");
        ImmutableList<Optimizer> all =
                ImmutableList.of(sgd(learningRate), rmsProp(learningRate), adam(learningRate), adamW(learningRate));
        for (Optimizer optimizer : all) {
            if (optimizer.label().equals(label)) {
                return optimizer;
            }
        }
        throw KnownNames.unknown(
                "optimizer", label, all.stream().map(Optimizer::label).toList());
    }

    /**
     * Applies this optimizer to parameters, starting at step 1.
     *
     * @param parameters the leaves to update
     * @return the optimizer's steps, with a fresh state
     * @throws IllegalArgumentException if there are no parameters, or one is a constant or not a leaf
     */
    public final OptimizerStep over(List<Value> parameters) {
        return new OptimizerStep(this, parameters);
    }

    /** {@return the learning rate, always positive} */
    public final double learningRate() {
        return learningRate;
    }

    /** {@return the name that {@link #named} takes, such as {@code adamW}} */
    public abstract String label();

    /**
     * {@return an immutable list of PyTorch's names of the state that is kept per parameter, such as {@code exp_avg};
     * empty if there is none}
     */
    public abstract List<String> stateNames();

    /**
     * Computes one step for all parameters, in place: the JIT compiler vectorises a loop that writes where it reads.
     *
     * @param step the number of this step, from 1
     * @param learningRate the learning rate of this step
     * @param gradients of the parameters
     * @param parameters before the step, and after it
     * @param state of the parameters: one row for each of {@link #stateNames}
     */
    abstract void update(long step, double learningRate, double[] gradients, double[] parameters, double[][] state);

    /**
     * Decides whether {@link #update} cannot make any number infinite or NaN, from upper bounds of magnitudes: then it
     * may work in place, as it has nothing to take back.
     *
     * @param step the number of this step, from 1
     * @param learningRate the learning rate of this step
     * @param gradient the bound of the gradients, NaN or infinite if there is none
     * @param parameter that of the parameters before the step
     * @param state those of the rows of the state before the step; set to those after it
     */
    abstract boolean isBounded(long step, double learningRate, double gradient, double parameter, double[] state);

    /** Whether bounds are far enough from overflow; not if one is NaN. */
    static boolean areSafe(double... bounds) {
        for (double bound : bounds) {
            if (!(bound < SAFE)) {
                return false;
            }
        }
        return true;
    }

    /** The bound of a moving average of numbers; a little more than either bound, as averages are rounded. */
    static double averageBound(double average, double number) {
        return Math.max(average, number) * (1 + 1e-14);
    }
}
