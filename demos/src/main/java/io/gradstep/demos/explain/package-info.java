/** The commands that explain a program: {@code step}, {@code grad}, {@code render}, {@code worksheet} and {@code lab}. */
@NullMarked
package io.gradstep.demos.explain;

import org.jspecify.annotations.NullMarked;
