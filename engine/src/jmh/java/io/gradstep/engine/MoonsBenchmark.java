package io.gradstep.engine;

import io.gradstep.bench.Ceiling;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W1: one step of training on the moons: build, forward, backward, gradient descent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class MoonsBenchmark {
    private final MoonsLoops loops = new MoonsLoops(42);
    private final List<Value> parameters = new ArrayList<>();
    private final List<List<Unit>> layers = new ArrayList<>();
    private final double[] weights = loops.parameters.clone();
    private final double[] gradient = new double[weights.length];
    private Value everyOp = Value.constant(0);
    private CompiledFunction compiled = CompiledFunction.of(everyOp, List.of());
    private double rate = 1e-3;
    private long gates;
    private long naryGates;

    /** The parameters of a neuron. */
    private record Unit(Operands weights, Value bias) {}

    @Setup
    public void checkGradients() {
        for (double parameter : loops.parameters) {
            parameters.add(Value.of(parameter));
        }
        int next = 0;
        for (int depth = 1; depth < MoonsLoops.SIZES.length; depth++) {
            int inputs = MoonsLoops.SIZES[depth - 1];
            List<Unit> units = new ArrayList<>();
            for (int j = 0; j < MoonsLoops.SIZES[depth]; j++) {
                units.add(new Unit(
                        Operands.copyOf(parameters.subList(next, next + inputs)), parameters.get(next + inputs)));
                next += inputs + 1;
            }
            layers.add(units);
        }
        gates = gates(loss(false));
        naryGates = gates(loss(true));
        double loss = loops.lossAndGradient();
        checkCompiled(loss);
        for (boolean nary : new boolean[] {false, true}) {
            Value total = loss(nary);
            parameters.forEach(Value::zeroGrad);
            total.backward();
            Gradients.requireClose("loss", total.data(), loss);
            for (int i = 0; i < parameters.size(); i++) {
                Gradients.requireClose("gradient " + i, parameters.get(i).grad(), loops.gradient[i]);
            }
        }
    }

    private void checkCompiled(double loss) {
        everyOp = loss(false);
        compiled = CompiledFunction.of(everyOp, parameters);
        Gradients.requireClose("compiled loss", compiled.gradient(weights, gradient), loss);
        for (int i = 0; i < gradient.length; i++) {
            Gradients.requireClose("compiled gradient " + i, gradient[i], loops.gradient[i]);
        }
    }

    @Benchmark
    @Ceiling(2)
    public double w1Compiled() {
        double loss = compiled.gradient(weights, gradient);
        double rate = nextRate();
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= rate * gradient[i];
        }
        return loss;
    }

    /** Recording and compiling, and the first call, for which the most of it is done. */
    @Benchmark
    public double w1Compile(Work work) {
        work.nodes += gates;
        return CompiledFunction.of(everyOp, parameters).gradient(weights, gradient);
    }

    @Benchmark
    public double w1HandWritten() {
        double loss = loops.lossAndGradient();
        loops.step(nextRate());
        return loss;
    }

    @Benchmark
    @Ceiling(44)
    public double w1EveryOpANode(Work work) {
        work.nodes += gates;
        return step(false);
    }

    @Benchmark
    @Ceiling(13.5)
    public double w1NaryNodes(Work work) {
        work.nodes += naryGates;
        return step(true);
    }

    private static long gates(Value output) {
        return Graph.of(output).topologicalOrder().stream()
                .filter(node -> !node.isLeaf())
                .count();
    }

    /** Forth and back, so that the network stays what it was however long the benchmark runs. */
    private double nextRate() {
        rate = -rate;
        return rate;
    }

    private double step(boolean nary) {
        for (Value parameter : parameters) {
            parameter.zeroGrad();
        }
        Value loss = loss(nary);
        loss.backward();
        double rate = nextRate();
        for (Value parameter : parameters) {
            parameter.setData(parameter.data() - rate * parameter.grad());
        }
        return loss.data();
    }

    private Value loss(boolean nary) {
        List<Value> losses = new ArrayList<>(MoonsLoops.SAMPLES);
        for (int s = 0; s < MoonsLoops.SAMPLES; s++) {
            Operands inputs = Operands.of(Value.constant(loops.inputs[s][0]), Value.constant(loops.inputs[s][1]));
            losses.add(score(inputs, nary).mul(-loops.labels[s]).add(1).relu());
        }
        List<Value> squares = new ArrayList<>(parameters.size());
        for (Value parameter : parameters) {
            squares.add(parameter.mul(parameter));
        }
        return sum(losses, nary)
                .mul(1.0 / MoonsLoops.SAMPLES)
                .add(sum(squares, nary).mul(MoonsLoops.REGULARISATION));
    }

    private Value score(Operands inputs, boolean nary) {
        Operands signals = inputs;
        for (int depth = 0; depth < layers.size(); depth++) {
            List<Value> outputs = new ArrayList<>(layers.get(depth).size());
            for (Unit unit : layers.get(depth)) {
                Value sum = nary ? Value.dot(unit.weights, signals, unit.bias) : dot(unit.weights, signals, unit.bias);
                outputs.add(depth == layers.size() - 1 ? sum : sum.relu());
            }
            signals = Operands.copyOf(outputs);
        }
        return signals.get(0);
    }

    private static Value dot(List<Value> weights, List<Value> inputs, Value bias) {
        Value sum = bias;
        for (int i = 0; i < weights.size(); i++) {
            sum = sum.add(weights.get(i).mul(inputs.get(i)));
        }
        return sum;
    }

    private static Value sum(List<Value> values, boolean nary) {
        if (nary) {
            return Value.sum(values);
        }
        Value sum = Value.constant(0);
        for (Value value : values) {
            sum = sum.add(value);
        }
        return sum;
    }
}
