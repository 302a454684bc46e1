/**
 * The notes' closed forms, computed with plain arrays and loops.
 *
 * <p>The gallery checks the engine's gradients against them, so nothing here uses the engine or other parts of
 * Gradstep; a test enforces that. A matrix is a {@code double[][]}, row by row; a row vector has one row, a column
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
