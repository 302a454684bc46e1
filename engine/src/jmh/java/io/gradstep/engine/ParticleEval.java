package io.gradstep.engine;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * GradBench's particle: the control w for which a particle, repelled by charges at (10, 10 − w) and (10, 0), crosses
 * the x axis at the origin. The path is Euler's, with the force as a derivative of the potential; w is found by
 * gradient descent through the path, whose length depends on w.
 */
final class ParticleEval {
    private static final double TIME_STEP = 0.1;
    private static final double[] START = {0, 8, 0.75, 0};

    private final NestedModes modes;

    /** The steps share w; the state is the position and the velocity. */
    private final StepChain path;

    private ParticleEval(NestedModes modes) {
        this.modes = modes;
        Value w = Value.of(1);
        List<Value> x = GradBenchEval.leaves(2);
        List<Value> velocity = GradBenchEval.leaves(2);
        Value potential = inverseDistance(x, Value.constant(10), w.neg().add(10))
                .add(inverseDistance(x, Value.constant(10), Value.constant(0)));
        List<Value> slopes = modes.inner(potential, x);
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            next.add(x.get(i).add(velocity.get(i).mul(TIME_STEP)));
        }
        for (int i = 0; i < 2; i++) {
            next.add(velocity.get(i).add(slopes.get(i).neg().mul(TIME_STEP)));
        }
        // from the last point above the axis along the velocity
        Value rest = x.get(1).neg().div(velocity.get(1));
        Value crossing = x.get(0).add(rest.mul(velocity.get(0)));
        List<Value> inputs = new ArrayList<>(List.of(w));
        inputs.addAll(x);
        inputs.addAll(velocity);
        this.path = new StepChain(
                CompiledFunction.builder(next).inputs(inputs).build(),
                CompiledFunction.of(crossing.mul(crossing), inputs),
                1);
    }

    static Supplier<?> prepare(String function, double start) {
        ParticleEval eval = new ParticleEval(NestedModes.of("particle", function));
        return () ->
                Descent.of(eval::squaredMiss, eval::slope, new double[] {start}).end()[0];
    }

    private static Value inverseDistance(List<Value> x, Value toX, Value toY) {
        Value dx = x.get(0).sub(toX);
        Value dy = x.get(1).sub(toY);
        return Value.constant(1).div(dx.mul(dx).add(dy.mul(dy)).sqrt());
    }

    /** The inputs of every step that stays above the axis, and at the end those from which it would not. */
    private List<double[]> steps(double[] w) {
        List<double[]> steps = new ArrayList<>();
        double[] inputs = inputs(w, START);
        while (true) {
            steps.add(inputs);
            double[] state = path.next(inputs);
            if (!(state[1] > 0)) {
                return steps;
            }
            inputs = inputs(w, state);
        }
    }

    private static double[] inputs(double[] w, double[] state) {
        return new double[] {w[0], state[0], state[1], state[2], state[3]};
    }

    private double squaredMiss(double[] w) {
        List<double[]> steps = steps(w);
        return path.value(steps.get(steps.size() - 1));
    }

    private double[] slope(double[] w) {
        List<double[]> steps = steps(w);
        double[] last = steps.remove(steps.size() - 1);
        return path.gradient(steps, last, modes.outerForward());
    }
}
