/**
 * Text as people see it and as they mistype it: how many columns a character takes, which characters nobody sees,
 * how a decimal number is written, and which name was probably meant. For Gradstep's own modules, whose messages and tables all need the same answers.
 */
@NullMarked
package io.gradstep.engine.text;

import org.jspecify.annotations.NullMarked;
