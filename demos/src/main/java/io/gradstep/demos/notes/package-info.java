/**
 * The lecture notes as a gallery: every example and derivation of five sets of backpropagation notes, rebuilt from
 * {@link io.gradstep.engine.Value}s and printed as a handout, with the notes' closed form beside the computed
 * gradients.
 *
 * <pre>{@code
 * import io.gradstep.demos.notes.Gallery;
 *
 * import io.gradstep.demos.notes.Report;
 *
 * Gallery gallery = Gallery.ofTheNotes();
 * System.out.println(gallery.names().get(0)); // circuit
 * for (Report report : gallery.only(List.of("circuit", "gates")).show(line -> {})) {
 *     System.out.println(report.agrees()); // true
 * }
 * }</pre>
 *
 * <p>An {@code Example} writes a {@code Handout}, which prints, compares and collects the pictures; the closed forms
 * are in {@link io.gradstep.demos.notes.closed} and do not use the engine.
 */
@NullMarked
package io.gradstep.demos.notes;

import org.jspecify.annotations.NullMarked;
