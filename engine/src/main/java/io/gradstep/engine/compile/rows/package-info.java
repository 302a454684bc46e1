/**
 * Loops over rows of numbers, each for one op. {@code ElementLoopsOfOne} is defined once for every op as a hidden class
 * that has the op in a constant, so that HotSpot compiles it for this op alone and the profiles of different ops stay
 * separate.
 */
@NullMarked
package io.gradstep.engine.compile.rows;

import org.jspecify.annotations.NullMarked;
