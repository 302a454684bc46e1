package io.gradstep.nn.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files made by hand, right or wrong. */
final class SafetensorsFile {
    private SafetensorsFile() {}

    /** A file with a true header length. */
    static byte[] bytes(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    static Safetensors read(Path folder, byte[] bytes) throws IOException {
        return Safetensors.read(Files.write(folder.resolve("file.safetensors"), bytes));
    }
}
