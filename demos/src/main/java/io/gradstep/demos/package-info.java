/** The {@code gradstep} command line: {@link io.gradstep.demos.Gradstep} parses the arguments and runs one command. */
@NullMarked
package io.gradstep.demos;

import org.jspecify.annotations.NullMarked;
