/** The forms of formulas: dimensions of parameters, their roles, and the start values that follow from them. */
@NullMarked
package io.gradstep.nn.fit.forms;

import org.jspecify.annotations.NullMarked;
