package io.gradstep.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_laid_out_as_the_format_says() throws Exception {
        Path file = folder.resolve("a.safetensors");
        new Safetensors(Map.of("w1", tensor(new int[] {2}, 1, -2)), Map.of("k", "v")).write(file);

        // 81 characters, and 7 spaces to make the numbers begin at a multiple of eight.
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"w1\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}"
                        + "       ";
        assertThat(header).hasSize(88);
        ByteBuffer expected = ByteBuffer.allocate(8 + 88 + 16);
        expected.put(new byte[] {88, 0, 0, 0, 0, 0, 0, 0});
        expected.put(header.getBytes(StandardCharsets.US_ASCII));
        // 1 is 3FF0 0000 0000 0000 and -2 is C000 0000 0000 0000, last byte first.
        expected.put(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC0});
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
    }

    @Test
    void everything_that_is_written_is_read_back_in_order() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("0.weight", tensor(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
        tensors.put("0.bias", tensor(new int[] {2}, -0.0, Double.MIN_VALUE));
        tensors.put("scalar", tensor(new int[] {}, Double.MAX_VALUE));
        tensors.put("empty", tensor(new int[] {3, 0}));
        tensors.put("also empty", tensor(new int[] {0}));
        tensors.put("", tensor(new int[] {4}, Double.NaN, 1.0 / 0, -1.0 / 0, Math.PI));
        tensors.put("größe \"\\\n\u2028 \uD83D\uDE00", tensor(new int[] {1, 1, 1}, 7));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", "42");
        metadata.put("<architecture> & 'more'", "{\"hidden\": [16, 16]}\u0000");

        Safetensors read = writeAndRead(new Safetensors(tensors, metadata));

        assertThat(read.tensors()).containsExactlyEntriesOf(tensors);
        assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
    }

    @Test
    void a_file_without_tensors_is_valid() throws Exception {
        Safetensors read = writeAndRead(new Safetensors(Map.of(), Map.of()));

        assertThat(read.tensors()).isEmpty();
        assertThat(read.metadata()).isEmpty();
        assertThat(SafetensorsFile.read(folder, SafetensorsFile.bytes("{}")).tensors())
                .isEmpty();
    }

    @Test
    void tensors_larger_than_a_buffer_keep_every_bit() throws Exception {
        long seed = 3;
        double[] numbers = new Random(seed).doubles(100_003, -1e300, 1e300).toArray();
        Tensor tensor = Tensor.of(new int[] {numbers.length}, numbers);

        Safetensors read = writeAndRead(new Safetensors(Map.of("w", tensor), Map.of()));

        assertThat(read.tensors()).as("seed %d", seed).containsExactly(Map.entry("w", tensor));
    }

    @Test
    void floats_are_widened_exactly() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(4 * 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(0.1f).putFloat(Float.MIN_VALUE).putFloat(-0f).putFloat(Float.POSITIVE_INFINITY);
        data.putDouble(0.1);
        byte[] file = SafetensorsFile.bytes(
                "{\"f\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[16,24]}}",
                data.array());

        Safetensors read = SafetensorsFile.read(folder, file);

        // A float's exact value: 0.1f is 13421773 / 2^27, the smallest one 2^-149.
        assertThat(read.tensors().get("f"))
                .isEqualTo(tensor(new int[] {2, 2}, 13421773 / 0x1p27, 0x1p-149, -0.0, Double.POSITIVE_INFINITY));
        assertThat(read.tensors().get("d")).isEqualTo(tensor(new int[] {}, 0.1));
    }

    /** Bit patterns and values from IEEE 754's table of binary16 and the definition of bfloat16. */
    @Test
    void halves_are_read_exactly() throws Exception {
        int[] halves = {0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000};
        double[] values = {
            0x1p-24,
            1023 * 0x1p-24,
            0x1p-14,
            1365 * 0x1p-12,
            1,
            -2,
            65504,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            -0.0
        };
        ByteBuffer data = ByteBuffer.allocate(11 * 2 + 3 * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int half : halves) {
            data.putShort((short) half);
        }
        data.putShort((short) 0x3f80).putShort((short) 0xc049).putShort((short) 0x7f80);
        byte[] file = SafetensorsFile.bytes(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[11],\"data_offsets\":[0,22]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[22,28]}}",
                data.array());

        Map<String, Tensor> read = SafetensorsFile.read(folder, file).tensors();

        assertThat(read.get("h")).isEqualTo(tensor(new int[] {11}, values));
        assertThat(read.get("b")).isEqualTo(tensor(new int[] {3}, 1, -3.140625, Double.POSITIVE_INFINITY));
    }

    @Test
    void whole_numbers_are_read_where_doubles_hold_them_and_other_tensors_are_named() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) -1)
                .put((byte) -1)
                .putShort((short) -2)
                .putShort((short) -2)
                .putInt(-3)
                .putInt(-3);
        data.putLong(1L << 53).putLong(-5).putLong((1L << 53) + 1).putLong(-1).put(new byte[18]);
        String header = "{\"i8\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"u8\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]},"
                + "\"i16\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[2,4]},"
                + "\"u16\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                + "\"i32\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[6,10]},"
                + "\"u32\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[10,14]},"
                + "\"i64\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[14,30]},"
                + "\"large\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[30,38]},"
                + "\"u64\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[38,46]},"
                + "\"complex\":{\"dtype\":\"C64\",\"shape\":[2],\"data_offsets\":[46,62]},"
                + "\"last\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[62,64]}}";

        Safetensors read = SafetensorsFile.read(folder, SafetensorsFile.bytes(header, data.array()));

        assertThat(read.tensors())
                .containsExactly(
                        Map.entry("i8", tensor(new int[] {1}, -1)),
                        Map.entry("u8", tensor(new int[] {1}, 255)),
                        Map.entry("i16", tensor(new int[] {1}, -2)),
                        Map.entry("u16", tensor(new int[] {1}, 65534)),
                        Map.entry("i32", tensor(new int[] {1}, -3)),
                        Map.entry("u32", tensor(new int[] {1}, 4294967293.0)),
                        Map.entry("i64", tensor(new int[] {2}, 0x1p53, -5)),
                        Map.entry("last", tensor(new int[] {1}, 0)));
        assertThat(read.skipped())
                .containsOnlyKeys("large", "u64", "complex")
                .containsEntry("large", "has whole numbers beyond 2⁵³, which a double cannot hold");
        assertThat(read.skipped().get("complex")).startsWith("is of type C64; ").contains("F64, F32, F16");
    }

    @Test
    void floats_that_leave_doubles_unaligned_are_read() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1).putDouble(2);
        byte[] file = SafetensorsFile.bytes(
                "{\"f\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]}}",
                data.array());

        assertThat(SafetensorsFile.read(folder, file).tensors())
                .containsExactly(Map.entry("f", tensor(new int[] {1}, 1)), Map.entry("d", tensor(new int[] {1}, 2)));
    }

    @Test
    void tensors_come_in_the_order_of_their_numbers_not_of_the_header() throws Exception {
        byte[] file = SafetensorsFile.bytes(
                "{\"second\":{\"data_offsets\":[8,16],\"shape\":[1],\"dtype\":\"F64\"},\n\t"
                        + "\"first\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}   \r\n",
                new byte[16]);

        assertThat(SafetensorsFile.read(folder, file).tensors().keySet()).containsExactly("first", "second");
    }

    @Test
    void writing_replaces_a_file_and_leaves_nothing_else() throws Exception {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "something else");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        new Safetensors(Map.of("w", tensor(new int[] {1}, 1)), Map.of()).write(link);

        assertThat(Safetensors.read(file).tensors()).containsOnlyKeys("w");
        assertThat(link).isSymbolicLink();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, link);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_named() {
        Safetensors content = new Safetensors(Map.of(), Map.of());
        Path nowhere = folder.resolve("missing/model.safetensors");

        assertThatThrownBy(() -> content.write(nowhere))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(nowhere + ": cannot be written: there is no folder " + nowhere.getParent());
        assertThatThrownBy(() -> content.write(folder))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(folder + ": cannot be written: it is a folder");
    }

    @Test
    void a_device_is_written_to_and_not_replaced() throws Exception {
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            new Safetensors(Map.of(), Map.of()).write(device);

            assertThat(Files.isRegularFile(device)).isFalse();
        }
    }

    @Test
    void names_that_the_format_cannot_express_are_refused() {
        Tensor tensor = tensor(new int[] {1}, 1);

        assertThatThrownBy(() -> new Safetensors(Map.of("__metadata__", tensor), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("__metadata__");
        assertThatThrownBy(() -> new Safetensors(Map.of("\uD83D", tensor), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> new Safetensors(Map.of(), Map.of("key", "\uDE00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_content_is_copied_and_cannot_be_changed() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Safetensors content = new Safetensors(tensors, new LinkedHashMap<>());
        tensors.put("late", tensor(new int[] {}, 1));

        assertThat(content.tensors()).isEmpty();
        assertThatThrownBy(() -> content.tensors().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> content.metadata().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private Safetensors writeAndRead(Safetensors content) throws Exception {
        Path file = folder.resolve("content.safetensors");
        content.write(file);
        return Safetensors.read(file);
    }

    private static Tensor tensor(int[] shape, double... data) {
        return Tensor.of(shape, data);
    }
}
