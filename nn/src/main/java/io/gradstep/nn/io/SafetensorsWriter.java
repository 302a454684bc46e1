package io.gradstep.nn.io;

import io.gradstep.engine.files.AtomicFile;
import io.gradstep.engine.files.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
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
            throw new SafetensorsException(
                    file,
                    "cannot be written: its header of " + header.length + " bytes would be above the format's limit of "
                            + SafetensorsHeader.LONGEST,
                    null);
        }
        try {
            AtomicFile.write(file, out -> {
                ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                out.write(length.putLong(header.length).array());
                out.write(header);
                for (Tensor tensor : content.tensors().values()) {
                    write(tensor.sharedData(), out);
                }
            });
        } catch (IOException e) {
            throw new SafetensorsException(file, "cannot be written: " + FileTrouble.reason(e), e);
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
