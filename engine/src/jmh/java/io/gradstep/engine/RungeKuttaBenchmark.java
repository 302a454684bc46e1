package io.gradstep.engine;

import io.gradstep.bench.Ceiling;
import io.gradstep.bench.Gradients;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A long recurrence: prey and predators, by steps of Runge and Kutta, differentiated by four rates and both
 * numbers at the start. The measure is the plain value in Java, without any gradient.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RungeKuttaBenchmark {
    private static final double END = 2;
    private static final int PREY = 4;
    private static final int PREDATORS = 5;

    /** The number of steps: 669, 6,609 and 66,405 nodes. */
    @Param({"10", "100", "1006"})
    public int steps;

    /** Birth, being eaten, growth by eating, death; prey and predators at the start. */
    private final double[] point = {1.1, 0.4, 0.1, 0.4, 10, 5};

    private final double[] gradient = new double[point.length];
    private CompiledFunction compiled = CompiledFunction.of(Value.constant(0), List.of());

    @Setup
    public void checkGradients() {
        List<Value> leaves = new ArrayList<>();
        for (double x : point) {
            leaves.add(Value.of(x));
        }
        Value output = end(leaves);
        output.backward();
        compiled = CompiledFunction.of(output, leaves);
        Gradients.requireClose("value", rk4Compiled(), rk4HandWritten());
        for (int i = 0; i < point.length; i++) {
            Gradients.requireClose("gradient " + i, gradient[i], leaves.get(i).grad());
        }
    }

    @Benchmark
    @Ceiling(4)
    public double rk4Compiled() {
        return compiled.gradient(point, gradient);
    }

    @Benchmark
    public double rk4HandWritten() {
        double h = END / steps;
        double x = point[PREY];
        double y = point[PREDATORS];
        for (int s = 0; s < steps; s++) {
            double k1x = point[0] * x - point[1] * (x * y);
            double k1y = point[2] * (x * y) - point[3] * y;
            double u = x + k1x * (h / 2);
            double v = y + k1y * (h / 2);
            double k2x = point[0] * u - point[1] * (u * v);
            double k2y = point[2] * (u * v) - point[3] * v;
            u = x + k2x * (h / 2);
            v = y + k2y * (h / 2);
            double k3x = point[0] * u - point[1] * (u * v);
            double k3y = point[2] * (u * v) - point[3] * v;
            u = x + k3x * h;
            v = y + k3y * h;
            double k4x = point[0] * u - point[1] * (u * v);
            double k4y = point[2] * (u * v) - point[3] * v;
            x += (k1x + k2x * 2 + k3x * 2 + k4x) * (h / 6);
            y += (k1y + k2y * 2 + k3y * 2 + k4y) * (h / 6);
        }
        return x * x + y * y;
    }

    private Value end(List<Value> p) {
        double h = END / steps;
        Value x = p.get(PREY);
        Value y = p.get(PREDATORS);
        for (int s = 0; s < steps; s++) {
            Value[] k1 = slopes(p, x, y);
            Value[] k2 = slopes(p, x.add(k1[0].mul(h / 2)), y.add(k1[1].mul(h / 2)));
            Value[] k3 = slopes(p, x.add(k2[0].mul(h / 2)), y.add(k2[1].mul(h / 2)));
            Value[] k4 = slopes(p, x.add(k3[0].mul(h)), y.add(k3[1].mul(h)));
            x = x.add(sum(k1[0], k2[0], k3[0], k4[0]).mul(h / 6));
            y = y.add(sum(k1[1], k2[1], k3[1], k4[1]).mul(h / 6));
        }
        return x.mul(x).add(y.mul(y));
    }

    private static Value[] slopes(List<Value> p, Value x, Value y) {
        Value meetings = x.mul(y);
        return new Value[] {
            p.get(0).mul(x).sub(p.get(1).mul(meetings)),
            p.get(2).mul(meetings).sub(p.get(3).mul(y))
        };
    }

    private static Value sum(Value k1, Value k2, Value k3, Value k4) {
        return k1.add(k2.mul(2)).add(k3.mul(2)).add(k4);
    }
}
