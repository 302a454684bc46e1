/**
 * The training playground's engine: one training that runs batch by batch, goes back to any of them, and explains each
 * gradient down to one local rule.
 *
 * <p>A {@code TrainingSession} takes commands as JSON and answers in JSON. It uses no files, threads or clocks, so that
 * the server's workers and a page drive the same code, and the same commands give the same bits.
 *
 * <pre>{@code
 * import io.gradstep.demos.training.TrainingSession;
 *
 * TrainingSession session = new TrainingSession();
 * String frame = session.answer("{\"do\": \"advance\", \"batches\": 20}");
 * System.out.println(frame.contains("\"batch\":20")); // true
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.training;

import org.jspecify.annotations.NullMarked;
