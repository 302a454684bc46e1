package io.gradstep.viz.svg;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Packs an image as a PNG file (ISO/IEC 15948) of three bytes a pixel.
 *
 * <p>Drawings are mostly paper and level lines, so that each row is written as its difference from the one above, and
 * packed fast. The JDK's writer tries five ways of differences for every row, which takes five times as long for files
 * of much the same size.
 */
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int RED_GREEN_BLUE = 2;
    private static final int DIFFERENCE_FROM_ABOVE = 2;
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    private PngFile() {}

    /**
     * Packs an image.
     *
     * @param image of the type {@link BufferedImage#TYPE_INT_RGB}
     */
    static byte[] of(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {BITS, RED_GREEN_BLUE, 0, 0, 0});
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "IDAT", packed(image, width, height));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] packed(BufferedImage image, int width, int height) throws IOException {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        byte[] row = new byte[1 + 3 * width];
        row[0] = DIFFERENCE_FROM_ABOVE;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(LEVEL);
        try (DeflaterOutputStream packing = new DeflaterOutputStream(bytes, deflater, BUFFER)) {
            for (int y = 0; y < height; y++) {
                for (int x = 0, at = 1; x < width; x++) {
                    int pixel = pixels[y * width + x];
                    int above = y == 0 ? 0 : pixels[(y - 1) * width + x];
                    row[at++] = (byte) ((pixel >> 16) - (above >> 16));
                    row[at++] = (byte) ((pixel >> 8) - (above >> 8));
                    row[at++] = (byte) (pixel - above);
                }
                packing.write(row);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        DataOutputStream fields = new DataOutputStream(file);
        fields.writeInt(content.length);
        fields.write(name);
        fields.write(content);
        fields.writeInt((int) checksum.getValue());
    }
}
