package io.gradstep.nn.module;

import java.util.Objects;

/**
 * The numbers of a module's parameters in one array, which compiled functions read and optimizers change step after
 * step; the parameters themselves get them when {@link #write} is called, before anything reads the module.
 *
 * <pre>{@code
 * Linear linear = Linear.of(2, 1, false, Initializer.ZEROS, 0);
 * FlatParameters flat = FlatParameters.of(linear);
 * flat.change()[1] = 3;
 * flat.write();
 * System.out.println(linear.parameters().get(1).data()); // 3.0
 * }</pre>
 *
 * <p>A step that writes every {@code Value} takes twice as long: they are spread over six times the memory. Not
 * thread-safe.
 */
public final class FlatParameters {
    private final Parameterized module;
    private final double[] numbers;
    private boolean ahead;

    private FlatParameters(Parameterized module) {
        this.module = module;
        this.numbers = StateDict.numbers(module);
    }

    /**
     * Reads the parameters of a module.
     *
     * @param module any module
     * @return their numbers
     */
    public static FlatParameters of(Parameterized module) {
        return new FlatParameters(Objects.requireNonNull(module, "module"));
    }

    /**
     * {@return the numbers, in the order of {@link Parameterized#parameters}: always the same array, which is only to
     * be read}
     */
    public double[] numbers() {
        return numbers;
    }

    /** {@return the same array, to be changed; the parameters follow with the next {@link #write}} */
    public double[] change() {
        ahead = true;
        return numbers;
    }

    /**
     * Replaces the numbers; the parameters follow with the next {@link #write}.
     *
     * @param next one for each parameter
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void set(double[] next) {
        Objects.requireNonNull(next, "next");
        StateDict.requireCount(next.length, numbers.length);
        System.arraycopy(next, 0, change(), 0, numbers.length);
    }

    /** Gives the parameters their numbers, if the numbers may have changed. */
    public void write() {
        if (ahead) {
            StateDict.set(module, numbers);
            ahead = false;
        }
    }

    /** Reads the parameters again, which other code may have set; changes that were not written are lost. */
    public void read() {
        System.arraycopy(StateDict.numbers(module), 0, numbers, 0, numbers.length);
        ahead = false;
    }
}
