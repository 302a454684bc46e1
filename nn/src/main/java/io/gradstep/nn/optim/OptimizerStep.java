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
    private Optimizer.State state;
    private Optimizer.State spare;
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
        this.state = new Optimizer.State(gradients.length, rows);
        this.spare = new Optimizer.State(gradients.length, rows);
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
        Objects.requireNonNull(gradients, "gradients");
        ArgumentChecks.notNegative("the learning rate", learningRate);
        requireFinite("the gradient of ", gradients);
        clip.apply(gradients);
        double[] current = state.parameters;
        for (int i = 0; i < current.length; i++) {
            current[i] = parameters[i].data();
        }
        optimizer.update(steps + 1, learningRate, gradients, state, spare);
        requireFinite("the next value of ", spare.parameters);
        for (int row = 0; row < spare.rows.length; row++) {
            requireFinite(optimizer.stateNames().get(row) + " of ", spare.rows[row]);
        }
        Optimizer.State done = spare;
        spare = state;
        state = done;
        steps++;
        for (int i = 0; i < current.length; i++) {
            parameters[i].setData(done.parameters[i]);
        }
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
     * {@return a copy of the optimizer's state, in an immutable list: one row for each of {@link Optimizer#stateNames}, with one number per
     * parameter}
     */
    public List<double[]> rows() {
        ImmutableList.Builder<double[]> copies = ImmutableList.builder();
        for (double[] row : state.rows) {
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
            System.arraycopy(rows.get(row), 0, state.rows[row], 0, gradients.length);
        }
    }
}
