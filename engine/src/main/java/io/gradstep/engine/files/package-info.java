/**
 * Atomic file writes and descriptions of file errors, for Gradstep's own modules.
 *
 * <pre>{@code
 * import io.gradstep.engine.files.AtomicFile;
 * import io.gradstep.engine.files.FileTrouble;
 * import java.io.IOException;
 * import java.nio.charset.StandardCharsets;
 * import java.nio.file.Files;
 *
 * Path note = folder.resolve("note.txt");
 * AtomicFile.write(note, "every gate knows its rule".getBytes(StandardCharsets.UTF_8));
 * System.out.println(Files.readString(note)); // every gate knows its rule
 * try {
 *     AtomicFile.write(note.resolve("below a file"), new byte[0]);
 * } catch (IOException e) {
 *     System.out.println(FileTrouble.reason(e).startsWith("there is no folder")); // true
 * }
 * }</pre>
 */
@NullMarked
package io.gradstep.engine.files;

import org.jspecify.annotations.NullMarked;
