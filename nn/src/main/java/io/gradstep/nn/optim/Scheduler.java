package io.gradstep.nn.optim;

import io.gradstep.engine.Op;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.Objects;

/**
 * A learning-rate schedule: the factor on the optimizer's learning rate over the course of a training.
 *
 * <p>It is called before every batch, with the fractional number of epochs that have passed. At whole epochs the
 * formulas agree with those of PyTorch's {@code torch.optim.lr_scheduler}, which moves once an epoch.
 *
 * <p>Give your own scheduler a {@link #label}, so that a training cannot be resumed with another one.
 */
@FunctionalInterface
public interface Scheduler {
    /** A constant learning rate. */
    Scheduler CONSTANT = labelled("constant", (epoch, epochs) -> 1);

    /** The label of a scheduler that does not define one. */
    String CUSTOM = "custom";

    /**
     * {@return the factor on the learning rate, at least 0}
     *
     * @param epoch the epochs that have passed: 0 at the start, 2.5 in the middle of the third
     * @param epochs the epochs of the whole training
     */
    double factor(double epoch, double epochs);

    /**
     * {@return the label that identifies this scheduler, such as {@code step(10.0, 0.5)}; {@value #CUSTOM} by default}
     * A training can only be resumed with the same label.
     */
    default String label() {
        return CUSTOM;
    }

    private static Scheduler labelled(String label, Scheduler scheduler) {
        return new Scheduler() {
            @Override
            public double factor(double epoch, double epochs) {
                return scheduler.factor(epoch, epochs);
            }

            @Override
            public String label() {
                return label;
            }
        };
    }

    /**
     * {@return a staircase: γ to the power of the number of completed steps ({@code StepLR})}
     *
     * @param every the length of a step in epochs, positive
     * @param gamma the factor of each step, positive
     * @throws IllegalArgumentException if either is not positive
     */
    static Scheduler step(double every, double gamma) {
        ArgumentChecks.positive("the length of a step", every);
        ArgumentChecks.positive("gamma", gamma);
        return labelled(
                "step(%s, %s)".formatted(every, gamma),
                (epoch, epochs) -> Op.POW.value(gamma, Math.floor(epoch / every)));
    }

    /**
     * {@return half a cosine, from 1 down to a floor ({@code CosineAnnealingLR}; Loshchilov and Hutter, ICLR 2017)}
     *
     * @param floor the last factor, at least 0
     * @throws IllegalArgumentException if the floor is negative
     */
    static Scheduler cosine(double floor) {
        ArgumentChecks.notNegative("the last factor", floor);
        return labelled(
                "cosine(%s)".formatted(floor),
                (epoch, epochs) -> floor + (1 - floor) * (1 + Op.COS.value(Math.PI * passed(epoch, epochs))) / 2);
    }

    /**
     * {@return a straight line over the whole training ({@code LinearLR})}
     *
     * @param from the first factor, at least 0
     * @param to the last factor, at least 0
     * @throws IllegalArgumentException if one is negative
     */
    static Scheduler linear(double from, double to) {
        ArgumentChecks.notNegative("the first factor", from);
        ArgumentChecks.notNegative("the last factor", to);
        return labelled(
                "linear(%s, %s)".formatted(from, to), (epoch, epochs) -> from + (to - from) * passed(epoch, epochs));
    }

    /**
     * {@return a scheduler that first rises in a straight line to the full learning rate, then runs another scheduler
     * for the rest of the training}
     *
     * @param warmUp the length of the rise in epochs, positive
     * @param from the first factor, at least 0
     * @param then the scheduler that follows, from its own beginning
     * @throws IllegalArgumentException if the length is not positive or the first factor negative
     */
    static Scheduler warmUp(double warmUp, double from, Scheduler then) {
        Objects.requireNonNull(then, "then");
        ArgumentChecks.positive("the length of the warm-up", warmUp);
        ArgumentChecks.notNegative("the first factor", from);
        return labelled(
                "warmUp(%s, %s, %s)".formatted(warmUp, from, then.label()),
                (epoch, epochs) -> epoch < warmUp
                        ? (from + (1 - from) * epoch / warmUp) * then.factor(0, epochs - warmUp)
                        : then.factor(epoch - warmUp, epochs - warmUp));
    }

    private static double passed(double epoch, double epochs) {
        return epochs > 0 ? Math.min(1, epoch / epochs) : 1;
    }
}
