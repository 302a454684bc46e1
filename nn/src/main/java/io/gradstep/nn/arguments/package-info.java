/** Checks of arguments, with the messages that users read when a number or a name is out of range. */
@NullMarked
package io.gradstep.nn.arguments;

import org.jspecify.annotations.NullMarked;
