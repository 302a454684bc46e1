package io.gradstep.nn.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A gzip stream that detects bytes after its end; Java's own ignores them. */
final class GzipInput extends GZIPInputStream {
    /** The checksum and the length that end a gzip stream, in bytes. */
    private static final int TRAILER = 8;

    /** Counts the bytes that are read. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private final Counted compressed;

    /** The number of bytes read when the inflater last received input. */
    private long given;

    GzipInput(InputStream in, int buffer) throws IOException {
        this(new Counted(in), buffer);
    }

    private GzipInput(Counted compressed, int buffer) throws IOException {
        super(compressed, buffer);
        this.compressed = compressed;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        given = compressed.count;
    }

    /** Tests, once this stream has ended, whether bytes follow that belong to no gzip stream. */
    boolean isFollowed() throws IOException {
        long end = given - inf.getRemaining() + TRAILER;
        return compressed.count > end || compressed.read() >= 0;
    }
}
