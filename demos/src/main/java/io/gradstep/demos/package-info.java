/** The command line {@code gradstep}: {@link io.gradstep.demos.Gradstep} parses its arguments and runs one command. */
@NullMarked
package io.gradstep.demos;

import org.jspecify.annotations.NullMarked;
