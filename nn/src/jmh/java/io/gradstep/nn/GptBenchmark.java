package io.gradstep.nn;

import io.gradstep.bench.Gradients;
import io.gradstep.engine.Value;
import io.gradstep.nn.gpt.Gpt;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.module.StateDict;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.OptimizerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * W5: a step of a GPT of one layer and 16 positions on a text of 5 to 9 positions, loss, gradient and Adam, beside
 * loops written by hand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GptBenchmark {
    private static final double RATE = 1e-3;
    private static final int TEXTS = 64;
    private static final int DELIMITER = 26;

    /** The length of each token's vector. */
    @Param({"16", "64"})
    public int width;

    private final List<int[]> texts = texts();
    private int next;
    private GptLoops loops = new GptLoops(GptSizes.small(27), new double[4192]);
    private Gpt eager = Gpt.of(GptSizes.small(27), 42);
    private OptimizerStep adam = adam(eager);
    private GptTraining training = training(eager);

    private static List<int[]> texts() {
        Random random = new Random(42);
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            int[] text = random.ints(6 + random.nextInt(5), 0, DELIMITER).toArray();
            text[0] = DELIMITER;
            text[text.length - 1] = DELIMITER;
            texts.add(text);
        }
        return texts;
    }

    private static OptimizerStep adam(Gpt gpt) {
        return Optimizer.adam(RATE).withBetas(0.85, 0.99).over(gpt.parameters());
    }

    private GptTraining training(Gpt gpt) {
        return new GptTraining(gpt, texts, new GptTraining.Settings(Integer.MAX_VALUE, RATE, 1), 1);
    }

    @Setup
    public void checkGradients() {
        GptSizes sizes = new GptSizes(27, width, 4, 1, 16);
        eager = Gpt.of(sizes, 42);
        adam = adam(eager);
        loops = new GptLoops(sizes, StateDict.numbers(eager));
        double loss = loops.lossAndGradient(texts.get(0));
        Value graph = eager.loss(texts.get(0));
        graph.backward();
        Gradients.requireClose("loss", graph.data(), loss);
        for (int i = 0; i < loops.gradient.length; i++) {
            Gradients.requireClose("gradient " + i, eager.parameters().get(i).grad(), loops.gradient[i]);
        }
        training = training(Gpt.of(sizes, 42));
        Gradients.requireClose("compiled loss", training.next(), loss);
    }

    private int[] text() {
        next = (next + 1) % TEXTS;
        return texts.get(next);
    }

    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public int w5Compiled() {
        int end = training.step() + TEXTS;
        training.run((loss, tokens) -> training.step() < end);
        return end;
    }

    @Benchmark
    public double w5Eager() {
        adam.zeroGrad();
        Value loss = eager.loss(text());
        loss.backward();
        adam.step(RATE, GradientClip.NONE);
        return loss.data();
    }

    @Benchmark
    public double w5HandWritten() {
        double loss = loops.lossAndGradient(text());
        loops.adam(RATE);
        return loss;
    }
}
