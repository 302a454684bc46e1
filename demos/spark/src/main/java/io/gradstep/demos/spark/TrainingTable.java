package io.gradstep.demos.spark;

import com.google.common.base.Splitter;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.train.DataSource;
import io.gradstep.demos.train.Samples;
import io.gradstep.demos.train.TrainSettings;
import io.gradstep.demos.train.TrainingConfig;
import io.gradstep.nn.data.HoldOut;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** The table of a training on the command line, and how its samples are read. */
final class TrainingTable {
    private static final Splitter COMMAS = Splitter.on(',').trimResults();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    /** Returns the source of a new training. */
    DataSource.Elsewhere source(TrainSettings settings) {
        return new DataSource.Elsewhere(
                cluster.data(),
                cluster.givenFormat().orElse(""),
                settings.label(),
                settings.task(),
                settings.inputs(),
                settings.ignored());
    }

    /** Returns what is given, as settings. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        cluster.givenData().ifPresent(data -> given.put(TrainingConfig.DATA, data));
        cluster.givenFormat().ifPresent(format -> given.put(TrainingConfig.FORMAT, format));
        return given;
    }

    String name() {
        return cluster.givenData().orElse("of the training");
    }

    /** Opens a table: finds its columns and classes. */
    Opened open(SparkSession spark, DataSource.Elsewhere source) {
        Dataset<Row> table = TableReader.open(spark, source.data(), source.format());
        List<String> names = TableReader.names(table);
        String label = source.label() == null
                ? names.get(names.size() - 1)
                : TableReader.find(table, source.data(), source.label());
        List<String> inputs = new ArrayList<>();
        if (source.inputs() != null) {
            COMMAS.split(source.inputs()).forEach(name -> inputs.add(TableReader.find(table, source.data(), name)));
        } else {
            inputs.addAll(names);
            inputs.remove(label);
            if (source.ignored() != null) {
                COMMAS.split(source.ignored())
                        .forEach(name -> inputs.remove(TableReader.find(table, source.data(), name)));
            }
        }
        if (inputs.isEmpty() || inputs.contains(label)) {
            throw new CommandException(
                    inputs.isEmpty()
                            ? "%s has no column for an input".formatted(Glyphs.visible(source.data()))
                            : "the column '%s' is both an input and the label".formatted(Glyphs.visible(label)));
        }
        Column[] column = TableReader.columns(table, source.data(), List.of(label));
        List<String> classes =
                Labels.classes(table, source.data(), column[0], TableReader.isText(table, label), source.task());
        return new Opened(table, source.data(), new TableColumns(inputs, label, classes), cluster.taskRows());
    }

    /** A table whose columns are known. */
    record Opened(Dataset<Row> table, String name, TableColumns columns, long taskRows) {
        RowSource overview() {
            return new Overview(columns, 1);
        }

        /** Reads the table, and splits and scales its samples. */
        Samples read(TrainingConfig config) {
            List<String> names = new ArrayList<>(columns.inputs());
            List<Field> fields = new ArrayList<>();
            names.forEach(
                    input -> fields.add(new Field(input, TableReader.isText(table, input), Field.Kind.NUMBER, null)));
            names.add(columns.label());
            fields.add(new Field(
                    columns.label(), TableReader.isText(table, columns.label()), Field.Kind.NUMBER, classNumbers()));
            ClusterTable.Choice choice = config.validation() == 0
                    ? ClusterTable.Choice.NONE
                    : rows -> new HoldOut(rows, config.validation(), config.seed());
            List<ClusterTable> parts =
                    ClusterTable.read(table, name, TableReader.columns(table, name, names), fields, taskRows, choice);
            ClusterRows train = new ClusterRows(parts.get(0), columns);
            ClusterRows held = parts.size() == 1 ? null : new ClusterRows(parts.get(1), columns);
            Scaling scaling = Scaling.fit(train);
            long rows = parts.stream().mapToLong(ClusterTable::rows).sum();
            return new Samples(
                    new Overview(columns, rows),
                    train,
                    held,
                    null,
                    scaling,
                    train.scaled(scaling),
                    held == null ? null : held.scaled(scaling));
        }

        private @Nullable Map<String, Integer> classNumbers() {
            if (columns.classes().isEmpty()) {
                return null;
            }
            Map<String, Integer> numbers = new HashMap<>();
            columns.classes().forEach(name -> numbers.put(name, numbers.size()));
            return numbers;
        }
    }

    /** The names and the number of samples, whose parts are elsewhere. */
    private record Overview(TableColumns columns, long rowCount) implements TableRows {
        @Override
        public void read(long from, long to, double[][] inputs, double[][] targets) {
            throw new UnsupportedOperationException("only the parts of a table are read");
        }
    }
}
