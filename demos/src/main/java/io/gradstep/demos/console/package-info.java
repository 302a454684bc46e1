/** The console: arguments, terminal output, tables, numbers, files, and error messages. */
@NullMarked
package io.gradstep.demos.console;

import org.jspecify.annotations.NullMarked;
