/** The forward and the backward pass as a list of explained steps. */
@NullMarked
package io.gradstep.engine.trace;

import org.jspecify.annotations.NullMarked;
