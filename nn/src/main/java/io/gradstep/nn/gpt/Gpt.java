package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.CausalSelfAttention;
import io.gradstep.nn.module.CompiledFamily;
import io.gradstep.nn.module.Embedding;
import io.gradstep.nn.module.Linear;
import io.gradstep.nn.module.LookupFunction;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.module.RmsNorm;
import io.gradstep.nn.module.RowArgument;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * A generative pretrained transformer: it predicts the next token of a text from those before it (Radford et al., 2018;
 * in the form of Karpathy's microgpt, 2026).
 *
 * <p>The vectors of the token and of its position are added and normalised. Each layer adds to it what attention gives,
 * and then what two linear maps with relu between them give, 4 times as wide inside; both see the vector normalised. A
 * last linear map gives a logit for each token. Normalisation is x / √(mean x² + 10⁻⁵); there are no biases.
 *
 * <pre>{@code
 * Gpt gpt = Gpt.of(GptSizes.small(27), 42);
 * System.out.println(gpt.parameterCount()); // 4192
 * int[] text = {26, 0, 13, 13, 0, 26}; // "anna" between two tokens 26
 * gpt.loss(text).backward();
 * double[] parameters = StateDict.numbers(gpt);
 * double[] gradient = new double[parameters.length];
 * CompiledFamily.Sequence sequence = gpt.sequence(text);
 * double loss = gpt.losses().of(5).gradient(parameters, sequence.rows(), sequence.inputs(), gradient);
 * System.out.println(Math.abs(loss - gpt.loss(text).data()) < 1e-14); // true
 * System.out.println(Math.abs(gradient[0] - gpt.parameters().get(0).grad()) < 1e-14); // true
 * }</pre>
 *
 * <p>Parameters are not thread-safe; {@link #losses} may be used by many threads.
 */
public final class Gpt implements Parameterized {
    /** What is added to the mean square of a vector that is normalised. */
    public static final double EPSILON = 1e-5;

    /** The standard deviation of the first weights. */
    public static final double DEVIATION = 0.08;

    private static final String ATTENTION = "attn.";

    private final GptSizes sizes;
    private final Embedding tokens;
    private final Embedding positions;
    private final Linear head;
    private final List<Layer> layers;
    private final RmsNorm norm;
    private final List<ParameterTensor> tensors;
    private final CompiledFamily losses = CompiledFamily.of(this::compile);

    /** The parameters of one layer. */
    private record Layer(CausalSelfAttention attention, Linear wide, Linear narrow) {
        static Layer of(GptSizes sizes, DoubleSupplier weights) {
            int width = sizes.width();
            return new Layer(
                    CausalSelfAttention.of(width, sizes.heads(), weights),
                    Linear.of(width, 4 * width, false, weights),
                    Linear.of(4 * width, width, false, weights));
        }

        List<ParameterTensor> tensors(String prefix) {
            return ImmutableList.<ParameterTensor>builder()
                    .addAll(ParameterTensor.within(prefix + ATTENTION, attention))
                    .addAll(ParameterTensor.within(prefix + "mlp.fc1.", wide))
                    .addAll(ParameterTensor.within(prefix + "mlp.fc2.", narrow))
                    .build();
        }
    }

    private Gpt(GptSizes sizes, DoubleSupplier weights) {
        this.sizes = sizes;
        this.tokens = Embedding.of(sizes.vocabulary(), sizes.width(), weights);
        this.positions = Embedding.of(sizes.block(), sizes.width(), weights);
        this.head = Linear.of(sizes.width(), sizes.vocabulary(), false, weights);
        this.norm = RmsNorm.plain(sizes.width(), EPSILON);
        ImmutableList.Builder<Layer> all = ImmutableList.builder();
        for (int i = 0; i < sizes.layers(); i++) {
            all.add(Layer.of(sizes, weights));
        }
        this.layers = all.build();
        ImmutableList.Builder<ParameterTensor> named = ImmutableList.builder();
        named.addAll(ParameterTensor.within("wte.", tokens));
        named.addAll(ParameterTensor.within("wpe.", positions));
        named.addAll(ParameterTensor.within("lm_head.", head));
        for (int i = 0; i < layers.size(); i++) {
            named.addAll(layers.get(i).tensors(prefix(i)));
        }
        this.tensors = named.build();
    }

    /**
     * Makes a model with normal weights of standard deviation 0.08.
     *
     * @param sizes its sizes
     * @param seed of the random weights
     * @return a new model
     */
    public static Gpt of(GptSizes sizes, long seed) {
        RandomStream random = new RandomStream(seed);
        return of(sizes, () -> DEVIATION * random.gaussian());
    }

    /**
     * Makes a model with given weights.
     *
     * @param sizes its sizes
     * @param weights gives the numbers of each tensor, row by row, in the order of {@link #tensors}
     * @return a new model
     */
    public static Gpt of(GptSizes sizes, DoubleSupplier weights) {
        Objects.requireNonNull(sizes, "sizes");
        Objects.requireNonNull(weights, "weights");
        return new Gpt(sizes, weights);
    }

    /** A text on its way through the model; keys and values of earlier tokens are kept. Not thread-safe. */
    public final class Reader {
        private final List<SequenceModule.Stream> attentions = new ArrayList<>();
        private final Watcher watcher;
        private int position;

        private Reader(Watcher watcher) {
            this.watcher = watcher;
            for (int i = 0; i < layers.size(); i++) {
                attentions.add(layers.get(i).attention.start(new OfLayer(watcher, i)));
            }
        }

        /**
         * Reads the next token.
         *
         * @param token its number
         * @return an immutable list of the logits of the token after it, as many as the vocabulary has
         * @throws IndexOutOfBoundsException if there is no such token
         * @throws IllegalStateException if the text is longer than a block
         */
        public List<Value> next(int token) {
            return map("lm_head.weight", head, state(tokens.row(token)));
        }

        /** The vector after all layers. */
        private List<Value> state(List<Value> token) {
            if (position == sizes.block()) {
                throw new IllegalStateException(
                        "the model reads at most %d tokens, the length of its block".formatted(sizes.block()));
            }
            List<Value> both = sum(token, positions.row(position));
            watcher.embedded(both);
            List<Value> x = norm.forward(both);
            position++;
            for (int i = 0; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                x = sum(attentions.get(i).next(norm.forward(x)), x);
                String prefix = prefix(i) + "mlp.";
                List<Value> wide = map(prefix + "fc1.weight", layer.wide, norm.forward(x));
                x = sum(map(prefix + "fc2.weight", layer.narrow, Activation.RELU.forward(wide)), x);
            }
            return x;
        }

        private List<Value> map(String tensor, Linear linear, List<Value> x) {
            List<Value> y = linear.forward(x);
            watcher.multiplied(tensor, x, y);
            return y;
        }
    }

    private static String prefix(int layer) {
        return "layers." + layer + ".";
    }

    /** Tells what the attention of a layer computes. */
    private record OfLayer(Watcher watcher, int layer) implements CausalSelfAttention.Watcher {
        @Override
        public void attended(int position, int head, List<Value> shares) {
            watcher.attended(layer, head, position, shares);
        }

        @Override
        public void multiplied(String tensor, List<Value> x, List<Value> y) {
            watcher.multiplied(prefix(layer) + ATTENTION + tensor, x, y);
        }
    }

    /** Receives what the model computes as it reads a text: position after position. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Receives the shares of one position in one head.
         *
         * @param layer from 0
         * @param head from 0
         * @param position from 0
         * @param shares how much the position takes of each from the first to itself; they add up to 1
         */
        void attended(int layer, int head, int position, List<Value> shares);

        /**
         * Receives the sum of the vectors of a token and its position; by default it does nothing.
         *
         * @param sum before it is normalised
         */
        default void embedded(List<Value> sum) {}

        /**
         * Receives a vector before and after a linear map; by default it does nothing.
         *
         * @param tensor the name of the map's weights, as in {@link Gpt#tensors}
         * @param x what is multiplied
         * @param y the product
         */
        default void multiplied(String tensor, List<Value> x, List<Value> y) {}
    }

    private static List<Value> sum(List<Value> a, List<Value> b) {
        Value[] sums = new Value[a.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = a.get(i).add(b.get(i));
        }
        return Operands.of(sums);
    }

    /** {@return a reader at the beginning of a text} */
    public Reader start() {
        return new Reader((layer, h, position, shares) -> {});
    }

    /**
     * {@return a reader at the beginning of a text, whose attention is watched}
     *
     * @param watcher receives the shares of attention
     */
    public Reader start(Watcher watcher) {
        return new Reader(Objects.requireNonNull(watcher, "watcher"));
    }

    /**
     * Builds the graph of the loss of a text: the mean cross-entropy of its tokens after the first. Of a text that is
     * longer than a block, the beginning counts.
     *
     * @param text two or more tokens
     * @return the loss
     * @throws IllegalArgumentException if there are fewer than two tokens
     * @throws IndexOutOfBoundsException if a token is not in the vocabulary
     */
    public Value loss(int... text) {
        return Value.mean(losses(start(), text));
    }

    /**
     * Builds the graph of the loss at each position of a text.
     *
     * @param reader at the beginning of a text
     * @param text two or more tokens
     * @return a new, modifiable list of the cross-entropy of each token after the first
     * @throws IllegalArgumentException if there are fewer than two tokens
     * @throws IndexOutOfBoundsException if a token is not in the vocabulary
     */
    public List<Value> losses(Reader reader, int... text) {
        Objects.requireNonNull(reader, "reader");
        int length = length(text);
        List<Value> each = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            List<Value> logits = new ArrayList<>(reader.next(text[t]));
            Collections.swap(logits, 0, Objects.checkIndex(text[t + 1], sizes.vocabulary()));
            each.add(Value.logSoftmax(logits).neg());
        }
        return each;
    }

    private int length(int[] text) {
        Objects.requireNonNull(text, "text");
        if (text.length < 2) {
            throw new IllegalArgumentException("a text needs at least two tokens, not " + text.length);
        }
        return Math.min(sizes.block(), text.length - 1);
    }

    /**
     * {@return the compiled loss of texts, one function for each number of positions: the rows are those of {@code wte}
     * for the tokens that are read, then those of {@code lm_head} for the tokens that follow; the outputs are the mean
     * loss and the loss at each position} A function keeps no numbers of the model.
     */
    public CompiledFamily losses() {
        return losses;
    }

    /**
     * Returns the arguments of a text for {@link #losses()}. Of a text that is longer than a block, the beginning
     * counts.
     *
     * @param text two or more tokens
     * @return the arguments
     * @throws IllegalArgumentException if there are fewer than two tokens
     */
    public CompiledFamily.Sequence sequence(int... text) {
        int length = length(text);
        int[] rows = new int[2 * length];
        System.arraycopy(text, 0, rows, 0, length);
        System.arraycopy(text, 1, rows, length, length);
        return CompiledFamily.Sequence.of(length, rows);
    }

    private LookupFunction compile(int length) {
        List<RowArgument> read = RowArgument.several(tokens.tensors().get(0), length);
        List<RowArgument> next = RowArgument.several(head.tensors().get(0), length);
        Reader reader = start();
        List<Value> each = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            List<Value> state = reader.state(read.get(t).values());
            // The row of the right token gives its logit once more: cheaper than to choose among all.
            Value right = Value.dot(next.get(t).values(), state);
            each.add(Value.logSumExp(head.forward(state)).sub(right));
        }
        List<Value> outputs = ImmutableList.<Value>builder()
                .add(Value.mean(each))
                .addAll(each)
                .build();
        return LookupFunction.of(
                this,
                outputs,
                ImmutableList.<RowArgument>builder().addAll(read).addAll(next).build(),
                List.of());
    }

    /** {@return the sizes} */
    public GptSizes sizes() {
        return sizes;
    }

    /**
     * {@return an immutable list of the tensors {@code wte.weight}, {@code wpe.weight}, {@code lm_head.weight}, and
     * those of each layer such as {@code layers.0.attn.wq.weight} and {@code layers.0.mlp.fc1.weight}}
     */
    @Override
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public String toString() {
        return "Gpt(%d tokens, width %d, %d heads, %d layers, block %d)"
                .formatted(sizes.vocabulary(), sizes.width(), sizes.heads(), sizes.layers(), sizes.block());
    }
}
