package io.gradstep.engine.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A hidden temporary file that is being written.
 *
 * <p>Its writer holds a lock on it, which the system releases when the process ends for any reason. So the next writer
 * in the folder can tell leftovers of killed processes, which it deletes, from files that are being written.
 */
final class Unfinished implements Closeable {
    private static final String PREFIX = ".unfinished-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{1,16}");

    /**
     * The temporary files of this process. Closing any channel to one of them would release the process's lock on it.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private Unfinished(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates an empty one, after deleting leftovers of killed processes in the folder. */
    static Unfinished in(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.resolve(PREFIX).toString());
        }
        Path realFolder = folder.toRealPath();
        deleteLeftOvers(realFolder);
        while (true) {
            // Not createTempFile, which makes the file unreadable for others.
            Path path = realFolder.resolve(
                    PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            OWN.add(path);
            Unfinished unfinished;
            try {
                unfinished = new Unfinished(
                        path,
                        FileChannel.open(
                                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
            } catch (IOException e) {
                OWN.remove(path);
                throw of(folder, e);
            }
            // Before it was locked, another process may have taken it for a leftover.
            if (unfinished.lock() && Files.exists(path)) {
                return unfinished;
            }
            unfinished.close();
        }
    }

    /** The reason why a file could not be created there, without its internal name. */
    private static IOException of(Path folder, IOException e) {
        String reason = "cannot create files in the folder " + folder;
        if (e instanceof AccessDeniedException) {
            return new FileSystemException(folder.toString(), null, reason + ": " + FileTrouble.reason(e));
        }
        return e instanceof NoSuchFileException ? new FileSystemException(folder.toString(), null, reason) : e;
    }

    private boolean lock() {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return true; // a file system without locks, on which leftovers are kept
        }
    }

    private static void deleteLeftOvers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                boolean candidate = NAME.matcher(file.getFileName().toString()).matches() && !OWN.contains(file);
                if (candidate && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    deleteUnlessLocked(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder may be writable but not listable; then leftovers are kept.
        }
    }

    private static void deleteUnlessLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // It belongs to another user, or is already gone.
        }
    }

    Path path() {
        return path;
    }

    OutputStream out() {
        return Channels.newOutputStream(channel);
    }

    /** Replaces a file by this one, after all content is written. */
    void become(Path target) throws IOException {
        // The name must not reach the disk before the content does.
        channel.force(true);
        // Renames under the lock: without it, another process could take the file for a leftover.
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException someFileSystems) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes it, unless it has replaced a file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
