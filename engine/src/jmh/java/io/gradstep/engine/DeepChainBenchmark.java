package io.gradstep.engine;

import io.gradstep.bench.Ceiling;
import io.gradstep.bench.Gradients;
import io.gradstep.bench.Work;
import io.gradstep.engine.math.Kernels;
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

/** W2: a chain of ops, mul, add, mul, add, mul, add, mul, tanh and again, built and differentiated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 1) // until the heap has its size: to touch fresh memory takes longer than the work
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DeepChainBenchmark {
    private static final double X = 0.5;
    private static final double W = 1.01;
    private static final double B = 0.1;

    /** The length of the chain; milliseconds times 10⁶ over this are nanoseconds per op. */
    @Param({"1000000", "10000000"})
    public int ops;

    private double[] values = {};
    private final Value x = Value.of(X);
    private final Value w = Value.of(W);
    private final Value b = Value.of(B);

    @Setup
    public void checkGradients() {
        values = new double[ops + 1];
        double byHand = handWritten(false);
        Gradients.requireClose("∂out/∂w + ∂out/∂b", eager(), byHand);
        Gradients.requireClose("∂out/∂w + ∂out/∂b by Math", handWritten(true), byHand);
    }

    @Benchmark
    @Ceiling(1.6)
    public double w2Eager(Work work) {
        work.nodes += ops;
        return eager();
    }

    @Benchmark
    public double w2HandWritten() {
        return handWritten(false);
    }

    @Benchmark
    public double w2HandWrittenWithMath() {
        return handWritten(true);
    }

    private double eager() {
        Value v = x;
        for (int i = 0; i < ops; i += 8) {
            v = v.mul(w).add(b).mul(w).add(b).mul(w).add(b).mul(w).tanh();
        }
        x.zeroGrad();
        w.zeroGrad();
        b.zeroGrad();
        v.backward();
        return w.grad() + b.grad();
    }

    private double handWritten(boolean math) {
        double v = X;
        values[0] = v;
        for (int i = 0; i < ops; i += 8) {
            for (int k = 1; k < 8; k++) {
                v = k % 2 == 1 ? v * W : v + B;
                values[i + k] = v;
            }
            v = math ? Math.tanh(v) : Kernels.tanh(v);
            values[i + 8] = v;
        }
        double g = 1;
        double gw = 0;
        double gb = 0;
        for (int i = ops; i > 0; i -= 8) {
            g *= 1 - values[i] * values[i];
            for (int k = 7; k > 0; k--) {
                if (k % 2 == 1) {
                    gw += g * values[i - 8 + k - 1];
                    g *= W;
                } else {
                    gb += g;
                }
            }
        }
        return gw + gb;
    }
}
