package io.gradstep.nn.io;

import io.gradstep.engine.files.FileTrouble;
import io.gradstep.engine.text.Characters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file and trusts nothing in its header until it is checked against the file's length. */
final class SafetensorsReader {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final SeekableByteChannel channel;

    private SafetensorsReader(Path file, SeekableByteChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Safetensors read(Path file) throws SafetensorsException {
        if (Files.isDirectory(file)) {
            throw new SafetensorsException(file, "cannot be read: it is a folder", null);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return new SafetensorsReader(file, channel).read();
        } catch (SafetensorsException e) {
            throw e;
        } catch (IOException e) {
            throw new SafetensorsException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private Safetensors read() throws IOException {
        long length = channel.size();
        byte[] bytes = headerBytes(length);
        SafetensorsHeader header;
        try {
            header = SafetensorsHeader.parse(bytes);
        } catch (SafetensorsHeader.FormatException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
        List<Slot> slots = header.slots();
        // Stable: tensors without numbers share an offset and keep the header's order.
        slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
        checkLocations(slots, length - Long.BYTES - bytes.length);
        for (Slot slot : slots) {
            checkLength(slot);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.type == null) {
                channel.position(channel.position() + slot.end - slot.begin);
                skipped.put(
                        slot.name,
                        "is of type " + slot.typeName + "; of " + SafetensorsHeader.readable()
                                + " it could be read: convert it first");
                continue;
            }
            double[] numbers = numbers(slot, slot.type);
            if (numbers.length > 0 || slot.begin == slot.end) {
                tensors.put(slot.name, Tensor.owning(slot.shape, numbers));
            } else {
                skipped.put(slot.name, "has whole numbers beyond 2⁵³, which a double cannot hold");
            }
        }
        return new Safetensors(tensors, header.metadata(), skipped);
    }

    private byte[] headerBytes(long fileLength) throws IOException {
        if (fileLength < Long.BYTES) {
            throw refuse("it has " + fileLength + " bytes, too few for a safetensors file: it is cut off, or another"
                    + " kind of file");
        }
        long length = fill(ByteBuffer.allocate(Long.BYTES)).getLong();
        if (length < 0 || length > SafetensorsHeader.LONGEST) {
            throw refuse("it gives a header length of " + Long.toUnsignedString(length) + " bytes, above the limit of "
                    + SafetensorsHeader.LONGEST + ", so it is not a safetensors file");
        }
        if (length > fileLength - Long.BYTES) {
            throw refuse("it gives a header length of " + length + " bytes, but only " + (fileLength - Long.BYTES)
                    + " follow: it is cut off, or another kind of file");
        }
        return fill(ByteBuffer.allocate((int) length)).array();
    }

    /** Checks that tensors follow each other without gaps from the header to the end of the file. */
    private void checkLocations(List<Slot> slots, long available) throws SafetensorsException {
        long next = 0;
        for (Slot slot : slots) {
            String location = "tensor " + Characters.quoted(slot.name) + " takes the bytes from " + slot.begin + " to "
                    + slot.end;
            if (slot.end < slot.begin) {
                throw refuse(location + ", which is backwards");
            }
            if (slot.begin != next) {
                throw refuse(location + ", but the one before it ends at " + next
                        + ": tensors must neither overlap nor leave" + " gaps");
            }
            if (slot.end > available) {
                throw refuse(location + ", but only " + available + " bytes follow the header: the file is cut off");
            }
            next = slot.end;
        }
        if (next != available) {
            throw refuse("it has " + (available - next) + " bytes after its last tensor");
        }
    }

    private void checkLength(Slot slot) throws SafetensorsException {
        if (slot.type == null) {
            return;
        }
        String location = "tensor " + Characters.quoted(slot.name);
        long elements = Tensor.elements(slot.shape);
        if (elements > Integer.MAX_VALUE - 8) {
            throw refuse(location + " has the shape " + shape(slot) + ", more numbers than an array can hold");
        }
        long bytes = slot.end - slot.begin;
        if (elements * slot.type.bytes != bytes) {
            throw refuse(location + " takes " + bytes + " bytes, which does not fit its shape " + shape(slot) + " of "
                    + slot.type);
        }
    }

    private static String shape(Slot slot) {
        return slot.shape.length > 8 ? "of " + slot.shape.length + " dimensions" : Arrays.toString(slot.shape);
    }

    /** The numbers of a tensor; none where a double cannot hold one of them. */
    private double[] numbers(Slot slot, Dtype type) throws IOException {
        double[] numbers = new double[(int) ((slot.end - slot.begin) / type.bytes)];
        boolean exact = true;
        int done = 0;
        while (done < numbers.length) {
            int count = Math.min(CHUNK / type.bytes, numbers.length - done);
            exact &= type.get(fill(ByteBuffer.allocate(count * type.bytes)), numbers, done, count);
            done += count;
        }
        return exact ? numbers : new double[0];
    }

    /** Reads until a buffer is full. */
    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw refuse("it was truncated while being read");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private SafetensorsException refuse(String reason) {
        return new SafetensorsException(file, reason, null);
    }
}
