package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {
    /** Three images of 2 x 3 pixels. */
    private static final byte[] IMAGES =
            idx(new int[] {3, 2, 3}, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    private static final byte[] LABELS = idx(new int[] {3}, 2, 0, 4);

    @TempDir
    Path folder;

    @Test
    void images_become_pixels_from_0_to_1_and_labels_classes() throws Exception {
        Dataset data = read(IMAGES, LABELS);

        assertThat(data).hasToString("3 samples, 6 inputs, 5 classes");
        // 51 is a fifth of 255.
        assertThat(data.input(0)).containsExactly(0, 0.2, 0.4, 0.6, 0.8, 1);
        assertThat(data.input(2, 5)).isEqualTo(12 / 255.0);
        assertThat(data.inputNames()).containsExactly("r1c1", "r1c2", "r1c3", "r2c1", "r2c2", "r2c3");
        assertThat(data.classNames()).containsExactly("0", "1", "2", "3", "4");
        assertThat(data.classCounts()).containsExactly(1, 0, 1, 0, 1);
        assertThat(data.label(2)).isEqualTo(4);
    }

    @Test
    void compressed_files_are_known_by_their_content() throws Exception {
        Dataset data = read(gzip(IMAGES), gzip(LABELS));

        assertThat(data.input(0)).containsExactly(0, 0.2, 0.4, 0.6, 0.8, 1);
        assertThat(read(IMAGES, gzip(LABELS)).size()).isEqualTo(3);
    }

    @Test
    void reading_the_first_few_keeps_the_classes_of_all_and_checks_the_rest() throws Exception {
        Dataset data = IdxFiles.read(write("images", IMAGES), write("labels", LABELS), 2);

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.classes()).hasValue(5);
        assertThat(IdxFiles.read(write("images", gzip(IMAGES)), write("labels", LABELS), 99)
                        .size())
                .isEqualTo(3);
        assertThatThrownBy(() -> IdxFiles.read(write("images", cut(gzip(IMAGES), 12)), write("labels", LABELS), 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> IdxFiles.read(folder, folder, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void files_cut_off_anywhere_are_refused() {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] images = compressed ? gzip(IMAGES) : IMAGES;
            byte[] labels = compressed ? gzip(LABELS) : LABELS;
            for (int length = 0; length < images.length; length++) {
                byte[] start = Arrays.copyOf(images, length);
                refused(start, labels, "images", length < 4 ? "" : "cut off");
            }
            for (int length = 0; length < labels.length; length++) {
                byte[] start = Arrays.copyOf(labels, length);
                refused(images, start, "labels", length < 4 ? "" : "cut off");
            }
        }
    }

    @Test
    void files_that_go_on_are_refused() {
        refused(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS, "images", "has data after its last number");
        refused(IMAGES, gzip(Arrays.copyOf(LABELS, LABELS.length + 1)), "labels", "has data after its last number");
    }

    /** Whether or not they look like another gzip stream, and wherever the reader's buffer of 64 KiB ends. */
    @Test
    void bytes_after_the_end_of_a_gzip_stream_are_refused() throws Exception {
        byte[] labels = gzip(LABELS);
        for (byte[] more : List.of(new byte[] {0}, new byte[40], new byte[] {0x1f, (byte) 0x8b}, IMAGES, LABELS)) {
            refused(IMAGES, joined(labels, more), "labels", "bytes follow after the end of its compressed data");
        }
        refused(IMAGES, joined(labels, gzip(new byte[] {1})), "labels", "has data after its last number");
        Random random = new Random(1);
        for (int size = 65_536 - 60; size < 65_536; size++) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            byte[] file = gzip(joined(new byte[] {0, 0, 8, 1, 0, 0, (byte) (size >> 8), (byte) size}, noise));
            IdxInput whole = new IdxInput(write("noise", file), 1, "labels");
            try (whole) {
                assertThat(whole.read(size)).isEqualTo(noise);
                whole.end();
            }
            IdxInput followed = new IdxInput(write("noise", joined(file, new byte[] {0})), 1, "labels");
            try (followed) {
                assertThat(followed.read(size)).isEqualTo(noise);
                assertThatThrownBy(followed::end)
                        .as("%d bytes, with seed 1", size)
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("bytes follow");
            }
        }
    }

    @Test
    void gzip_streams_may_follow_one_another() throws Exception {
        byte[] half = Arrays.copyOf(LABELS, 9);
        byte[] rest = Arrays.copyOfRange(LABELS, 9, LABELS.length);
        assertThat(read(IMAGES, joined(gzip(half), gzip(rest))).size()).isEqualTo(3);
    }

    @Test
    void foreign_and_swapped_files_are_refused() {
        refused(new byte[0], LABELS, "images", "it is not an IDX file");
        refused("width,height\n1,2".getBytes(StandardCharsets.US_ASCII), LABELS, "images", "it is not an IDX file");
        refused(LABELS, IMAGES, "labels", "it has 3 dimensions, but labels have 1: are images and labels swapped?");
        refused(LABELS, LABELS, "images", "it has 1 dimension, but images have 3: are images and labels swapped?");
        refused(idx(new int[] {3, 2}, 1, 2, 3, 4, 5, 6), LABELS, "images", "it has 2 dimensions, but images have 3");
        byte[] floats = IMAGES.clone();
        floats[2] = 0x0D;
        refused(floats, LABELS, "images", "of type 0x0d; only unsigned bytes");
    }

    @Test
    void files_that_do_not_belong_together_are_refused() {
        refused(
                IMAGES,
                idx(new int[] {2}, 0, 1),
                "images",
                "it has 3 images, but " + folder.resolve("labels") + " has 2");
    }

    @Test
    void one_class_alone_is_refused() {
        refused(IMAGES, idx(new int[] {3}, 4, 4, 4), "labels", "all its labels are 4");
    }

    @Test
    void sizes_that_the_file_cannot_hold_are_refused_before_memory_is_taken() {
        int most = Integer.MAX_VALUE;
        refused(IMAGES, idx(new int[] {most}, 1, 2), "labels", "cut off");
        refused(idx(new int[] {3, most, most}, 1), LABELS, "images", "cut off");
        refused(gzip(idx(new int[] {3, most, most}, 1)), LABELS, "images", "cut off");
        refused(idx(new int[] {-1, 2, 3}, 1), LABELS, "images", "its header gives 4294967295 images");
        refused(idx(new int[] {3, 0, 3}, 1), LABELS, "images", "its header gives 0 rows");
        refused(idx(new int[] {3, 2, 0}, 1), LABELS, "images", "its header gives 0 columns");
    }

    @Test
    void more_pixels_than_the_limit_are_refused() throws Exception {
        // A file with a hole: three images of 10,000 x 10,000, a few bytes on the disk.
        Path images = write("images", idx(new int[] {3, 10_000, 10_000}));
        try (var file = new RandomAccessFile(images.toFile(), "rw")) {
            file.setLength(16 + 300_000_000L);
        }

        assertThatThrownBy(() -> IdxFiles.read(images, write("labels", LABELS)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 images of 10000 x 10000 pixels are more than 268435456 pixels");
    }

    @Test
    void damaged_bytes_never_do_more_than_refuse() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] images = random.nextBoolean() ? IMAGES.clone() : gzip(IMAGES);
            for (int k = 0; k < 2; k++) {
                images[random.nextInt(images.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(read(images, LABELS).size()).as("seed %d", seed).isEqualTo(3);
            } catch (DataException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).startsWith(folder.toString());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void files_that_cannot_be_read_are_named() throws Exception {
        Path missing = folder.resolve("missing");
        Path labels = write("labels", LABELS);

        assertThatThrownBy(() -> IdxFiles.read(missing, labels))
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": it cannot be read: there is no such file");
        assertThatThrownBy(() -> IdxFiles.read(folder, labels))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + ": it is a folder, not an IDX file");
    }

    private void refused(byte[] images, byte[] labels, String name, String reason) {
        assertThatThrownBy(() -> read(images, labels))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.resolve(name) + ": ")
                .hasMessageContaining(reason);
    }

    private Dataset read(byte[] images, byte[] labels) throws IOException {
        return IdxFiles.read(write("images", images), write("labels", labels));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] idx(int[] lengths, int... values) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * lengths.length + values.length);
        file.put(new byte[] {0, 0, 8, (byte) lengths.length});
        Arrays.stream(lengths).forEach(file::putInt);
        Arrays.stream(values).forEach(value -> file.put((byte) value));
        return file.array();
    }

    private static byte[] cut(byte[] bytes, int from) {
        return Arrays.copyOf(bytes, bytes.length - from);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }
}
