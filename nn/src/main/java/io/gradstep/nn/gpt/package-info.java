/**
 * A small language model: {@link io.gradstep.nn.gpt.Gpt} predicts the next character of a text, {@link
 * io.gradstep.nn.gpt.GptTraining} trains it on documents.
 */
@NullMarked
package io.gradstep.nn.gpt;

import org.jspecify.annotations.NullMarked;
