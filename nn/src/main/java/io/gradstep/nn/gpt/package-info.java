/**
 * A small language model: {@link io.gradstep.nn.gpt.Gpt} predicts the next character of a text, {@link
 * io.gradstep.nn.gpt.GptTraining} trains it on documents, and {@link io.gradstep.nn.gpt.CharacterGpt} writes.
 *
 * <pre>{@code
 * Gpt gpt = Gpt.of(GptSizes.small(27), 42);
 * System.out.println(gpt.parameterCount()); // 4192
 * Gpt.Reader reader = gpt.start();
 * System.out.println(reader.next(26).size()); // 27
 * }</pre>
 */
@NullMarked
package io.gradstep.nn.gpt;

import org.jspecify.annotations.NullMarked;
