/**
 * Formulas of a line, as the handouts write them for a terminal, set as MathML: {@code ∂f/∂W₁₂ = 2q₁x₂} with a
 * fraction and with indices.
 */
@NullMarked
package io.gradstep.demos.notes.typeset;

import org.jspecify.annotations.NullMarked;
