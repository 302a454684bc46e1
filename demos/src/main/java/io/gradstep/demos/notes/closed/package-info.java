/**
 * The notes' closed forms, computed from plain arrays with plain loops.
 *
 * <p>They are what the gallery holds the engine's gradients against, and so nothing here uses the engine or anything
 * else of Gradstep: a test holds that. A matrix is a {@code double[][]}, row by row; a row vector has one row, a column
 * vector one column.
 *
 * <pre>{@code
 * import io.gradstep.demos.notes.closed.Matrices;
 * import io.gradstep.demos.notes.closed.SquaredNormFormulas;
 *
 * double[][] w = {{1, 2}, {3, 4}};
 * SquaredNormFormulas closed = new SquaredNormFormulas(w, Matrices.column(1, -1));
 * System.out.println(closed.f()); // 2.0
 * System.out.println(closed.gradientOfXByMatrix()[0][0]); // -8.0
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.notes.closed;

import org.jspecify.annotations.NullMarked;
