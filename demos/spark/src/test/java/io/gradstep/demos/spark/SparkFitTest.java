package io.gradstep.demos.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits on {@code local[2]}, Spark in this JVM: what it reads, the bits of its results, and its complaints. */
class SparkFitTest {
    private static final int ROWS = 150_000;

    @TempDir
    private static Path folder;

    private static Path csv;
    private static Path parquet;

    record Outcome(int exit, String out, String err) {}

    @BeforeAll
    static void write_a_table_as_CSV_and_as_Parquet_of_several_files() throws IOException {
        csv = folder.resolve("peaks.csv");
        parquet = folder.resolve("peaks.parquet");
        Peaks.write(csv, ROWS);
        SparkSession spark = SparkSession.builder().getOrCreate();
        // Files of 100,000 and 50,000 rows, the larger of which Spark reads first whatever its name.
        var whole =
                spark.read().option("header", true).schema("x double, y double").csv(csv.toString());
        whole.limit(50_000).coalesce(1).write().parquet(folder.resolve("head").toString());
        whole.offset(50_000).coalesce(1).write().parquet(folder.resolve("tail").toString());
        Files.createDirectory(parquet);
        move(folder.resolve("head"), parquet.resolve("part-0.parquet"));
        move(folder.resolve("tail"), parquet.resolve("part-1.parquet"));
        spark.stop();
    }

    private static void move(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            Files.move(
                    files.filter(file -> file.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    to);
        }
    }

    static Outcome run(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(new byte[0]), out, err, StandardCharsets.UTF_8, false, false);
        int exit = GradstepSpark.run(words.toArray(String[]::new), terminal);
        // A slow machine tells of its progress.
        String told = err.toString(StandardCharsets.UTF_8).replaceAll("(?m)^.*iteration \\d+: the sum of .*\n", "");
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), told);
    }

    @Test
    void a_fit_gives_the_report_of_one_JVM_digit_by_digit_however_the_rows_are_cut_and_stored() {
        String here = Peaks.local(Peaks.fit("--csv", csv));

        Outcome ofParquet = run(Peaks.fit("--data", parquet));
        List<String> inTasks = Peaks.fit("--data", csv);
        inTasks.addAll(List.of("--task-rows", "1"));
        Outcome ofCsv = run(inTasks);

        assertThat(ofParquet).isEqualTo(new Outcome(0, here, ""));
        assertThat(ofCsv).isEqualTo(new Outcome(0, here, ""));
    }

    @Test
    void starts_are_guessed_curves_compared_predicted_and_saved_as_on_one_JVM() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "x\n0.5\n1\n");
        Path here = folder.resolve("here.json");
        Path there = folder.resolve("there.json");
        List<String> wanted = new ArrayList<>(List.of("--bound", "s>0", "--report", "width = 2*s", "--level", "0.9"));
        wanted.addAll(List.of("--compare", "a*exp(-(x-m)^2/(2*s^2))", "--predict", rows.toString(), "--save"));
        List<String> local = Peaks.fit("--csv", csv);
        List<String> remote = Peaks.fit("--data", parquet);
        for (List<String> words : List.of(local, remote)) {
            words.removeIf(word -> word.endsWith("=0") || word.endsWith("=1"));
            words.addAll(wanted);
        }
        local.add(here.toString());
        remote.add(there.toString());

        String expected = Peaks.local(local);

        assertThat(run(remote)).isEqualTo(new Outcome(0, expected, ""));
        assertThat(expected).contains("\"guessed\": [\"a\", ");
        assertThat(there).hasSameTextualContentAs(here);
    }

    @Test
    void options_that_need_all_samples_in_one_place_are_refused() {
        List<String> picture = Peaks.fit("--data", csv);
        picture.addAll(List.of("--svg", "x.svg"));
        List<String> errors = Peaks.fit("--data", csv);
        errors.addAll(List.of("--sigma-x", "x"));

        assertThat(run(picture).err()).contains("pictures show the samples, which stay on the cluster");
        assertThat(run(errors).err()).contains("--sigma-x moves every sample along its inputs");
    }

    @Test
    void a_row_that_is_no_number_is_named_with_its_column() throws IOException {
        List<String> lines = Files.readAllLines(csv).subList(0, 5000);
        lines.set(3001, "1.5,2;5");
        Path bad = Files.write(folder.resolve("bad.csv"), lines);

        Outcome outcome = run(Peaks.fit("--data", bad));

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("gradstep: %s: column 'y' of row 3001: expected a finite number, found '2;5'%n", bad);
    }

    @Test
    void a_row_that_is_no_JSON_is_named() throws IOException {
        Path table =
                Files.writeString(folder.resolve("t.json"), "{\"x\":1,\"y\":2}\n{\"x\":3,\"y\":\n{\"x\":4,\"y\":3}\n");

        assertThat(run(Peaks.fit("--data", table)).err())
                .isEqualTo("gradstep: %s: row 2: expected a row of 2 columns, found '{\"x\":3,\"y\":'%n", table);
    }

    @Test
    void what_is_found_in_a_row_that_cannot_be_read_is_cut() throws IOException {
        String row = "{\"x\":" + "1".repeat(500);
        Path table = Files.writeString(folder.resolve("long.json"), "{\"x\":1,\"y\":2}\n" + row + "\n");

        assertThat(run(Peaks.fit("--data", table)).err())
                .isEqualTo(
                        "gradstep: %s: row 2: expected a row of 2 columns, found '%s...'%n",
                        table, row.substring(0, 60));
    }

    @Test
    void a_file_of_one_JSON_object_over_many_lines_has_no_columns() throws IOException {
        Path table = Files.writeString(folder.resolve("pretty.json"), "[\n{\n\"x\": 1\n}\n]");
        String expected = "gradstep: %s has no columns: each line must be one JSON object, as in {\"x\": 1, \"y\": 2}%n"
                .formatted(table);

        assertThat(run(Peaks.fit("--data", table))).isEqualTo(new Outcome(2, "", expected));
        assertThat(run(List.of("train", "--data", table.toString()))).isEqualTo(new Outcome(2, "", expected));
    }

    /** Even if the columns of the fit are all there. */
    @Test
    void a_row_with_too_few_or_too_many_fields_is_named() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("fields.csv"));
        Files.writeString(tables.resolve("a.csv"), "x,y,z\n1,2,3\n2,3,4\n");
        Path second = tables.resolve("b.csv");
        for (String row : List.of("1,2", "1,2,3,4")) {
            Files.writeString(second, "x,y,z\n1,2,3\n\n" + row + "\n5,6,7\n");

            assertThat(run(Peaks.fit("--data", tables)).err())
                    .isEqualTo(
                            "gradstep: %s: row 4 (row 2 of b.csv): expected a row of 3 columns, found '%s'%n",
                            tables, row);
        }
    }

    @Test
    void files_whose_columns_differ_are_named() throws IOException {
        Path tables = Files.createDirectory(folder.resolve("two.csv"));
        Files.writeString(tables.resolve("a.csv"), "x,y\n1,2\n2,3\n");
        Files.writeString(tables.resolve("b.csv"), "x,z\n1,2\n");

        assertThat(run(Peaks.fit("--data", tables)).err())
                .contains("CSV header does not conform to the schema. Header: x, z Schema: x, y", "/two.csv/b.csv")
                .hasLineCount(1);
    }

    @Test
    void a_formula_that_is_no_number_names_the_row() throws IOException {
        List<String> lines = Files.readAllLines(csv).subList(0, 5000);
        lines.set(3001, "-1,2");
        Path table = Files.write(folder.resolve("logs.csv"), lines);

        Outcome outcome = run(List.of(
                "fit", "a*log(x + 5.5) + b/(x + 1)", "--data", table.toString(), "--x", "x", "--y", "y", "a=1", "b=1"));

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("gradstep: at the start values, the formula is Infinity in row 3001 of");
    }

    @Test
    void a_column_that_is_not_there_and_a_table_that_is_not_there_are_named() {
        List<String> words = Peaks.fit("--data", parquet);
        words.set(7, "z");

        assertThat(run(words).err()).isEqualTo("gradstep: %s has no column 'z'; its columns are x, y%n", parquet);
        assertThat(run(Peaks.fit("--data", folder.resolve("none.parquet"))).err())
                .startsWith("gradstep: cannot read")
                .contains("none.parquet")
                .hasLineCount(1);
        assertThat(run(Peaks.fit("--data", folder.resolve("table"))).err()).contains("name it with --format");
    }
}
