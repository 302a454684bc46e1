package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.Objects;

/**
 * A module that maps a sequence of vectors to a sequence of the same length, in which no output depends on later
 * inputs: attention that looks back, a recurrent network, or any {@link VectorModule}, which sees one vector at a time.
 *
 * <pre>{@code
 * CausalSelfAttention attention = CausalSelfAttention.of(4, 2, Initializer.XAVIER, 42);
 * SequenceModule.Stream stream = attention.start(Masks.NONE);
 * List<Value> first = stream.next(List.of(Value.of(1), Value.of(0), Value.of(0), Value.of(0)));
 * List<Value> second = stream.next(List.of(Value.of(0), Value.of(1), Value.of(0), Value.of(0)));
 * System.out.println(first.size() + " " + second.size()); // 4 4
 * }</pre>
 */
public interface SequenceModule extends Parameterized {
    /**
     * Starts a sequence.
     *
     * @param masks the masks of the {@link Dropout} modules inside; {@link Masks#NONE} drops nothing
     * @return takes the vectors of one sequence, from the first on, and keeps what later ones need of earlier ones,
     *     such as keys and values
     */
    Stream start(Masks masks);

    /**
     * Builds the graph for a whole sequence.
     *
     * @param sequence the vectors, each as long as the module takes
     * @return an immutable list of as many vectors
     * @throws IllegalArgumentException if a vector has another length
     */
    default List<List<Value>> forwardAll(List<? extends List<Value>> sequence) {
        Objects.requireNonNull(sequence, "sequence");
        Stream stream = start(Masks.NONE);
        ImmutableList.Builder<List<Value>> outputs = ImmutableList.builder();
        for (List<Value> x : sequence) {
            outputs.add(stream.next(x));
        }
        return outputs.build();
    }

    /** One sequence on its way through a module. Not thread-safe. */
    @FunctionalInterface
    interface Stream {
        /**
         * Builds the graph for the next vector.
         *
         * @param x the next input
         * @return its output, a list that is not to be changed
         * @throws IllegalArgumentException if the vector is shorter or longer than the module takes
         */
        List<Value> next(List<Value> x);
    }
}
