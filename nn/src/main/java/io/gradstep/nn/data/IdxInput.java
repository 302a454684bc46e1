package io.gradstep.nn.data;

import io.gradstep.engine.files.FileTrouble;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** An open IDX file of unsigned bytes; a header cannot make it allocate more than the file can hold. */
final class IdxInput implements Closeable {
    private static final int UNSIGNED_BYTE = 8;

    /** The highest compression ratio of deflate (zlib's technical details). */
    private static final int LARGEST_RATIO = 1032;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final @Nullable GzipInput gzip;
    private final int[] lengths;

    /** Opens a file and checks its header. */
    IdxInput(Path file, int dimensions, String what) throws IOException {
        this.file = file;
        if (Files.isDirectory(file)) {
            throw new DataException(file, "it is a folder, not an IDX file");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            gzip = isCompressed(raw) ? new GzipInput(raw, BUFFER) : null;
            in = gzip != null ? new BufferedInputStream(gzip, BUFFER) : raw;
            checkMagic(dimensions, what);
            lengths = lengths(dimensions, what);
            checkSize(gzip != null);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isCompressed(InputStream raw) throws IOException {
        raw.mark(2);
        boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return compressed;
    }

    private void checkMagic(int dimensions, String what) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
            throw new DataException(file, "it is not an IDX file: it does not begin with an IDX magic number");
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw new DataException(
                    file,
                    String.format(
                            "its numbers are of type 0x%02x; only unsigned bytes, type 0x08, can be read", magic[2]));
        }
        if (magic[3] != dimensions) {
            throw new DataException(
                    file,
                    "it has " + Tables.count(Byte.toUnsignedInt(magic[3]), "dimension") + ", but " + what + " have "
                            + dimensions + (magic[3] == 4 - dimensions ? ": are images and labels swapped?" : ""));
        }
    }

    private int[] lengths(int dimensions, String what) throws IOException {
        int[] found = new int[dimensions];
        ByteBuffer header = ByteBuffer.wrap(read(4 * dimensions));
        for (int k = 0; k < dimensions; k++) {
            found[k] = header.getInt();
            if (found[k] <= 0) {
                throw new DataException(
                        file,
                        "its header gives " + Integer.toUnsignedString(found[k]) + " "
                                + (k == 0 ? what : k == 1 ? "rows" : "columns") + "; 1 to " + Integer.MAX_VALUE
                                + " are allowed");
            }
        }
        return found;
    }

    private void checkSize(boolean compressed) throws IOException {
        long header = 4 + 4L * lengths.length;
        long onDisk = Files.size(file);
        long most = compressed ? onDisk * LARGEST_RATIO : onDisk;
        long left = most - header;
        // Division, because multiplication might overflow.
        for (int length : lengths) {
            left /= length;
        }
        if (left == 0) {
            throw cutOff();
        }
    }

    int length(int dimension) {
        return lengths[dimension];
    }

    byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cutOff();
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    /** Checks that nothing follows. */
    void end() throws IOException {
        if (in.read() >= 0) {
            throw new DataException(file, "it has data after its last number: it is damaged");
        }
        if (gzip != null && gzip.isFollowed()) {
            throw new DataException(file, "bytes follow after the end of its compressed data: it is damaged");
        }
    }

    private DataException cutOff() {
        return new DataException(file, "it is cut off: it holds fewer numbers than its header says");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The exception for a failure to read. */
    static DataException unreadable(Path file, IOException e) {
        if (e instanceof DataException known) {
            return known;
        }
        if (e instanceof EOFException) {
            return new DataException(file, "it is cut off: its compressed data end early", e);
        }
        if (e instanceof ZipException) {
            return new DataException(file, "its compressed data are damaged (" + e.getMessage() + ")", e);
        }
        return new DataException(file, "it cannot be read: " + FileTrouble.reason(e), e);
    }
}
