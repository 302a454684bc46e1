package io.gradstep.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they claim: each is refused with its name and the reason, whatever is wrong with it. */
class InvalidSafetensorsTest {
    private static final String HEADER = "{'__metadata__':{'k':'v'},"
            + "'a':{'dtype':'F64','shape':[2,1],'data_offsets':[0,16]},"
            + "'b':{'dtype':'F32','shape':[3],'data_offsets':[16,28]}}";

    @TempDir
    Path folder;

    private byte[] good = new byte[0];

    @BeforeEach
    void a_good_file() throws Exception {
        good = file(HEADER, 28);
        assertThat(SafetensorsFile.read(folder, good).tensors()).containsOnlyKeys("a", "b");
    }

    /** A part of the header, its replacement (perhaps nothing), and a part of the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'__meta                  | ['__meta                   | does not begin with a brace
            {'__meta                  | \\uFEFF{'__meta            | does not begin with a brace
            {'__meta                  | {{'__meta                  | not valid JSON
            '__metadata__':{          | '__metadata__':[           | found an array
            '__metadata__':{'k':'v'} | '__metadata__':'k' | __metadata__: expected an object of strings, found a string
            '__metadata__':{'k':'v'}  | '__metadata__':null        | found null
            'k':'v'                   | 'k':1                      | key 'k': expected a string, found a number
            'k':'v'                   | 'k':{}                     | found an object
            'k':'v'                   | 'k':'v','k':'w'            | __metadata__ has the key 'k' twice
            'k':'v'                   | 'k':'\\uD800'              | not valid JSON
            'k':'v'                   | 'k':'\\q'                  | not valid JSON
            'k':'v'                   | 'k':'\t'                   | not valid JSON
            'k':'v'                   | k:'v'                      | not valid JSON
            'a':{                     | '__metadata__':{},'a':{    | __metadata__ twice
            'b':{                     | 'a':{                      | the tensor 'a' twice
            'b':{                     | 'b':[                      | tensor 'b': expected an object
            {'dtype':'F64'            | {'dtype':'F64','dtype':'F64' | 'dtype' twice
            'dtype':'F64',            | (nothing)                | lacks its dtype
            'shape':[2,1],            | (nothing)                | lacks its shape
            'shape':[2,1],            | 'shape':[2,1],'shape':[2,1], | 'shape' twice
            ,'data_offsets':[0,16]    | (nothing)                | lacks its data_offsets
            'dtype'                   | 'type'                     | unknown key 'type'
            'dtype':'F64'             | 'dtype':64                 | dtype: expected a string
            'F64'                     | 'F65'                      | unknown type 'F65'
            'F64'                     | 'f64'                      | unknown type 'f64'
            'F64'                     | 'F16'                      | does not fit its shape [2, 1] of F16
            'F64'                     | 'F32'                      | does not fit its shape [2, 1] of F32
            'F32'                     | 'F64'                      | does not fit its shape [3] of F64
            [2,1]                     | 2                          | shape: expected an array
            [2,1]                     | ['2',1]                    | expected a whole number from 0, found a string
            [2,1]                     | [2.0,1]                    | found '2.0'
            [2,1]                     | [2e0,1]                    | found '2e0'
            [2,1]                     | [-2,-1]                    | found '-2'
            [2,1]                     | [02,1]                     | not valid JSON
            [2,1]                     | [2,1,]                     | not valid JSON
            [2,1]                     | [2,[1]]                    | found an array
            [2,1]                     | [2,null]                   | found null
            [2,1]                     | [2,2]                      | does not fit its shape [2, 2]
            [2,1]                     | [2,0]                      | does not fit its shape [2, 0]
            [2,1]                     | []                         | does not fit its shape []
            [2,1]                     | [2147483648,1]             | a dimension of 2147483648
            [2,1]                     | [9223372036854775808]      | larger than any file
            [2,1]                     | [99999999999999999999]     | found '99999999999999999999'
            [2,1]                     | [65536,65536,65536,65536]  | more numbers than an array can hold
            [2,1]                     | [2147483647,2147483647,2]  | more numbers than an array can hold
            [2,1]                     | [536870912,2147483647,2147483647,4,2] | more numbers than an array can hold
            [0,16]                    | [0]                        | 1 data_offsets
            [0,16]                    | [0,8,16]                   | 3 data_offsets
            [0,16]                    | {}                         | data_offsets: expected an array
            [0,16]                    | [-8,16]                    | found '-8'
            [0,16]                    | [16,0]                     | backwards
            [0,16]                    | [8,16]                     | tensors must neither overlap nor leave gaps
            [0,16]                    | [0,15]                     | tensors must neither overlap nor leave gaps
            [0,16]                    | [0,24]                     | neither overlap
            [16,28]                   | [8,20]                     | neither overlap
            [16,28]                   | [17,29]                    | nor leave gaps
            [16,28]                   | [16,24]                    | 4 bytes after its last tensor
            [16,28]                   | [16,32]                   | only 28 bytes follow the header: the file is cut off
            [16,28]                   | [16,9223372036854775807]   | cut off
            [16,28]                   | [0,16]                     | neither overlap
            [16,28]}}                 | [16,28]}                   | not valid JSON
            [16,28]}}                 | [16,28]}}}                 | not valid JSON
            [16,28]}}                 | [16,28]}}{}                | not valid JSON
            [16,28]}}                 | [16,28]}}/**/              | not valid JSON
            [16,28]}}                 | [16,28]},}                 | not valid JSON
            """)
    void a_mutated_header_is_refused(String part, String instead, String reason) {
        String replacement = instead.equals("(nothing)") ? "" : instead.replace("\\uFEFF", "\uFEFF");
        assertThat(HEADER).contains(part);

        assertThatThrownBy(() ->
                        read(file(HEADER.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement)), 28)))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith(folder.resolve("file.safetensors") + ": ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n", "LENIENT");
    }

    @Test
    void a_file_cut_off_anywhere_is_refused() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            tensors.put(i + ".weight", Tensor.of(new int[] {5, i}, new double[5 * i]));
        }
        Path file = folder.resolve("long.safetensors");
        new Safetensors(tensors, Map.of("seed", "7")).write(file);
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole).hasSizeGreaterThan(2000);

        for (int length = 0; length < whole.length; length += length < 400 ? 1 : 13) {
            byte[] start = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(start))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void a_file_that_goes_on_is_refused() {
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageEndingWith("it has 1 bytes after its last tensor");
    }

    @Test
    void damaged_bytes_never_do_more_than_refuse() throws Exception {
        Path file = folder.resolve("file.safetensors");
        int headerEnd = good.length - 28;
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = good.clone();
            int damages = 1 + random.nextInt(3);
            for (int k = 0; k < damages; k++) {
                // The header is where damage matters: some of it single bits, some of it any byte.
                int at = random.nextInt(10) == 0 ? random.nextInt(bytes.length) : random.nextInt(headerEnd);
                bytes[at] = (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            Files.write(file, bytes);
            try {
                Safetensors read = Safetensors.read(file);
                assertThat(read.tensors().values().stream()
                                .mapToInt(Tensor::size)
                                .sum())
                        .as("seed %d", seed)
                        .isBetween(28 / 8, 28 / 4);
            } catch (SafetensorsException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).startsWith(file + ": ");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_001, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void a_header_above_the_limit_is_refused_before_memory_is_taken(long length) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("header length of " + Long.toUnsignedString(length) + " bytes, above the limit");
    }

    @Test
    void a_header_at_the_limit_that_the_file_does_not_have_is_refused() {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_000);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("but only " + (good.length - 8) + " follow");
    }

    @Test
    void a_tensor_larger_than_every_array_is_refused_before_memory_is_taken() throws Exception {
        // A file with a hole: 16 GiB long, a few hundred bytes on the disk.
        long bytes = 8L * Integer.MAX_VALUE;
        Path file = folder.resolve("huge.safetensors");
        byte[] start = SafetensorsFile.bytes(
                ("{'a':{'dtype':'F64','shape':[" + Integer.MAX_VALUE + "],'data_offsets':[0," + bytes + "]}}")
                        .replace('\'', '"'));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(start);
            sparse.setLength(start.length + bytes);
        }

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("more numbers than an array can hold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                        | not valid JSON
            {'a':                    | unknown key 'a'
            {'a':[                   | expected an object
            {'a':{'shape':[          | expected a whole number from 0, found an array
            {'__metadata__':{'k':[   | expected a string
            """)
    void deep_nesting_is_refused_and_does_not_overflow_the_stack(String start, String reason) {
        String level = start.substring(start.lastIndexOf(start.endsWith("[") ? '[' : '{'));

        assertThatThrownBy(() -> read(file(start + level.repeat(1_000_000), 0)))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_header_that_is_not_utf8_is_refused() {
        byte[] bytes = good.clone();
        bytes[8 + 3] = (byte) 0xFF;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageEndingWith("its header is not UTF-8");
    }

    @Test
    void foreign_files_are_refused() {
        String[] starts = {
            "",
            "PK\u0003\u0004 a zip file",
            "{\"json\": true, \"long\": \"enough\"}",
            "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"
        };
        for (String start : starts) {
            assertThatThrownBy(() -> read(start.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(start)
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("safetensors file");
        }
        assertThatThrownBy(() -> read(new byte[64]))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("does not begin with a brace");
    }

    @Test
    void a_long_or_strange_name_does_not_spoil_the_message() {
        String name = "\\n\\u001b" + "x".repeat(1_000_000);

        assertThatThrownBy(() -> read(file("{'" + name + "':{'dtype':'Q','shape':[],'data_offsets':[0,8]}}", 8)))
                .isInstanceOf(SafetensorsException.class)
                .message()
                .contains("tensor '??xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing.safetensors");

        assertThatThrownBy(() -> Safetensors.read(missing))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(missing + ": cannot be read: there is no such file");
        assertThatThrownBy(() -> Safetensors.read(folder))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(folder + ": cannot be read: it is a folder");
    }

    private void read(byte[] bytes) throws Exception {
        SafetensorsFile.read(folder, bytes);
    }

    /** A file whose header may have single quotes for double ones. */
    private static byte[] file(String header, int dataBytes) {
        return SafetensorsFile.bytes(header.replace('\'', '"'), new byte[dataBytes]);
    }
}
