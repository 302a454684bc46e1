package io.gradstep.engine;

import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * GradBench's saddle: the x that minimises what f(x, y) = (x₁² + x₂²) − (y₁² + y₂²) is at most for any y, and that y,
 * both by gradient descent. The outer gradient goes through the steps of the inner ascent.
 */
final class SaddleEval {
    private static final int SIZE = 2;

    private final NestedModes modes;
    private final double[] start;

    /** f of x and y. */
    private final CompiledFunction f;

    /** The derivatives of f by y. */
    private final CompiledFunction slope;

    /** The ascent: its steps share x, the state is y, and the third input is the step's length. */
    private final StepChain ascent;

    private SaddleEval(NestedModes modes, double[] start) {
        this.modes = modes;
        this.start = start;
        List<Value> x = GradBenchEval.leaves(SIZE);
        List<Value> y = GradBenchEval.leaves(SIZE);
        Value length = Value.of(1);
        Value definition = squares(x).sub(squares(y));
        List<Value> slopes = modes.inner(definition, y);
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            next.add(y.get(i).add(length.mul(slopes.get(i))));
        }
        List<Value> point = new ArrayList<>(x);
        point.addAll(y);
        List<Value> inputs = new ArrayList<>(point);
        inputs.add(length);
        this.f = CompiledFunction.of(definition, point);
        this.slope = CompiledFunction.builder(slopes).inputs(point).build();
        this.ascent =
                new StepChain(CompiledFunction.builder(next).inputs(inputs).build(), f, SIZE);
    }

    static Supplier<?> prepare(String function, double[] start) {
        return new SaddleEval(NestedModes.of("saddle", function), start)::point;
    }

    private static Value squares(List<Value> v) {
        return v.get(0).mul(v.get(0)).add(v.get(1).mul(v.get(1)));
    }

    /** x and y of the saddle. */
    private double[] point() {
        double[] x = Descent.of(this::greatest, this::slopeOfGreatest, start).end();
        return joined(x, ascend(x).end());
    }

    private Descent ascend(double[] x) {
        return Descent.of(
                y -> -f.value(joined(x, y)),
                y -> {
                    double[] gradient = new double[SIZE];
                    slope.evaluate(new double[0], joined(x, y), gradient);
                    return new double[] {-gradient[0], -gradient[1]};
                },
                start);
    }

    private double greatest(double[] x) {
        return f.value(joined(x, ascend(x).end()));
    }

    private double[] slopeOfGreatest(double[] x) {
        Descent path = ascend(x);
        List<double[]> steps = new ArrayList<>();
        for (int s = 0; s < path.steps().size(); s++) {
            double[] y = path.points().get(s);
            steps.add(new double[] {x[0], x[1], y[0], y[1], path.steps().get(s)});
        }
        return ascent.gradient(steps, joined(x, path.end()), modes.outerForward());
    }

    private static double[] joined(double[] x, double[] y) {
        return new double[] {x[0], x[1], y[0], y[1]};
    }
}
