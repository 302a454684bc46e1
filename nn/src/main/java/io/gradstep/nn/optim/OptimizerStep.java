package io.gradstep.nn.optim;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;

/**
 * Applies an optimizer to parameters, step by step, and keeps its state.
 *
 * <p>A step is atomic: one that would make a number NaN or infinite throws and changes nothing.
 */
public final class OptimizerStep {
    private final Optimizer optimizer;
    private final Value[] parameters;
    private final double[] gradients;

    /** The parameters after the step that is being made. */
    private final double[] next;

    /** The optimizer's state, and that after the step that is being made: one row for each name. */
    private double[][] state;

    private double[][] spare;
    private long steps;

    OptimizerStep(Optimizer optimizer, List<Value> parameters) {
        this.optimizer = optimizer;
        this.parameters = parameters.toArray(Value[]::new);
        ArgumentChecks.positive("the number of parameters", this.parameters.length);
        for (Value parameter : this.parameters) {
            if (!parameter.isLeaf() || parameter.isConstant()) {
                throw new IllegalArgumentException("only a non-constant leaf can be a parameter, not " + parameter);
            }
        }
        this.gradients = new double[this.parameters.length];
        int rows = optimizer.stateNames().size();
        this.next = new double[gradients.length];
        this.state = new double[rows][gradients.length];
        this.spare = new double[rows][gradients.length];
    }

    /** Clears the gradients of all parameters, which otherwise accumulate over backward passes. */
    public void zeroGrad() {
        for (Value parameter : parameters) {
            parameter.zeroGrad();
        }
    }

    /**
     * Updates the parameters from their current gradients, at the optimizer's learning rate.
     *
     * @throws ArithmeticException if the step would make a number NaN or infinite; nothing has changed then
     */
    public void step() {
        step(optimizer.learningRate(), GradientClip.NONE);
    }

    /**
     * Updates the parameters from their current gradients.
     *
     * @param learningRate the learning rate of this step, 0 or more
     * @param clip the limit on gradients; the parameters' own gradients do not change
     * @throws IllegalArgumentException if the rate is negative
     * @throws ArithmeticException if the step would make a number NaN or infinite; nothing has changed then
     */
    public void step(double learningRate, GradientClip clip) {
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = parameters[i].grad();
        }
        step(learningRate, clip, gradients);
    }

    /**
     * Updates the parameters from given gradients; the parameters' own are not read.
     *
     * @param learningRate the learning rate of this step, 0 or more
     * @param clip the limit on gradients
     * @param gradients one per parameter, in order; clipped in place
     * @throws IllegalArgumentException if the rate is negative
     * @throws ArithmeticException if the step would make a number NaN or infinite; no parameter has changed then
     */
    public void step(double learningRate, GradientClip clip, double[] gradients) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(gradients, "gradients");
        for (int i = 0; i < next.length; i++) {
            next[i] = parameters[i].data();
        }
        advance(learningRate, clip, gradients);
    }

    /**
     * Updates parameters whose numbers are in an array too, as those of a compiled function, from given gradients.
     *
     * @param learningRate the learning rate of this step, 0 or more
     * @param clip the limit on gradients
     * @param gradients one per parameter, in order; clipped in place
     * @param numbers those of the parameters, in order; both they and the array get the new ones
     * @throws IllegalArgumentException if the rate is negative, or there are more or fewer numbers than parameters
     * @throws ArithmeticException if the step would make a number NaN or infinite; no parameter has changed then
     */
    public void step(double learningRate, GradientClip clip, double[] gradients, double[] numbers) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(gradients, "gradients");
        Objects.requireNonNull(numbers, "numbers");
        if (numbers.length != next.length) {
            throw new IllegalArgumentException(
                    "%d numbers were given for %d parameters".formatted(numbers.length, next.length));
        }
        System.arraycopy(numbers, 0, next, 0, next.length);
        advance(learningRate, clip, gradients);
        System.arraycopy(next, 0, numbers, 0, next.length);
    }

    private void advance(double learningRate, GradientClip clip, double[] gradients) {
        ArgumentChecks.notNegative("the learning rate", learningRate);
        requireFinite("the gradient of ", gradients);
        clip.apply(gradients);
        for (int row = 0; row < state.length; row++) {
            System.arraycopy(state[row], 0, spare[row], 0, next.length);
        }
        optimizer.update(steps + 1, learningRate, gradients, next, spare);
        requireFinite("the next value of ", next);
        for (int row = 0; row < spare.length; row++) {
            requireFinite(optimizer.stateNames().get(row) + " of ", spare[row]);
        }
        double[][] done = spare;
        spare = state;
        state = done;
        steps++;
        for (int i = 0; i < next.length; i++) {
            parameters[i].setData(next[i]);
        }
    }

    private void requireFinite(String what, double[] numbers) {
        if (areFinite(numbers)) {
            return;
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                String name = parameters[i].name();
                throw new ArithmeticException(what + (name == null ? "parameter " + i : name) + " is " + numbers[i]);
            }
        }
    }

    /** Adds up 0·x, which is NaN for what is not finite: four sums at a time are quicker than a question for each. */
    private static boolean areFinite(double[] numbers) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int whole = numbers.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            sum0 += 0 * numbers[i];
            sum1 += 0 * numbers[i + 1];
            sum2 += 0 * numbers[i + 2];
            sum3 += 0 * numbers[i + 3];
        }
        for (int i = whole; i < numbers.length; i++) {
            sum0 += 0 * numbers[i];
        }
        return sum0 + sum1 + (sum2 + sum3) == 0;
    }

    /** {@return the number of steps done, 0 at first} */
    public long stepCount() {
        return steps;
    }

    /** {@return the optimizer} */
    public Optimizer optimizer() {
        return optimizer;
    }

    /**
     * {@return a copy of the optimizer's state, in an immutable list: one row for each of {@link Optimizer#stateNames},
     * with one number per parameter}
     */
    public List<double[]> rows() {
        ImmutableList.Builder<double[]> copies = ImmutableList.builder();
        for (double[] row : state) {
            copies.add(row.clone());
        }
        return copies.build();
    }

    /**
     * Restores the state of another run of the same optimizer.
     *
     * @param steps how many steps it had made
     * @param rows its {@link #rows}, which are copied
     */
    public void restore(long steps, List<double[]> rows) {
        this.steps = steps;
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, state[row], 0, gradients.length);
        }
    }
}
