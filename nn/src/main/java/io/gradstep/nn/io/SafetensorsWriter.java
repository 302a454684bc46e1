package io.gradstep.nn.io;

import io.gradstep.engine.files.AtomicFile;
import io.gradstep.engine.files.FileTrouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes a safetensors file. */
final class SafetensorsWriter {
    private static final int CHUNK = 1 << 13;

    private SafetensorsWriter() {}

    static void write(Safetensors content, Path file) throws SafetensorsException {
        byte[] header = SafetensorsHeader.print(content);
        if (header.length > SafetensorsHeader.LONGEST) {
            throw new SafetensorsException(file, "cannot be written: " + tooLong(header), null);
        }
        try {
            AtomicFile.write(file, out -> write(content, header, out));
        } catch (IOException e) {
            throw new SafetensorsException(file, "cannot be written: " + FileTrouble.reason(e), e);
        }
    }

    static byte[] bytes(Safetensors content) {
        byte[] header = SafetensorsHeader.print(content);
        if (header.length > SafetensorsHeader.LONGEST) {
            throw new IllegalStateException(tooLong(header));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(content, header, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String tooLong(byte[] header) {
        return "its header of %d bytes would be above the format's limit of %d"
                .formatted(header.length, SafetensorsHeader.LONGEST);
    }

    private static void write(Safetensors content, byte[] header, OutputStream out) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        for (Tensor tensor : content.tensors().values()) {
            write(tensor.sharedData(), out);
        }
    }

    private static void write(double[] numbers, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < numbers.length; done += CHUNK) {
            int count = Math.min(CHUNK, numbers.length - done);
            buffer.asDoubleBuffer().put(numbers, done, count);
            out.write(buffer.array(), 0, count * Double.BYTES);
        }
    }
}
