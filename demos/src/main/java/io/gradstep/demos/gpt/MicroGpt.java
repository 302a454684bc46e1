package io.gradstep.demos.gpt;

import io.gradstep.engine.Value;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.OptimizerStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A whole GPT on scalar values, to be read from top to bottom: one layer of width 16 with 4 heads, 16 positions. */
public final class MicroGpt {
    private static final int WIDTH = 16;

    private final List<Value> parameters = new ArrayList<>();
    private final List<List<Value>> wte, wpe, lmHead, wq, wk, wv, wo, fc1, fc2;
    private final OptimizerStep adam;

    /** Makes a model with weights 0.08·gauss: vectors of tokens and of positions, and the rows of matrices. */
    public MicroGpt(int vocabulary, DoubleSupplier gauss) {
        wte = matrix(vocabulary, WIDTH, gauss);
        wpe = matrix(16, WIDTH, gauss);
        lmHead = matrix(vocabulary, WIDTH, gauss);
        wq = matrix(WIDTH, WIDTH, gauss);
        wk = matrix(WIDTH, WIDTH, gauss);
        wv = matrix(WIDTH, WIDTH, gauss);
        wo = matrix(WIDTH, WIDTH, gauss);
        fc1 = matrix(4 * WIDTH, WIDTH, gauss);
        fc2 = matrix(WIDTH, 4 * WIDTH, gauss);
        adam = Optimizer.adam(0.01).withBetas(0.85, 0.99).over(parameters);
    }

    private List<List<Value>> matrix(int rows, int columns, DoubleSupplier gauss) {
        List<List<Value>> matrix = list(rows, i -> list(columns, j -> Value.of(0.08 * gauss.getAsDouble())));
        matrix.forEach(parameters::addAll);
        return matrix;
    }

    private static <T> List<T> list(int size, IntFunction<T> element) {
        return IntStream.range(0, size).mapToObj(element).toList();
    }

    private static List<Value> linear(List<List<Value>> w, List<Value> x) {
        return list(w.size(), i -> Value.dot(w.get(i), x));
    }

    private static List<Value> sum(List<Value> a, List<Value> b) {
        return list(a.size(), i -> a.get(i).add(b.get(i)));
    }

    private static List<Value> rmsNorm(List<Value> x) {
        Value scale = Value.dot(x, x).div(x.size()).add(1e-5).pow(-0.5);
        return list(x.size(), i -> x.get(i).mul(scale));
    }

    private static List<Value> softmax(List<Value> scores) {
        Value logOfSum = Value.logSumExp(scores);
        return list(scores.size(), i -> scores.get(i).sub(logOfSum).exp());
    }

    /** The logits of the token after a token, given the keys and values of those before, to which it adds its own. */
    private List<Value> logits(int token, List<List<Value>> keys, List<List<Value>> values) {
        List<Value> x = rmsNorm(sum(wte.get(token), wpe.get(keys.size())));
        List<Value> attended = rmsNorm(x);
        List<Value> query = linear(wq, attended);
        keys.add(linear(wk, attended));
        values.add(linear(wv, attended));
        List<Value> heads = new ArrayList<>();
        for (int from : new int[] {0, 4, 8, 12}) { // where each head begins; √4 = 2 divides its scores
            List<Value> q = query.subList(from, from + 4);
            List<Value> dots = linear(list(keys.size(), t -> keys.get(t).subList(from, from + 4)), q);
            List<Value> shares = softmax(list(dots.size(), t -> dots.get(t).div(2)));
            heads.addAll(linear(
                    list(4, j -> list(keys.size(), t -> values.get(t).get(from + j))), shares));
        }
        x = sum(linear(wo, heads), x);
        List<Value> wide = linear(fc1, rmsNorm(x)).stream().map(Value::relu).toList();
        return linear(lmHead, sum(linear(fc2, wide), x));
    }

    /** Step number {@code step} of {@code steps} on one document, a list of tokens; returns its loss. */
    public double step(int[] tokens, int step, int steps) {
        List<List<Value>> keys = new ArrayList<>();
        List<List<Value>> values = new ArrayList<>();
        List<Value> losses = new ArrayList<>();
        for (int t = 0; t < Math.min(wpe.size(), tokens.length - 1); t++) {
            List<Value> logits = new ArrayList<>(logits(tokens[t], keys, values));
            Collections.swap(logits, 0, tokens[t + 1]);
            losses.add(Value.logSoftmax(logits).neg());
        }
        Value loss = Value.mean(losses);
        adam.zeroGrad();
        loss.backward();
        adam.step(0.01 * (1 - (double) step / steps), GradientClip.NONE);
        return loss.data();
    }
}
