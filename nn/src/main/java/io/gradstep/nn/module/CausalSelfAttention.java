package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Attention of each vector of a sequence to itself and those before it, in several heads (Vaswani et al., NeurIPS 2017,
 * section 3.2), without biases.
 *
 * <p>With queries, keys and values q = W<sub>q</sub>·x, k = W<sub>k</sub>·x and v = W<sub>v</sub>·x, cut into heads of
 * d numbers, each head of vector t is Σₛ aₛ·vₛ over s ≤ t with the weights a = softmaxₛ(q<sub>t</sub>·kₛ/√d); the heads
 * together are multiplied by W<sub>o</sub>. A stream keeps keys and values, so that each further vector costs one step.
 */
public final class CausalSelfAttention implements SequenceModule {
    private final int width;
    private final int heads;
    private final Linear queries;
    private final Linear keys;
    private final Linear values;
    private final Linear outputs;

    private CausalSelfAttention(int width, int heads, DoubleSupplier weights) {
        ArgumentChecks.positive("the width", width);
        ArgumentChecks.positive("the number of heads", heads);
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "the width %d is not a multiple of the number of heads, %d".formatted(width, heads));
        }
        this.width = width;
        this.heads = heads;
        this.queries = Linear.of(width, width, false, weights);
        this.keys = Linear.of(width, width, false, weights);
        this.values = Linear.of(width, width, false, weights);
        this.outputs = Linear.of(width, width, false, weights);
    }

    /**
     * Makes an attention module with random weights.
     *
     * @param width the length of each vector, a multiple of the number of heads
     * @param heads the number of heads
     * @param initializer the distribution of the weights
     * @param seed of the random weights
     * @return a new module
     * @throws IllegalArgumentException if a number is less than 1, or the width is no multiple of the number of heads
     */
    public static CausalSelfAttention of(int width, int heads, Initializer initializer, long seed) {
        Objects.requireNonNull(initializer, "initializer");
        RandomStream random = new RandomStream(seed);
        return of(width, heads, () -> initializer.sample(random, width, width));
    }

    /**
     * Makes an attention module with given weights.
     *
     * @param width the length of each vector, a multiple of the number of heads
     * @param heads the number of heads
     * @param weights gives the numbers of the matrices of queries, keys, values and outputs, row by row
     * @return a new module
     * @throws IllegalArgumentException if a number is less than 1, or the width is no multiple of the number of heads
     */
    public static CausalSelfAttention of(int width, int heads, DoubleSupplier weights) {
        Objects.requireNonNull(weights, "weights");
        return new CausalSelfAttention(width, heads, weights);
    }

    @Override
    public Stream start(Masks masks) {
        Objects.requireNonNull(masks, "masks");
        return start((position, head, shares) -> {});
    }

    /** Receives what attention computes for its output: its shares, and the products with its matrices. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Receives the shares of one vector in one head.
         *
         * @param position of the vector, from 0
         * @param head from 0
         * @param shares how much it takes of each vector from the first to itself; they add up to 1
         */
        void attended(int position, int head, List<Value> shares);

        /**
         * Receives a vector before and after a linear map; by default it does nothing.
         *
         * @param tensor the name of the map's weights
         * @param x what is multiplied
         * @param y the product
         */
        default void multiplied(String tensor, List<Value> x, List<Value> y) {}
    }

    /**
     * Starts a sequence whose shares of attention are watched.
     *
     * @param watcher receives the shares
     * @return the sequence
     */
    public Stream start(Watcher watcher) {
        Objects.requireNonNull(watcher, "watcher");
        List<List<Operands>> seenKeys = new ArrayList<>();
        List<List<Value>> seenValues = new ArrayList<>();
        int size = width / heads;
        return x -> {
            int position = seenKeys.size();
            List<Value> query = queries.forward(x);
            List<Value> key = keys.forward(x);
            List<Value> value = values.forward(x);
            watcher.multiplied("wq.weight", x, query);
            watcher.multiplied("wk.weight", x, key);
            watcher.multiplied("wv.weight", x, value);
            seenKeys.add(cut(key, size));
            seenValues.add(value);
            Value[] together = new Value[width];
            for (int head = 0; head < heads; head++) {
                Operands part = part(query, head, size);
                Value[] scores = new Value[position + 1];
                for (int s = 0; s <= position; s++) {
                    scores[s] = Value.dot(part, seenKeys.get(s).get(head)).div(Math.sqrt(size));
                }
                Operands shares = Operands.of(Softmax.of(scores));
                watcher.attended(position, head, shares);
                for (int j = 0; j < size; j++) {
                    Value[] column = new Value[position + 1];
                    for (int s = 0; s <= position; s++) {
                        column[s] = seenValues.get(s).get(head * size + j);
                    }
                    together[head * size + j] = Value.dot(shares, Operands.of(column));
                }
            }
            Operands mixed = Operands.of(together);
            List<Value> output = outputs.forward(mixed);
            watcher.multiplied("wo.weight", mixed, output);
            return output;
        };
    }

    private static List<Operands> cut(List<Value> vector, int size) {
        List<Operands> parts = new ArrayList<>();
        for (int head = 0; head * size < vector.size(); head++) {
            parts.add(part(vector, head, size));
        }
        return parts;
    }

    private static Operands part(List<Value> vector, int head, int size) {
        return Operands.copyOf(vector.subList(head * size, (head + 1) * size));
    }

    /** {@return the length of each vector} */
    public int width() {
        return width;
    }

    /** {@return the number of heads} */
    public int heads() {
        return heads;
    }

    /** {@return an immutable list of {@code wq.weight}, {@code wk.weight}, {@code wv.weight} and {@code wo.weight}} */
    @Override
    public List<ParameterTensor> tensors() {
        return ImmutableList.<ParameterTensor>builder()
                .addAll(ParameterTensor.within("wq.", queries))
                .addAll(ParameterTensor.within("wk.", keys))
                .addAll(ParameterTensor.within("wv.", values))
                .addAll(ParameterTensor.within("wo.", outputs))
                .build();
    }

    @Override
    public String toString() {
        return "CausalSelfAttention(%d, %d heads)".formatted(width, heads);
    }
}
