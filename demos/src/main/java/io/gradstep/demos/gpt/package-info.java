/** The command {@code gpt}: a small language model, trained on lines of text and looked into. */
@NullMarked
package io.gradstep.demos.gpt;

import org.jspecify.annotations.NullMarked;
