package io.gradstep.engine;

import io.gradstep.bench.Gradients;
import io.gradstep.bench.Work;
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

/** Value and gradient of functions of the GradBench suite. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 1) // until the heap has its size
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GradBenchBenchmark {
    /** A function by its name in the suite; lstm4 is lstm with four layers. */
    @Param({"lstm", "lstm4", "lse", "llsq", "det", "ode"})
    public String function = "";

    private GradBenchFunction definition = new DeterminantFunction(1);
    private double[] point = {};
    private double[] gradient = {};
    private final List<Value> leaves = new ArrayList<>();
    private CompiledFunction compiled = CompiledFunction.of(Value.constant(0), List.of());
    private long gates;

    @Setup
    public void checkGradients() {
        definition = GradBenchFunction.named(function);
        point = definition.point();
        gradient = new double[point.length];
        for (double x : point) {
            leaves.add(Value.of(x));
        }
        Value output = definition.of(leaves);
        compiled = CompiledFunction.of(output, leaves);
        gates = Graph.of(output).topologicalOrder().stream()
                .filter(node -> !node.isLeaf())
                .count();
        double[] byHand = new double[point.length];
        double value = definition.byHand(point, byHand);
        if (value == 0) {
            throw new AssertionError("the value of " + function + " is 0, which checks nothing");
        }
        Gradients.requireClose("value", gradBenchEager(new Work()), value);
        Gradients.requireClose("compiled value", gradBenchCompiled(), value);
        for (int i = 0; i < point.length; i++) {
            Gradients.requireClose("gradient " + i, leaves.get(i).grad(), byHand[i]);
            Gradients.requireClose("compiled gradient " + i, gradient[i], byHand[i]);
        }
    }

    @Benchmark
    public double gradBenchEager(Work work) {
        work.nodes += gates;
        for (Value leaf : leaves) {
            leaf.zeroGrad();
        }
        Value output = definition.of(leaves);
        output.backward();
        return output.data();
    }

    @Benchmark
    public double gradBenchCompiled() {
        return compiled.gradient(point, gradient);
    }

    @Benchmark
    public double gradBenchHandWritten() {
        return definition.byHand(point, gradient);
    }
}
