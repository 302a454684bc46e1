/**
 * Loops over rows of numbers, each for one op. {@code ElementLoopsOfOne} is defined once for every op as a hidden class
 * with the op as its class data, so that the op is a constant to HotSpot and the profiles of different ops stay
 * separate.
 */
@NullMarked
package io.gradstep.engine.compile.rows;

import org.jspecify.annotations.NullMarked;
