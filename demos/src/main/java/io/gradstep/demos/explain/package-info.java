/**
 * The commands that explain a program: {@code step}, {@code grad}, {@code render}, {@code worksheet} and {@code lab},
 * and {@code language}, which explains the language of programs.
 */
@NullMarked
package io.gradstep.demos.explain;

import org.jspecify.annotations.NullMarked;
