package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import io.gradstep.bench.Ceiling;
import io.gradstep.bench.Gradients;
import io.gradstep.bench.Work;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
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
 * W4: loss and gradient of a small classifier, for one sample and for the mean over a batch; the parameters' gradients
 * are cleared first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ClassifierBenchmark {
    /** A dot gate a neuron, tanh but for the last layer, and three gates of the loss. */
    private static final int GATES = 64 + 64 + 64 + 64 + 10 + 3;

    /** The size of the batch; microseconds over this are those of one sample. */
    @Param({"1", "64", "256"})
    public int samples;

    private final Mlp network = ClassifierLoops.network();
    private final List<Value> parameters = network.parameters();
    private ClassifierLoops loops = new ClassifierLoops(0, network.weights(), false);
    private ClassifierLoops loopsWithMath = loops;

    private final CompiledFunction compiled = compile();
    private final double[] weights = network.weights();
    private final double[] gradient = new double[weights.length];
    private final double[] inputGradient = new double[compiled.inputCount()];
    private double[][] rows = {};

    @Setup
    public void checkGradients() {
        loops = new ClassifierLoops(samples, network.weights(), false);
        loopsWithMath = new ClassifierLoops(samples, network.weights(), true);
        double loss = loops.lossAndGradient();
        Gradients.requireClose("loss by Math", loopsWithMath.lossAndGradient(), loss);
        Gradients.requireClose("loss", eager(), loss);
        rows = rows();
        Gradients.requireClose("compiled loss", w4Compiled(), loss);
        for (int i = 0; i < parameters.size(); i++) {
            Gradients.requireClose("gradient " + i, parameters.get(i).grad(), loops.gradient[i]);
            Gradients.requireClose("compiled gradient " + i, gradient[i], loops.gradient[i]);
        }
    }

    /** The loss of a sample as a function of the parameters, the inputs and the targets. */
    private CompiledFunction compile() {
        List<Value> inputs = Mlp.constants(new double[ClassifierLoops.SIZES[0]]);
        List<Value> targets = Mlp.constants(new double[network.outputCount()]);
        return CompiledFunction.builder(Loss.CROSS_ENTROPY.of(network.forward(inputs), targets))
                .parameters(parameters)
                .inputs(ImmutableList.<Value>builder()
                        .addAll(inputs)
                        .addAll(targets)
                        .build())
                .build();
    }

    private double[][] rows() {
        double[][] rows = new double[samples][];
        for (int s = 0; s < samples; s++) {
            rows[s] = Arrays.copyOf(loops.inputs[s], compiled.inputCount());
            rows[s][loops.inputs[s].length + loops.labels[s]] = 1;
        }
        return rows;
    }

    @Benchmark
    @Ceiling(value = 0.5, ofBatches = 0.24)
    public double w4Compiled() {
        return samples == 1
                ? compiled.gradient(weights, rows[0], gradient, inputGradient)
                : compiled.meanGradient(weights, rows, gradient);
    }

    /** Two threads on a batch. */
    @Benchmark
    @Ceiling(value = 0.5, ofBatches = 0.24 / 1.8)
    public double w4CompiledTwoThreads() {
        return compiled.sumGradient(weights, rows, gradient, null, 2) / samples;
    }

    @Benchmark
    public double w4HandWritten() {
        return loops.lossAndGradient();
    }

    @Benchmark
    public double w4HandWrittenWithMath() {
        return loopsWithMath.lossAndGradient();
    }

    @Benchmark
    @Ceiling(5)
    public double w4Eager(Work work) {
        work.nodes += (long) GATES * samples;
        return eager();
    }

    private double eager() {
        for (Value parameter : parameters) {
            parameter.zeroGrad();
        }
        double loss = 0;
        for (int s = 0; s < samples; s++) {
            List<Value> outputs = network.forward(Mlp.constants(loops.inputs[s]));
            Value sampleLoss = Loss.CROSS_ENTROPY.of(outputs, loops.labels[s]);
            sampleLoss.backward(1.0 / samples);
            loss += sampleLoss.data();
        }
        return loss / samples;
    }
}
