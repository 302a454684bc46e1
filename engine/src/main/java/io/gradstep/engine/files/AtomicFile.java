package io.gradstep.engine.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files atomically: completely or not at all.
 *
 * <p>The content goes to a hidden file in the same folder, which then replaces the existing one. So readers see either
 * the old content or the new, and of two concurrent writers one wins with a complete file. The next writer in the
 * folder deletes hidden files that a killed process left behind.
 *
 * <p>The new file keeps the mode of the old one and, where the system allows, its owner and group. A read-only file is
 * not replaced, not even by an administrator. A symbolic link is followed to its target, which is created if it does
 * not exist; other hard links keep the old content. A device or a pipe is written to and not replaced.
 *
 * <p>A pending interrupt does not prevent the write, and stays pending.
 */
public final class AtomicFile {
    /** The number of links that Linux follows. */
    private static final int MAX_LINKS = 40;

    private AtomicFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content.
         *
         * @param out the stream to write to, which this method does not close
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file's content.
     *
     * @param file the file
     * @param content the new content
     * @throws FileSystemException if writing fails; the old content is kept, and nothing is left behind. It names the
     *     file, and {@link FileTrouble#reason} describes it
     */
    public static void write(Path file, byte[] content) throws FileSystemException {
        write(file, out -> out.write(content));
    }

    /**
     * Replaces a file's content, as {@link #write(Path, byte[])} does, with content written to a stream.
     *
     * @param file the file
     * @param content the new content
     * @throws FileSystemException if producing the content or writing fails; it names the file
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
     * Checks in advance that a file can be written: that it is neither a folder nor read-only, and that files can be
     * created in its folder.
     *
     * @param file the file
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
     * Checks that files can be created in a folder.
     *
     * @param folder the folder
     * @throws FileSystemException if not; it names the folder
     */
    public static void requireWritableFolder(Path folder) throws FileSystemException {
        named(folder, () -> requireRoom(folder));
    }

    /** Tries it, because the permissions that a file system reports are not always the ones it enforces. */
    private static void requireRoom(Path folder) throws IOException {
        Unfinished.in(folder).close();
    }

    private static boolean isDevice(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /** Follows links to where the file is or, for a dangling link, will be. */
    private static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(file.toString(), null, "it is a symbolic link that leads back to itself");
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
            // The exception may name the hidden file.
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
