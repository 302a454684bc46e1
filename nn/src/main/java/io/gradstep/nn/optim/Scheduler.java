package io.gradstep.nn.optim;

import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.Objects;

/**
 * How the learning rate changes in the course of a training: the factor on the optimizer's rate.
 *
 * <p>It is asked before every batch, with the epochs that have passed as a fraction. At whole epochs the formulas agree
 * with those of PyTorch's {@code torch.optim.lr_scheduler}, which moves once an epoch.
 *
 * <p>One of your own should have a {@link #label}, so that a training is not resumed with another.
 */
@FunctionalInterface
public interface Scheduler {
    /** The rate stays what it is. */
    Scheduler CONSTANT = labelled("constant", (epoch, epochs) -> 1);

    /** The label of a scheduler that does not tell its own. */
    String CUSTOM = "custom";

    /**
     * Returns the factor on the learning rate.
     *
     * @param epoch the epochs that have passed: 0 at the start, 2.5 in the middle of the third
     * @param epochs the epochs of the whole training
     * @return 0 or more
     */
    double factor(double epoch, double epochs);

    /**
     * Returns what tells this scheduler from others: a training that goes on needs one with the same label.
     *
     * @return such as {@code step(10.0, 0.5)}; {@value #CUSTOM} unless a scheduler says otherwise
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
     * Returns a staircase: γ to the number of full steps passed ({@code StepLR}).
     *
     * @param every the length of a step in epochs, positive
     * @param gamma the factor of each step, positive
     * @return the scheduler
     * @throws IllegalArgumentException if either is not positive
     */
    static Scheduler step(double every, double gamma) {
        ArgumentChecks.positive("the length of a step", every);
        ArgumentChecks.positive("gamma", gamma);
        return labelled(
                "step(%s, %s)".formatted(every, gamma),
                (epoch, epochs) -> StrictMath.pow(gamma, Math.floor(epoch / every)));
    }

    /**
     * Returns half a cosine, from 1 down to a floor ({@code CosineAnnealingLR}; Loshchilov and Hutter, ICLR 2017).
     *
     * @param floor the last factor, at least 0
     * @return the scheduler
     * @throws IllegalArgumentException if the floor is negative
     */
    static Scheduler cosine(double floor) {
        ArgumentChecks.notNegative("the last factor", floor);
        return labelled(
                "cosine(%s)".formatted(floor),
                (epoch, epochs) -> floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * passed(epoch, epochs))) / 2);
    }

    /**
     * Returns a straight line over the whole training ({@code LinearLR}).
     *
     * @param from the first factor, at least 0
     * @param to the last factor, at least 0
     * @return the scheduler
     * @throws IllegalArgumentException if one is negative
     */
    static Scheduler linear(double from, double to) {
        ArgumentChecks.notNegative("the first factor", from);
        ArgumentChecks.notNegative("the last factor", to);
        return labelled(
                "linear(%s, %s)".formatted(from, to), (epoch, epochs) -> from + (to - from) * passed(epoch, epochs));
    }

    /**
     * Returns a scheduler that first rises in a straight line to the full rate, and then hands over to another one for
     * what is left of the training.
     *
     * @param warmUp how long the rise takes in epochs, positive
     * @param from the first factor, at least 0
     * @param then what follows, from its own beginning
     * @return the scheduler
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
