package io.gradstep.nn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits the lines of a CSV text as long as they are plain: ASCII without quotes, and with the expected number of
 * fields. This takes a fraction of the time of {@link CsvText}, to which all lines from the first that is not plain are
 * left, so that it alone knows the whole format and what is wrong with a line.
 */
final class PlainLines {
    /** The number of bytes to read at a time; a longer line is not plain. */
    static final int BLOCK = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private final char separator;

    /** The ends of the fields of the current line; it begins one behind the first entry. */
    private final int[] ends;

    private final byte[] buffer;
    private int filled;

    /** The complete lines in the buffer, a character for each byte. */
    private String block = "";

    /** The beginning of the next line. */
    private int next;

    private long line;

    /**
     * Opens a text.
     *
     * @param head its first {@link #BLOCK} bytes, or all
     * @param bytes those that follow
     * @param separator what separates fields
     * @param fieldCount the number of fields of a plain line
     */
    PlainLines(byte[] head, InputStream bytes, char separator, int fieldCount) {
        this.bytes = bytes;
        this.separator = separator;
        this.ends = new int[fieldCount + 1];
        this.buffer = head.clone();
        this.filled = head.length;
        decode();
        boolean marked = filled >= BYTE_ORDER_MARK.length
                && head[0] == BYTE_ORDER_MARK[0]
                && head[1] == BYTE_ORDER_MARK[1]
                && head[2] == BYTE_ORDER_MARK[2];
        this.next = marked ? BYTE_ORDER_MARK.length : 0;
    }

    /**
     * Goes to the next line that is not empty.
     *
     * @return false at the end, or if that line is not plain
     */
    boolean next() throws IOException {
        while (true) {
            if (next >= block.length() && !fill()) {
                return false;
            }
            int first = block.charAt(next);
            boolean isEmpty =
                    first == '\n' || (first == '\r' && next + 1 < block.length() && block.charAt(next + 1) == '\n');
            if (!isEmpty) {
                return split();
            }
            next += first == '\n' ? 1 : 2;
            line++;
        }
    }

    /** Reads the next lines; returns false if there are none. */
    private boolean fill() throws IOException {
        if (buffer.length < BLOCK || block.isEmpty()) {
            return false; // that was all, or the first line is longer than a block: others read on from the same bytes
        }
        int rest = filled - next;
        System.arraycopy(buffer, next, buffer, 0, rest);
        filled = rest + bytes.readNBytes(buffer, rest, buffer.length - rest);
        next = 0;
        decode();
        return !block.isEmpty();
    }

    /** Takes the complete lines in the buffer; at the end of the text, the last may lack the end of a line. */
    private void decode() {
        int end = filled;
        while (filled == buffer.length && filled >= BLOCK && end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        block = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    }

    private boolean split() {
        int field = 0;
        ends[0] = next - 1;
        int length = block.length();
        for (int i = next; ; i++) {
            char c = i < length ? block.charAt(i) : '\n';
            if (c == separator || c == '\n') {
                if (++field == ends.length) {
                    return false;
                }
                ends[field] = i;
                if (c == '\n') {
                    break;
                }
            } else if (c == '"' || c >= 0x80 || (c == '\r' && (i + 1 >= length || block.charAt(i + 1) != '\n'))) {
                return false;
            }
        }
        if (field + 1 != ends.length) {
            return false;
        }
        next = Math.min(length, ends[field] + 1);
        ends[field] -= block.charAt(ends[field] - 1) == '\r' ? 1 : 0;
        line++;
        return true;
    }

    /** Returns the number of the current line, from 1. */
    long line() {
        return line;
    }

    /** Returns a field of the current line as a finite number; NaN if it is none. */
    double number(int field) {
        return CsvNumbers.parse(block, ends[field] + 1, ends[field + 1]);
    }

    /** Returns a field of the current line. */
    String text(int field) {
        return block.substring(ends[field] + 1, ends[field + 1]);
    }

    /** Takes the current line back. */
    void leave() {
        next = ends[0] + 1;
        line--;
    }

    /** Returns what follows the lines that were taken. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, next, filled - next), bytes);
    }
}
