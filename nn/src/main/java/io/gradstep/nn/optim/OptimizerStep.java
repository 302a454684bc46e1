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
    private final double[][] state;

    /** Upper bounds of the magnitudes in the rows of the state. */
    private double[] bounds;

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
        this.state = new double[optimizer.stateNames().size()][this.parameters.length];
        this.bounds = new double[state.length];
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
        double[] gradients = new double[parameters.length];
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
     * @throws IllegalArgumentException if the rate is negative, or there are more or fewer gradients than parameters
     * @throws ArithmeticException if the step would make a number NaN or infinite; no parameter has changed then
     */
    public void step(double learningRate, GradientClip clip, double[] gradients) {
        double[] numbers = new double[parameters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = parameters[i].data();
        }
        step(learningRate, clip, gradients, numbers);
        for (int i = 0; i < numbers.length; i++) {
            parameters[i].setData(numbers[i]);
        }
    }

    /**
     * Updates the numbers of the parameters in an array, as those of a compiled function, from given gradients. The
     * parameters themselves do not change; their names are in messages.
     *
     * @param learningRate the learning rate of this step, 0 or more
     * @param clip the limit on gradients
     * @param gradients one per parameter, in order; clipped in place
     * @param numbers those of the parameters, in order, which are overwritten
     * @throws IllegalArgumentException if the rate is negative, or there are more or fewer gradients or numbers than
     *     parameters
     * @throws ArithmeticException if the step would make a number NaN or infinite; no number has changed then
     */
    public void step(double learningRate, GradientClip clip, double[] gradients, double[] numbers) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(gradients, "gradients");
        Objects.requireNonNull(numbers, "numbers");
        requireCount("gradients", gradients);
        requireCount("numbers", numbers);
        ArgumentChecks.notNegative("the learning rate", learningRate);
        if (clip != GradientClip.NONE) {
            requireFinite("the gradient of ", gradients);
            clip.apply(gradients);
        }
        double[] after = bounds.clone();
        if (optimizer.isBounded(steps + 1, learningRate, bound(gradients), bound(numbers), after)) {
            optimizer.update(steps + 1, learningRate, gradients, numbers, state);
            bounds = after;
        } else {
            stepCarefully(learningRate, gradients, numbers);
        }
        steps++;
    }

    private void requireCount(String what, double[] numbers) {
        if (numbers.length != parameters.length) {
            throw new IllegalArgumentException(
                    "%d %s were given for %d parameters".formatted(numbers.length, what, parameters.length));
        }
    }

    /** Makes a step on copies, which become the parameters and the state only if all of them are finite. */
    private void stepCarefully(double learningRate, double[] gradients, double[] numbers) {
        requireFinite("the gradient of ", gradients);
        double[] next = numbers.clone();
        double[][] rows = copy(state);
        optimizer.update(steps + 1, learningRate, gradients, next, rows);
        requireFinite("the next value of ", next);
        for (int row = 0; row < rows.length; row++) {
            requireFinite(optimizer.stateNames().get(row) + " of ", rows[row]);
        }
        System.arraycopy(next, 0, numbers, 0, next.length);
        set(rows);
    }

    private void set(double[][] rows) {
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, state[row], 0, parameters.length);
            bounds[row] = bound(rows[row]);
        }
    }

    private static double[][] copy(double[][] rows) {
        double[][] copies = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copies[row] = rows[row].clone();
        }
        return copies;
    }

    /**
     * {@return an upper bound of the magnitudes of some numbers, from the sum of their squares; NaN or infinite if one
     * of them is, or may be} Four sums at a time are quicker than a question for each number.
     */
    private static double bound(double[] numbers) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int whole = numbers.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            sum0 += numbers[i] * numbers[i];
            sum1 += numbers[i + 1] * numbers[i + 1];
            sum2 += numbers[i + 2] * numbers[i + 2];
            sum3 += numbers[i + 3] * numbers[i + 3];
        }
        for (int i = whole; i < numbers.length; i++) {
            sum0 += numbers[i] * numbers[i];
        }
        double sum = sum0 + sum1 + (sum2 + sum3);
        return Math.sqrt(sum) * 1.001 + 1e-150; // more than is lost by rounding, and by squares that are 0
    }

    private void requireFinite(String what, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                String name = parameters[i].name();
                throw new ArithmeticException(what + (name == null ? "parameter " + i : name) + " is " + numbers[i]);
            }
        }
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
        return ImmutableList.copyOf(copy(state));
    }

    /**
     * Restores the state of another run of the same optimizer.
     *
     * @param steps how many steps it had made
     * @param rows its {@link #rows}, which are copied
     */
    public void restore(long steps, List<double[]> rows) {
        this.steps = steps;
        set(rows.toArray(double[][]::new));
    }
}
