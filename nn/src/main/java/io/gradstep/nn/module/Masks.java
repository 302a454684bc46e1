package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source of the masks of {@link Dropout}: constants by which a vector is multiplied, 0 or 1/(1 − p).
 *
 * <p>{@link #drawn} makes them from a seed while a graph is built. {@link #recorded} makes arguments of a compiled
 * function instead, and {@link #draw} their numbers for a seed; both draw in the same order, so that the same seed
 * drops the same numbers in both.
 *
 * <pre>{@code
 * Dropout half = Dropout.of(0.5);
 * Masks masks = Masks.recorded();
 * List<Value> x = List.of(Value.of(1), Value.of(1), Value.of(1), Value.of(1));
 * List<Value> kept = half.start(masks).next(x);
 * CompiledFunction sum = CompiledFunction.builder(Value.sum(kept)).parameters(x).inputs(masks.arguments()).build();
 * List<Value> drawn = half.start(Masks.drawn(7)).next(x);
 * System.out.println(sum.value(new double[] {1, 1, 1, 1}, masks.draw(7)) == Value.sum(drawn).data()); // true
 * }</pre>
 *
 * <p>Not thread-safe, except for {@link #NONE} and {@link #draw}.
 */
public final class Masks {
    /** Drops nothing: for predictions. */
    public static final Masks NONE = new Masks(null, false, null);

    private final @Nullable RandomStream random;
    private final boolean recording;
    private final List<Value> arguments = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();

    private final @Nullable Iterator<Value> given;

    private Masks(@Nullable RandomStream random, boolean recording, @Nullable List<Value> given) {
        this.random = random;
        this.recording = recording;
        this.given = given == null ? null : given.iterator();
    }

    /**
     * {@return masks drawn from a seed}
     *
     * @param seed the same seed gives the same masks for the same sequence of requests
     */
    public static Masks drawn(long seed) {
        return new Masks(new RandomStream(seed), false, null);
    }

    /** {@return masks that are arguments of a function to compile} */
    public static Masks recorded() {
        return new Masks(null, true, null);
    }

    /**
     * {@return masks whose numbers are given}
     *
     * @param numbers one for each of the {@link #arguments} of recorded masks, in their order
     */
    public static Masks given(List<Value> numbers) {
        Objects.requireNonNull(numbers, "numbers");
        return new Masks(null, false, ImmutableList.copyOf(numbers));
    }

    /**
     * {@return an immutable list of the arguments that were handed out, in order: constants, as no gradient flows into
     * them}
     */
    public List<Value> arguments() {
        return ImmutableList.copyOf(arguments);
    }

    /**
     * Draws numbers for {@link #arguments}.
     *
     * @param seed as for {@link #drawn}
     * @return a new array with a number for each argument
     */
    public double[] draw(long seed) {
        RandomStream source = new RandomStream(seed);
        double[] numbers = new double[rates.size()];
        Arrays.setAll(numbers, i -> number(source, rates.get(i)));
        return numbers;
    }

    /** The next mask; null if nothing is dropped. */
    @Nullable
    List<Value> next(int size, double rate) {
        if (rate == 0 || (random == null && !recording && given == null)) {
            return null;
        }
        Value[] mask = new Value[size];
        if (given != null) {
            Arrays.setAll(mask, i -> given.next());
            return Operands.of(mask);
        }
        for (int i = 0; i < size; i++) {
            mask[i] = Value.constant(random == null ? 1 : number(random, rate));
        }
        if (recording) {
            for (Value number : mask) {
                arguments.add(number);
                rates.add(rate);
            }
        }
        return Operands.of(mask);
    }

    private static double number(RandomStream random, double rate) {
        return random.nextDouble() < rate ? 0 : 1 / (1 - rate);
    }
}
