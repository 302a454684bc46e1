package io.gradstep.nn.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads images and their labels from a pair of IDX files, the format of MNIST and its relatives.
 *
 * <p>An IDX file is a magic number (two zero bytes, the type of number, the number of dimensions), the length of each
 * dimension in four bytes, big-endian, and the numbers. Both files hold unsigned bytes, the images in three dimensions
 * (image, row, column), the labels in one. Either may be compressed with gzip, whatever its name.
 */
public final class IdxFiles {
    /** The most numbers that are read, 2 GiB of doubles; read fewer samples of a larger file. */
    public static final int MAX_VALUES = 1 << 28;

    private IdxFiles() {}

    /**
     * Reads all images and labels.
     *
     * @param images an IDX file with images
     * @param labels an IDX file with as many labels
     * @return one sample per image, in the order of the files. The inputs are the pixels, divided by 255, row by row
     *     and named {@code r1c1, r1c2, ...}; the classes are {@code 0, 1, ...} up to the largest label
     * @throws DataException if a file cannot be read, is not an IDX file, has other content, is truncated or too long,
     *     the files do not match, all labels are the same, or there are more than {@value #MAX_VALUES} pixels; the
     *     message names the file and the reason
     */
    public static Dataset read(Path images, Path labels) throws DataException {
        return read(images, labels, Integer.MAX_VALUE);
    }

    /**
     * Reads the first images and labels.
     *
     * @param images an IDX file with images
     * @param labels an IDX file with as many labels
     * @param most the maximum number of samples to read, at least 1. The files are still checked to their ends, and the
     *     classes are those of the whole file
     * @return one sample per image, as {@link #read(Path, Path)} describes
     * @throws DataException if a file cannot be read, is not an IDX file, has other content, is truncated or too long,
     *     the files do not match, all labels are the same, or there are more than {@value #MAX_VALUES} pixels to read;
     *     the message names the file and the reason
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public static Dataset read(Path images, Path labels, int most) throws DataException {
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(labels, "labels");
        if (most < 1) {
            throw new IllegalArgumentException("at least one sample must be read, not " + most);
        }
        byte[] classes;
        try (IdxInput input = new IdxInput(labels, 1, "labels")) {
            classes = input.read(input.length(0));
            input.end();
        } catch (IOException e) {
            throw IdxInput.unreadable(labels, e);
        }
        int last = largest(labels, classes);
        try (IdxInput input = new IdxInput(images, 3, "images")) {
            if (input.length(0) != classes.length) {
                throw new DataException(
                        images,
                        "it has " + input.length(0) + " images, but " + labels + " has " + classes.length + " labels");
            }
            int samples = Math.min(most, classes.length);
            double[] pixels = pixels(images, input, samples);
            double[] targets = IntStream.range(0, samples)
                    .mapToDouble(i -> Byte.toUnsignedInt(classes[i]))
                    .toArray();
            List<String> names =
                    IntStream.rangeClosed(0, last).mapToObj(String::valueOf).toList();
            return Dataset.table(
                    pixels, targets, Tables.pixels(input.length(1), input.length(2)), List.of("class"), names);
        } catch (IOException e) {
            throw IdxInput.unreadable(images, e);
        }
    }

    private static double[] pixels(Path images, IdxInput input, int samples) throws IOException {
        long size = (long) input.length(1) * input.length(2);
        // Division, because multiplication might overflow.
        if (size > MAX_VALUES / samples) {
            throw new DataException(
                    images,
                    samples + " images of " + input.length(1) + " x " + input.length(2) + " pixels are more than "
                            + MAX_VALUES + " pixels: read fewer images");
        }
        double[] pixels = new double[(int) size * samples];
        for (int i = 0; i < samples; i++) {
            byte[] image = input.read((int) size);
            for (int j = 0; j < size; j++) {
                pixels[i * (int) size + j] = Byte.toUnsignedInt(image[j]) / 255.0;
            }
        }
        input.skip(size * (input.length(0) - samples));
        input.end();
        return pixels;
    }

    private static int largest(Path file, byte[] classes) throws DataException {
        int least = 255;
        int largest = 0;
        for (byte label : classes) {
            least = Math.min(least, Byte.toUnsignedInt(label));
            largest = Math.max(largest, Byte.toUnsignedInt(label));
        }
        if (least == largest) {
            throw new DataException(
                    file, "all its labels are " + least + ": classification needs at least two classes");
        }
        return largest;
    }
}
