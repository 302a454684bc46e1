/** Neurons, layers and networks built from the engine's values. */
@NullMarked
package io.gradstep.nn;

import org.jspecify.annotations.NullMarked;
