package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain lines, beside the same lines under a quoted header, after which none is read as plain. */
class PlainLinesTest {
    private static final String[] ENDS = {"\n", "\r\n", "\n\n", "\n\r\n"};

    @TempDir
    private Path folder;

    private StringBuilder lines;
    private SplittableRandom random;

    @BeforeEach
    void write_some_lines() {
        lines = new StringBuilder();
        random = new SplittableRandom(23);
        for (int i = 0; i < 50; i++) {
            line("a");
        }
    }

    private void line(String name) {
        lines.append(random.nextDouble())
                .append(random.nextInt(9) == 0 ? " ," : ",")
                .append(random.nextInt(1000) / 8.0)
                .append(',')
                .append(name)
                .append(',')
                .append(random.nextInt(5))
                .append(ENDS[random.nextInt(ENDS.length)]);
    }

    /** Reads the lines under a header; the error message, if they cannot be read. */
    private String read(String header, boolean classes) throws IOException {
        return read(header + "\n" + lines, List.of("x", "z"), classes ? "name" : "y", classes);
    }

    private String read(String text, List<String> features, String label, boolean classes) throws IOException {
        CsvFile csv = CsvFile.of(Files.writeString(folder.resolve("t.csv"), text))
                .features(features)
                .label(label);
        try {
            Dataset data =
                    classes ? csv.classification().read() : csv.regression().read();
            double[][] inputs = new double[data.size()][2];
            double[][] targets = new double[data.size()][1];
            data.read(0, data.size(), inputs, targets);
            return Arrays.deepToString(inputs) + Arrays.deepToString(targets) + data.classNames();
        } catch (DataException e) {
            return e.getMessage();
        }
    }

    private String read(boolean classes) throws IOException {
        String plain = read("x,y,name,z", classes);
        assertThat(plain).isEqualTo(read("\"x\",y,name,z", classes));
        return plain;
    }

    /** Makes the text longer than what is read at a time. */
    private void fillBlock() {
        while (lines.length() < PlainLines.BLOCK + PlainLines.BLOCK / 2) {
            line("a");
        }
    }

    @Test
    void plain_lines_are_read_like_all_others() throws IOException {
        fillBlock();
        assertThat(read(false)).startsWith("[[").endsWith("[]");
        line("b");
        lines.append("1,2,b,3"); // a last line without an end
        assertThat(read(true)).startsWith("[[").endsWith("[a, b]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_mark_of_the_byte_order_and_the_ends_of_lines_change_nothing(boolean header) throws IOException {
        fillBlock();
        String text = (header ? "x,y,name,z\n" : "") + lines.toString().replace("\r\n", "\n");
        List<String> features = header ? List.of("x", "z") : List.of("x1", "x4");
        String label = header ? "y" : "x2";
        int comma = text.indexOf(',');
        String quoted = '"' + text.substring(0, comma) + '"' + text.substring(comma);

        String expected = read(quoted, features, label, false);

        assertThat(expected).startsWith("[[").endsWith("[]");
        for (String same : List.of(text, text.replace('\n', '\r'))) {
            assertThat(read(same, features, label, false)).isEqualTo(expected);
            assertThat(read('\uFEFF' + same, features, label, false)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\u00e9", "a\"", "\"a\nb\""})
    void lines_that_are_not_plain_and_all_behind_them_are_read_too(String name) throws IOException {
        line(name);
        line("b");

        assertThat(read(true)).startsWith("[[").contains("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,a", "1,2,a,3,4", "1,2,a,z", "1,,a,2", "1,\"2,a,3", "1,2,,3"})
    void mistakes_are_named_with_their_line(String mistake) throws IOException {
        long number = 2 + lines.chars().filter(c -> c == '\n').count();
        lines.append(mistake).append('\n');
        line("b");

        boolean classes = mistake.contains(",,3");
        assertThat(read(classes)).contains(": line " + number);
    }
}
