/** {@code gradstep shell}: JShell with the libraries imported, where a value can show its circuit. */
@NullMarked
package io.gradstep.demos.shell;

import org.jspecify.annotations.NullMarked;
