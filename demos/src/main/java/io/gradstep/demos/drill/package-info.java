/** {@code gradstep quiz} and {@code gradstep grade}: problems on random programs, and answers checked. */
@NullMarked
package io.gradstep.demos.drill;

import org.jspecify.annotations.NullMarked;
