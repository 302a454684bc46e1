package io.gradstep.engine.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a file whole or not at all.
 *
 * <p>The content goes to a hidden file beside, which then takes the place of the one that is there. So readers see the
 * old content or the new, and of two writers at once one wins with a whole file. What a killed process leaves of such
 * hidden files, the next writer in the folder deletes.
 *
 * <p>The file in its place has the mode of the one before and, where the system allows, its owner and group. A file that
 * is read-only, for its owner or for nobody but an administrator, is not replaced. What is written through a link goes to
 * what the link stands for, which is made if it is not there; other hard links keep the old content. A device or a pipe
 * is written into and not replaced.
 *
 * <p>An interrupt before the call does not keep a file from being written, and stays pending.
 */
public final class AtomicFile {
    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private AtomicFile() {}

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /**
         * Prints it.
         *
         * @param out where to, not closed by this method
         * @throws IOException if that fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file's content.
     *
     * @param file which
     * @param content what it is to hold
     * @throws FileSystemException if that fails; then what stood there stays, and nothing is left behind. It names the
     *     file, and {@link FileTrouble#reason} has words for it
     */
    public static void write(Path file, byte[] content) throws FileSystemException {
        write(file, out -> out.write(content));
    }

    /**
     * Replaces a file's content as it is printed, as {@link #write(Path, byte[])} does.
     *
     * @param file which
     * @param content what it is to hold
     * @throws FileSystemException if printing or writing fails; it names the file
     */
    public static void write(Path file, Content content) throws FileSystemException {
        named(file, () -> {
            if (isDevice(file)) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    content.writeTo(out);
                }
            } else {
                replace(target(file), content);
            }
        });
    }

    private static void replace(Path target, Content content) throws IOException {
        Permissions permissions = Permissions.of(target);
        try (Unfinished unfinished = Unfinished.in(folder(target), permissions.forNow())) {
            content.writeTo(unfinished.out());
            permissions.giveTo(unfinished.path());
            unfinished.become(target);
        }
    }

    /**
     * Checks what can be known before a file is written: that it is neither a folder nor read-only, and that files can be
     * made in its folder.
     *
     * @param file which
     * @throws FileSystemException if {@link #write} would fail now; it names the file
     */
    public static void requireWritable(Path file) throws FileSystemException {
        named(file, () -> {
            if (isDevice(file)) {
                Permissions.of(file);
            } else {
                Path target = target(file);
                Permissions.of(target);
                requireRoom(folder(target));
            }
        });
    }

    /**
     * Checks that files can be made in a folder.
     *
     * @param folder which
     * @throws FileSystemException if they cannot; it names the folder
     */
    public static void requireWritableFolder(Path folder) throws FileSystemException {
        named(folder, () -> requireRoom(folder));
    }

    /** Tries it: what a file system says about permissions is not always what it does. */
    private static void requireRoom(Path folder) throws IOException {
        Unfinished.in(folder).close();
    }

    private static boolean isDevice(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /** Follows links to where the file is or, at the end of a dangling one, will be. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(file.toString(), null, "it is a link that leads back to itself");
            }
            target = folder(target).toRealPath().resolve(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** Every file but the root, which is a folder, has one. */
    private static Path folder(Path target) {
        Path parent = target.getParent();
        return parent == null ? target : parent;
    }

    private interface Access {
        void run() throws IOException;
    }

    private static void named(Path file, Access access) throws FileSystemException {
        // The channels of an interrupted thread close themselves.
        boolean interrupted = Thread.interrupted();
        try {
            access.run();
        } catch (IOException e) {
            // Its own name may be the hidden file's.
            FileSystemException named = new FileSystemException(file.toString(), null, FileTrouble.reason(e));
            named.initCause(e);
            throw named;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
