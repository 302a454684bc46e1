/**
 * Text as it is displayed and mistyped: the columns that a character takes, invisible characters, decimal numbers, the
 * operators of programs, and corrections for mistyped names. For Gradstep's own modules, whose messages and tables
 * share these rules.
 */
@NullMarked
package io.gradstep.engine.text;

import org.jspecify.annotations.NullMarked;
