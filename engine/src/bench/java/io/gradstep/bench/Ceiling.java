package io.gradstep.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The most time that a benchmark may take, as a multiple of the hand-written loops of its class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Ceiling {
    /**
     * Returns the goal.
     *
     * @return a ratio
     */
    double value();

    /**
     * Returns the goal for batches, which go by the parameter {@code samples}, where it is another one.
     *
     * @return a ratio, NaN if {@link #value} is for all
     */
    double ofBatches() default Double.NaN;
}
