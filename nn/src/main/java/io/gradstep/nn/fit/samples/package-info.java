/**
 * Samples as numbered rows, wherever they are, and what a fit asks of them: reductions in a fixed order, above all that
 * to a triangle.
 */
@NullMarked
package io.gradstep.nn.fit.samples;

import org.jspecify.annotations.NullMarked;
