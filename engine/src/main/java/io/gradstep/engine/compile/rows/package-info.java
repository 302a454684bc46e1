/**
 * Loops over rows of numbers, one op each. {@code ElementLoopsOfOne} is defined once for every op as a hidden class with
 * the op as its class data, so that the op is a constant to HotSpot and no op's profile spoils another's.
 */
@NullMarked
package io.gradstep.engine.compile.rows;

import org.jspecify.annotations.NullMarked;
