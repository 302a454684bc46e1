/** The command line {@code gradstep}, one class a command. */
@NullMarked
package io.gradstep.demos;

import org.jspecify.annotations.NullMarked;
