/** Scalar values that remember how they were computed, and the backward pass that explains their gradients. */
@NullMarked
package io.gradstep.engine;

import org.jspecify.annotations.NullMarked;
