package io.gradstep.engine;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import java.util.List;

/**
 * A number that a chain of equal steps ends in, as a function of what the steps share, with its derivative through all
 * of them: forward, by a tangent that is carried along, or in reverse, from the last step to the first. How many steps
 * there are may depend on numbers.
 *
 * <p>The inputs of the step are the shared numbers, then the state, then numbers of which no derivative is taken; its
 * outputs are the next state. The end takes shared numbers and state.
 */
final class StepChain {
    private final CompiledFunction step;
    private final CompiledFunction end;
    private final int shared;

    StepChain(CompiledFunction step, CompiledFunction end, int shared) {
        this.step = step;
        this.end = end;
        this.shared = shared;
    }

    /** Takes a step: returns the state after it. */
    double[] next(double[] inputs) {
        double[] state = new double[step.outputCount()];
        step.evaluate(new double[0], inputs, state);
        return state;
    }

    /** The number at the end. */
    double value(double[] inputs) {
        return end.value(inputs);
    }

    /**
     * Returns the gradient with respect to the shared numbers.
     *
     * @param steps the inputs of each step
     * @param last the inputs of the end
     * @param forward whether in forward mode
     */
    double[] gradient(List<double[]> steps, double[] last, boolean forward) {
        return forward ? forward(steps, last) : reverse(steps, last);
    }

    private double[] forward(List<double[]> steps, double[] last) {
        double[] gradient = new double[shared];
        double[] state = new double[step.outputCount()];
        double[] slope = new double[1];
        for (int k = 0; k < shared; k++) {
            double[] direction = new double[step.inputCount()];
            direction[k] = 1;
            for (double[] inputs : steps) {
                step.byInputs().jvp(inputs, direction, state);
                System.arraycopy(state, 0, direction, shared, state.length);
            }
            end.byInputs().jvp(last, Arrays.copyOf(direction, last.length), slope);
            gradient[k] = slope[0];
        }
        return gradient;
    }

    private double[] reverse(List<double[]> steps, double[] last) {
        double[] upstream = new double[last.length];
        end.gradient(last, upstream);
        double[] gradient = Arrays.copyOf(upstream, shared);
        double[] state = Arrays.copyOfRange(upstream, shared, last.length);
        double[] product = new double[step.inputCount()];
        for (int s = steps.size() - 1; s >= 0; s--) {
            step.byInputs().vjp(steps.get(s), state, product);
            for (int k = 0; k < shared; k++) {
                gradient[k] += product[k];
            }
            System.arraycopy(product, shared, state, 0, state.length);
        }
        return gradient;
    }
}
