package io.gradstep.engine;

import io.gradstep.bench.Ceiling;
import io.gradstep.bench.Gradients;
import io.gradstep.bench.Work;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W3: value and gradient of a small function at many points, one after the other; the time is that of one point. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SmallFunctionLoops.POINTS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SmallFunctionBenchmark {
    private static final int GATES = 20;
    private static final double[] NO_PARAMETERS = {};

    private final SmallFunctionLoops loops = new SmallFunctionLoops(42);
    private final CompiledFunction compiled = compiled();
    private final double[][] points = new double[SmallFunctionLoops.POINTS][3];
    private final double[][] gradients = new double[SmallFunctionLoops.POINTS][3];
    private final double[] values = new double[SmallFunctionLoops.POINTS];
    private final double[] gradient = new double[3];

    private static CompiledFunction compiled() {
        List<Value> leaves = List.of(Value.of(0), Value.of(0), Value.of(0));
        return CompiledFunction.of(function(leaves.get(0), leaves.get(1), leaves.get(2)), leaves);
    }

    @Setup
    public void checkGradients() {
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            points[i] = new double[] {loops.xs[i], loops.ys[i], loops.zs[i]};
        }
        compiled.gradients(NO_PARAMETERS, points, values, gradients);
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            Value x = Value.of(loops.xs[i]);
            Value y = Value.of(loops.ys[i]);
            Value z = Value.of(loops.zs[i]);
            Value f = function(x, y, z);
            f.backward();
            double value = loops.valueAndGradient(x.data(), y.data(), z.data());
            Gradients.requireClose("value at point " + i, f.data(), value);
            Gradients.requireClose("∂f/∂x at point " + i, x.grad(), loops.gradient[0]);
            Gradients.requireClose("∂f/∂y at point " + i, y.grad(), loops.gradient[1]);
            Gradients.requireClose("∂f/∂z at point " + i, z.grad(), loops.gradient[2]);
            Gradients.requireClose("compiled value at point " + i, compiledAt(i), value);
            Gradients.requireClose("compiled loop's value at point " + i, values[i], value);
            for (int k = 0; k < 3; k++) {
                Gradients.requireClose("compiled loop's gradient at point " + i, gradients[i][k], loops.gradient[k]);
                Gradients.requireClose("compiled gradient " + k + " at point " + i, gradient[k], loops.gradient[k]);
            }
            Gradients.requireClose(
                    "value by Math at point " + i, loops.valueAndGradientOfMath(x.data(), y.data(), z.data()), value);
            Gradients.requireClose(
                    "value with the slopes of textbooks at point " + i,
                    loops.valueAndGradientOfTextbooks(x.data(), y.data(), z.data()),
                    value);
        }
    }

    @Benchmark
    public double w3HandWritten() {
        double sum = 0;
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            sum += loops.valueAndGradient(loops.xs[i], loops.ys[i], loops.zs[i]);
            sum += loops.gradient[0] + loops.gradient[1] + loops.gradient[2];
        }
        return sum;
    }

    @Benchmark
    public double w3HandWrittenOfTextbooks() {
        double sum = 0;
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            sum += loops.valueAndGradientOfTextbooks(loops.xs[i], loops.ys[i], loops.zs[i]);
            sum += loops.gradient[0] + loops.gradient[1] + loops.gradient[2];
        }
        return sum;
    }

    @Benchmark
    public double w3HandWrittenWithMath() {
        double sum = 0;
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            sum += loops.valueAndGradientOfMath(loops.xs[i], loops.ys[i], loops.zs[i]);
            sum += loops.gradient[0] + loops.gradient[1] + loops.gradient[2];
        }
        return sum;
    }

    @Benchmark
    @Ceiling(4.4)
    public double w3Eager(Work work) {
        double sum = 0;
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            Value x = Value.of(loops.xs[i]);
            Value y = Value.of(loops.ys[i]);
            Value z = Value.of(loops.zs[i]);
            Value f = function(x, y, z);
            f.backward();
            sum += f.data() + x.grad() + y.grad() + z.grad();
        }
        work.nodes += (long) GATES * SmallFunctionLoops.POINTS;
        return sum;
    }

    /** All points in one call, into arrays. */
    @Benchmark
    @Ceiling(1.05)
    public double w3Compiled() {
        compiled.gradients(NO_PARAMETERS, points, values, gradients);
        return values[0];
    }

    /** A call a point. */
    @Benchmark
    public double w3CompiledOnePoint() {
        double sum = 0;
        for (int i = 0; i < SmallFunctionLoops.POINTS; i++) {
            sum += compiledAt(i);
            sum += gradient[0] + gradient[1] + gradient[2];
        }
        return sum;
    }

    private double compiledAt(int i) {
        return compiled.gradient(points[i], gradient);
    }

    private static Value function(Value x, Value y, Value z) {
        return x.add(y)
                .mul(z)
                .tanh()
                .mul(x.max(y))
                .add(x.mul(y).sigmoid())
                .add(x.mul(x).add(y.mul(y)).neg().exp().mul(z.sub(x).relu()))
                .add(z.mul(z).add(1).log());
    }
}
