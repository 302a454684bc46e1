package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static final List<String> FEATURES = List.of("a", "b");

    private static double[][] read(String text) throws DataException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static double[][] read(byte[] bytes) throws DataException {
        return read(new ByteArrayInputStream(bytes), FEATURES);
    }

    private static double[][] read(InputStream text, List<String> features) throws DataException {
        List<double[]> rows = new ArrayList<>();
        CsvFile.rows(text, "input", features, Optional.empty(), rows::add);
        return rows.toArray(double[][]::new);
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class).hasMessage("input: " + message);
    }

    @Test
    void rows_come_in_order_without_a_header() throws Exception {
        assertThat(read("1,2\n\n3,-4e1\n")).isDeepEqualTo(new double[][] {{1, 2}, {3, -40}});
    }

    @Test
    void a_header_with_all_names_chooses_the_columns() throws Exception {
        assertThat(read("b;label; a \n1;x;2\n")).isDeepEqualTo(new double[][] {{2, 1}});
    }

    @Test
    void names_are_the_same_in_upper_and_lower_case() throws Exception {
        assertThat(read("B,A\n1,2\n")).isDeepEqualTo(new double[][] {{2, 1}});
        assertThat(read("a,A,b\n1,2,3\n")).isDeepEqualTo(new double[][] {{1, 3}});
        refused("A,A,b\n1,2,3\n", "line 1: more than one column is called 'a'");
        assertThatThrownBy(() -> open("a,b\n1,2\n", List.of("a", "A"), Optional.empty()))
                .hasMessageContaining("no column 'A'");
    }

    @Test
    void a_header_that_lacks_a_feature_is_refused_with_both_lists() {
        refused(
                "\uFEFFleft,b\n1,2\n",
                "line 1: its header has no column 'a'; it has 'left', 'b', and the model takes 'a', 'b': rename the"
                        + " columns, or leave out the header if they are in this order");
        refused(
                "a,c\n1,2\n",
                "line 1: its header has no column 'b'; it has 'a', 'c', and the model takes 'a', 'b':"
                        + " rename the columns, or leave out the header if they are in this order");
    }

    @Test
    void numbers_can_be_names() throws Exception {
        List<String> years = List.of("2019", "year 2020");
        assertThat(open("year 2020,2019\n1,2\n", years, Optional.empty()).next())
                .containsExactly(2, 1);

        List<String> both = List.of("2019", "2020");
        assertThatThrownBy(() -> open("2020,2019\n1,2\n", both, Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessage("input: line 1 has the names of the inputs, which are numbers: use --header if it names"
                        + " the columns, --no-header if it is a row");
        assertThat(open("2020,2019\n1,2\n", both, Optional.of(true)).next()).containsExactly(2, 1);
        assertThat(open("2020,2019\n1,2\n", both, Optional.of(false)).next()).containsExactly(2020, 2019);
        assertThat(open("1,2\n", both, Optional.empty()).next()).containsExactly(1, 2);
    }

    private static CsvRows open(String text, List<String> features, Optional<Boolean> header) throws DataException {
        return CsvRows.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "input", features, header);
    }

    /** Lines without end, of which no more is read than is needed. */
    @Test
    void rows_come_one_by_one_and_each_as_soon_as_its_line_is_there() throws Exception {
        StringBuilder asked = new StringBuilder();
        InputStream slow = new InputStream() {
            private int line;
            private byte[] left = {};

            @Override
            public int available() {
                return left.length;
            }

            @Override
            public int read() {
                throw new AssertionError("one by one");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left.length == 0) {
                    line++;
                    asked.append(line).append(' ');
                    left = (line + "," + -line + "\r\n").getBytes(StandardCharsets.UTF_8);
                }
                int count = Math.min(length, left.length);
                System.arraycopy(left, 0, bytes, offset, count);
                left = Arrays.copyOfRange(left, count, left.length);
                return count;
            }
        };

        CsvRows rows = CsvRows.open(slow, "input", FEATURES, Optional.empty());

        assertThat(rows.next()).containsExactly(1, -1);
        assertThat(asked).hasToString("1 ");
        assertThat(rows.next()).containsExactly(2, -2);
        assertThat(asked).hasToString("1 2 ");
        for (int row = 3; row <= 100_000; row++) {
            assertThat(rows.next()).containsExactly(row, -row);
        }
    }

    @Test
    void a_wrong_line_leaves_the_rows_before_it() throws Exception {
        CsvRows rows = open("b,a\n1,2\n3\n", FEATURES, Optional.empty());

        assertThat(rows.next()).containsExactly(2, 1);
        assertThatThrownBy(rows::next).hasMessage("input: line 3: expected 2 numbers (a, b), found 1");
    }

    @Test
    void after_the_last_row_there_is_none() throws Exception {
        CsvRows rows = open("1,2", FEATURES, Optional.empty());

        assertThat(rows.next()).containsExactly(1, 2);
        assertThat(rows.next()).isNull();
        assertThat(rows.next()).isNull();
    }

    @Test
    void too_little_memory_for_a_line_is_no_fault_of_the_text() {
        InputStream huge = new InputStream() {
            private int count;

            @Override
            public int read() {
                if (count++ > 100) {
                    throw new OutOfMemoryError("Java heap space");
                }
                return count % 4 == 0 ? '\n' : count % 4 == 2 ? ',' : '1';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                bytes[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> read(huge, FEATURES)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void lines_of_another_length_are_refused() {
        refused("1,2\n3\n", "line 2: expected 2 numbers (a, b), found 1");
        refused("a,x,b\n1,2,3\n4,5\n", "line 3: expected 3 fields as in the first line, found 2");
    }

    @Test
    void what_is_no_number_is_refused_by_line_and_column() {
        refused("1,2\n3,x\n", "line 2, column 2 (b): expected a number, found 'x'");
        refused("?,NaN\n", "line 1, column 1 (a): a number is missing, found '?'");
        refused("b,x,a\n1,2,inf\n", "line 2, column 3 (a): expected a number, found 'inf'; numbers must be finite");
    }

    @Test
    void there_must_be_a_row() {
        refused("", "it is empty; expected rows of 2 numbers (a, b)");
        refused("a,b\n", "it has a header but no lines of data");
        assertThatThrownBy(() -> read(InputStream.nullInputStream(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_text_is_refused() {
        assertThatThrownBy(() -> read(new byte[] {'1', ',', '2', '\n', (byte) 0xff}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it is not text in UTF-8");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> read(broken, FEATURES))
                .isInstanceOf(DataException.class)
                .hasMessage("input: it cannot be read: the line is dead");
    }

    @Test
    void one_column_needs_no_separator() throws Exception {
        assertThat(read(new ByteArrayInputStream("1\n2\n".getBytes(StandardCharsets.UTF_8)), List.of("a")))
                .isDeepEqualTo(new double[][] {{1}, {2}});
    }
}
