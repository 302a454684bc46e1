/**
 * The lecture notes as a gallery: every example and derivation of five sets of backpropagation notes, rebuilt from
 * {@link io.gradstep.engine.Value}s and printed as a handout, with the notes' closed form beside what backward computed.
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
 * <p>An {@code Example} writes on a {@code Handout}, which prints, compares and keeps the pictures; the closed forms live
 * in {@link io.gradstep.demos.notes.closed} and know nothing of the engine.
 */
@NullMarked
package io.gradstep.demos.notes;

import org.jspecify.annotations.NullMarked;
