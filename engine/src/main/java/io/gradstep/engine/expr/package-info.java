/** The expression language: a formula as text becomes a graph, and a graph becomes text again. */
@NullMarked
package io.gradstep.engine.expr;

import org.jspecify.annotations.NullMarked;
