package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private static final String FLOWERS = """
            width,height,species
            1.5,2,rose
            -3e1,.25,aster
            +4,5.,rose
            """;

    @TempDir
    Path folder;

    @Test
    void a_table_with_a_header_and_class_names_needs_no_options() throws Exception {
        Dataset data = csv(FLOWERS).read();

        assertThat(data).hasToString("3 samples, 2 inputs, 2 classes");
        assertThat(data.inputNames()).containsExactly("width", "height");
        assertThat(data.targetNames()).containsExactly("species");
        assertThat(data.classNames()).containsExactly("aster", "rose");
        assertThat(data.input(0)).containsExactly(1.5, 2);
        assertThat(data.input(1)).containsExactly(-30, 0.25);
        assertThat(data.input(2)).containsExactly(4, 5);
        assertThat(data.label(0)).isEqualTo(1);
        assertThat(data.label(1)).isEqualTo(0);
    }

    @Test
    void a_first_line_with_a_number_is_data() throws Exception {
        Dataset data = csv("5.1,3.5,Iris-setosa\n4.9,3.0,Iris-virginica\n").read();

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.inputNames()).containsExactly("x1", "x2");
        assertThat(data.targetNames()).containsExactly("x3");
    }

    @Test
    void whether_there_is_a_header_can_be_said() throws Exception {
        String numbered = "0,1,2\n3,4,5.5\n6,7,8.5\n";

        assertThat(csv(numbered).header(true).read().inputNames()).containsExactly("0", "1");
        assertThat(csv(numbered).header(false).read().size()).isEqualTo(3);
        refused(csv(FLOWERS).header(false), "line 1, column 1 (x1): expected a number, found 'width'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"species", "3", " species "})
    void the_label_is_asked_for_by_name_or_position(String label) throws Exception {
        assertThat(csv(FLOWERS).label(label).read().classNames()).containsExactly("aster", "rose");
    }

    @Test
    void the_label_may_be_any_column() throws Exception {
        Dataset data = csv("kind,size\nbig,10\nsmall,1\n").label("kind").read();

        assertThat(data.inputNames()).containsExactly("size");
        assertThat(data.classNames()).containsExactly("big", "small");
    }

    @Test
    void features_are_chosen_in_any_order_and_the_other_columns_may_hold_anything() throws Exception {
        Dataset data = csv("id,a,b,y\nanna,1,2,0.5\n,3,4,1.5\n")
                .features(List.of("b", "2"))
                .read();

        assertThat(data.inputNames()).containsExactly("b", "a");
        assertThat(data.input(1)).containsExactly(4, 3);
        assertThat(data.target(1, 0)).isEqualTo(1.5);
    }

    @Test
    void a_name_wins_over_a_position() throws Exception {
        Dataset data = csv("2,1,y\n10,20,a\n30,40,b\n")
                .header(true)
                .features(List.of("2"))
                .read();

        assertThat(data.input(0)).containsExactly(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void the_separator_is_found(String separator) throws Exception {
        assertThat(csv(FLOWERS.replace(",", separator)).read().input(1)).containsExactly(-30, 0.25);
    }

    @Test
    void separators_inside_quotes_or_names_do_not_mislead() throws Exception {
        assertThat(csv("\"width; cm; outer\",height,y\n1,2,a\n3,4,b\n").read().inputNames())
                .containsExactly("width; cm; outer", "height");
        assertThat(csv("height, cm;weight, kg;y\n1;2;a\n3;4;b\n").read().inputNames())
                .containsExactly("height, cm", "weight, kg");
    }

    @Test
    void an_unusual_separator_can_be_said() throws Exception {
        assertThat(csv("1:2:a\n3:4:b").separator(':').read().input(1)).containsExactly(3, 4);
        assertThatThrownBy(() -> csv(FLOWERS).separator('"')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> csv(FLOWERS).separator('\n')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byte_order_marks_line_ends_quotes_blanks_and_empty_lines_are_no_obstacle() throws Exception {
        Dataset data = csv("\uFEFF\"a\",b,y\r\n\r\n\"1\",\" 2 \",\"x, \"\"y\"\"\"\r\n\r\n3,4 ,z")
                .read();

        assertThat(data.inputNames()).containsExactly("a", "b");
        assertThat(data.input(0)).containsExactly(1, 2);
        assertThat(data.input(1)).containsExactly(3, 4);
        assertThat(data.classNames()).containsExactly("x, \"y\"", "z");
    }

    @Test
    void numbered_classes_are_sorted_by_size() throws Exception {
        Dataset data = csv("x,y\n1,10\n2,9\n3,2.0\n4,2\n5,9\n6,10\n").read();

        assertThat(data.classNames()).containsExactly("2", "9", "10");
        assertThat(data.classCounts()).containsExactly(2, 2, 2);
    }

    @Test
    void numbers_are_quantities_where_they_are_broken_or_mostly_different() throws Exception {
        assertThat(csv("x,y\n1,0.5\n2,1\n3,1\n4,0.5\n").read().classes()).isEmpty();
        assertThat(csv("x,y\n1,10\n2,20\n3,30\n").read().target(1, 0)).isEqualTo(20);
    }

    @Test
    void the_task_can_be_said() throws Exception {
        assertThat(csv("x,y\n1,0\n2,1\n3,0\n4,1\n").regression().read().classes())
                .isEmpty();
        assertThat(csv("x,y\n1,10\n2,A\n").classification().read().classNames()).containsExactly("10", "A");
        refused(csv(FLOWERS).regression(), "line 2, column 3 (species): expected a number, found 'rose'");
    }

    @Test
    void one_wrong_label_among_numbers_is_named() throws Exception {
        refused(
                csv("x,y\n1,1.5\n2,2.5\n\n3,3.x\n"),
                "line 5, column 2 (y): expected a number, found '3.x' (the first label is a number; if labels are"
                        + " classes, ask for classification)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc       | expected a number, found 'abc'
            ''        | a number is missing
            NA        | a number is missing, found 'NA'
            ?         | a number is missing, found '?'
            NaN       | a number is missing, found 'NaN'
            Infinity  | expected a number, found 'Infinity'; numbers must be finite
            -inf      | expected a number, found '-inf'; numbers must be finite
            1e999     | expected a number, found '1e999'; it is too large for a double
            1.2.3     | expected a number, found '1.2.3'
            0x10      | expected a number, found '0x10'
            1d        | expected a number, found '1d'
            1e        | expected a number, found '1e'
            --1       | expected a number, found '--1'
            ١         | expected a number, found '١'
            """)
    void what_is_no_finite_number_is_refused_with_its_place(String field, String reason) throws Exception {
        refused(csv("width,height,y\n1,2,a\n3," + field + ",b\n"), "line 3, column 2 (height): " + reason);
    }

    @Test
    void a_decimal_comma_is_explained() throws Exception {
        refused(
                csv("a;y\n1,5;u\n2;v\n"),
                "line 2, column 1 (a): expected a number, found '1,5'; write a decimal point for the comma");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,000 | write it without the comma if that separates thousands, with a point if it is a decimal comma",
                "-12,500 | write it without the comma if that separates thousands",
                "1,000,000 | write it without separators between thousands",
                "1,234.5 | write it without separators between thousands",
                "1 000 | write it without separators between thousands",
                "1.000,5 | write it without separators between thousands, with a decimal point",
                "0,500 | write a decimal point for the comma",
                "1,00 | write a decimal point for the comma",
            })
    void a_thousand_is_not_advised_to_become_one(String field, String advice) throws Exception {
        refused(csv("a;y\n2;u\n" + field + ";v\n"), "found '" + field + "'; " + advice);
    }

    @Test
    void a_first_line_that_counts_as_data_is_told_and_explained() throws Exception {
        String years = "2019,2020,2021\n1,2,0\n2,1,1\n";
        String note = "line 1 counts as data, because '2019' is a number";
        List<String> notes = new ArrayList<>();

        assertThat(csv(years).read(notes::add).size()).isEqualTo(3);
        csv(years).header(false).read(notes::add);
        csv(years).header(true).read(notes::add);
        csv(FLOWERS).read(notes::add);

        assertThat(notes).containsExactly(note);
        refused(
                csv("x,1990,c\n1,2,a\n2,1,b\n"),
                "line 1, column 1 (x1): expected a number, found 'x' (line 1 counts as data, because '1990' is a"
                        + " number; if it names the columns, set the header option)");
        refused(
                csv("x,1990,c\n1,2,a\n2,1,b\n").label("c"),
                "there is no column 'c' (there are 'x1', 'x2', 'x3') (line 1 counts as data, because '1990' is a"
                        + " number; if it names the columns, set the header option)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Unnamed: 0", "  "})
    void a_column_without_a_name_is_no_feature_unless_it_is_asked_for(String name) throws Exception {
        String table = name + ",x,c\n0,5,a\n1,6,b\n";

        refused(
                csv(table),
                "column 1 has no name, like an index column that a program added: leave it out with --ignore 1,"
                        + " or choose the inputs with --inputs");
        assertThat(csv(table).ignore(List.of("1")).read().input(1)).containsExactly(6);
        assertThat(csv(table).features(List.of("1", "x")).read().input(1)).containsExactly(1, 6);
    }

    @Test
    void columns_can_be_left_out() throws Exception {
        assertThat(csv(FLOWERS).ignore(List.of("WIDTH")).read().inputNames()).containsExactly("height");
        refused(csv(FLOWERS).ignore(List.of("species")), "'species' is the output: it cannot be ignored too");
        refused(csv(FLOWERS).ignore(List.of("width", "height")), "every column but the label is ignored");
        refused(csv(FLOWERS).ignore(List.of("depth")), "there is no column 'depth'");
    }

    @Test
    void columns_are_found_in_upper_and_lower_case() throws Exception {
        assertThat(csv("a,A,y\n1,2,u\n3,4,v\n").features(List.of("A")).read().input(0))
                .containsExactly(2);
        assertThat(csv(FLOWERS)
                        .label("Species")
                        .features(List.of("HEIGHT"))
                        .read()
                        .inputNames())
                .containsExactly("height");
        refused(
                csv("aB,Ab,y\n1,2,u\n3,4,v\n").label("ab"),
                "more than one column is called 'ab': give its number from 1");
    }

    @ParameterizedTest
    @CsvSource({"'3,4', 2", "'3,4,b,', 4", "'3', 1", "' ', 1"})
    void a_line_of_another_length_is_refused(String line, int fields) throws Exception {
        refused(
                csv("width,height,y\n1,2,a\n" + line + "\n5,6,b\n").separator(','),
                "line 3: expected 3 fields as in the first line, found " + fields);
    }

    @Test
    void a_missing_label_is_refused() throws Exception {
        refused(csv("x,y\n1,a\n2,\n"), "line 3, column 2 (y): the label is missing");
    }

    @Test
    void one_class_alone_is_refused() throws Exception {
        refused(
                csv("x,y\n1,a\n2,a\n"),
                "all 2 labels in column 2 (y) are 'a': classification needs at least two classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void an_empty_file_is_refused(String content) throws Exception {
        refused(csv(content), "it is empty");
    }

    @Test
    void a_file_without_data_or_features_is_refused() throws Exception {
        refused(csv("a,b,y\n"), "it has a header but no lines of data");
        refused(csv("y\n1\n"), "its lines have only one field when split at ','");
        refused(csv("y\n1\n").separator('\t'), "at tabs");
    }

    @Test
    void columns_that_do_not_exist_are_answered_with_the_nearest() throws Exception {
        refused(
                csv(FLOWERS).label("specis"),
                "there is no column 'specis'; did you mean 'species'? (there are 'width', 'height', 'species')");
        refused(csv(FLOWERS).label("4"), "there is no column 4: columns are counted from 1 to 3");
        refused(csv(FLOWERS).label("0"), "there is no column 0");
        refused(csv(FLOWERS).features(List.of("width", "depth")), "there is no column 'depth'");
        refused(csv("a,b,a,y\n"), "line 1: the columns 1 and 3 are both called 'a'");
    }

    @Test
    void features_cannot_be_the_label_or_come_twice() throws Exception {
        refused(csv(FLOWERS).features(List.of("species")), "'species' is the output");
        refused(csv(FLOWERS).features(List.of("width", "1")), "'width' is listed twice");
        assertThatThrownBy(() -> csv(FLOWERS).features(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_in_another_encoding_is_refused() throws Exception {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "größe,y\n1,a\n2,b\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(CsvFile.of(file), "it is not text in UTF-8 (at its beginning)");
        Files.write(file, "size,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_16));
        refused(CsvFile.of(file), "it is not text in UTF-8");
        Files.write(file, ("size,y\n" + "1,a\n".repeat(50_000) + "2,ß\n").getBytes(StandardCharsets.ISO_8859_1));
        refused(CsvFile.of(file), "it is not text in UTF-8 (after line ");
    }

    @Test
    void a_quote_that_is_never_closed_is_refused() throws Exception {
        refused(csv("x,y\n1,a\n2,\"b\n3,a\n"), "line 3 or after: the text cannot be parsed");
    }

    @Test
    void a_field_beyond_all_measure_is_refused() throws Exception {
        refused(csv("x,y\n1,a\n2," + "b".repeat(20_000_000) + "\n"), "the text cannot be parsed");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        refused(CsvFile.of(folder.resolve("missing.csv")), "it cannot be read: there is no such file");
        refused(CsvFile.of(folder), "it is a folder, not a CSV file");
    }

    @Test
    void a_long_or_strange_field_does_not_spoil_the_message() throws Exception {
        assertThatThrownBy(() -> csv("x,y\n\"\u001b[31m\n" + "z".repeat(100_000) + "\",a\n")
                        .read())
                .isInstanceOf(DataException.class)
                .message()
                .hasSizeLessThan(300)
                .doesNotContain("\u001b", "\n");
    }

    @Test
    void many_columns_and_classes_take_no_quadratic_time() throws Exception {
        // The parser's own limit is 16,384 fields.
        int columns = 16_000;
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            wide.append("c").append(i).append(',');
        }
        String row = "1,".repeat(columns);
        assertThat(csv(wide + "y\n" + row + "a\n" + row + "b\n").read().inputCount())
                .isEqualTo(columns);

        int count = 100_000;
        StringBuilder tall = new StringBuilder("x,y\n");
        for (int i = 0; i < count; i++) {
            tall.append(i).append(",label").append(i).append('\n');
        }
        assertThat(csv(tall.toString()).read().classes()).hasValue(count);
    }

    private CsvFile csv(String content) throws IOException {
        return CsvFile.of(Files.writeString(folder.resolve("flowers.csv"), content));
    }

    private static void refused(CsvFile csv, String reason) {
        assertThatThrownBy(csv::read)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(csv.file + ": ")
                .hasMessageContaining(reason);
    }
}
