/** The console: arguments, terminal output, tables, numbers, files, and messages about what went wrong. */
@NullMarked
package io.gradstep.demos.console;

import org.jspecify.annotations.NullMarked;
