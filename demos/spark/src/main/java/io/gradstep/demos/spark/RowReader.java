package io.gradstep.demos.spark;

import static org.apache.spark.sql.functions.col;

import io.gradstep.engine.text.Characters;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/** Reads the rows of a task as they come from files, and packs them into pieces. */
final class RowReader implements Iterator<Piece> {
    private final Iterator<InternalRow> rows;
    private final List<Field> fields;

    /** The number of columns of the table. */
    private final int columnCount;

    /**
     * The place of the file's name among the columns, and behind it those of the block's start in it, and of the text
     * of a row that cannot be read.
     */
    private final int path;

    private @Nullable InternalRow next;
    private UTF8String file = UTF8String.EMPTY_UTF8;
    private long start = -1;
    private long done;

    RowReader(Iterator<InternalRow> rows, List<Field> fields, int columnCount) {
        this.rows = rows;
        this.fields = fields;
        this.columnCount = columnCount;
        this.path = fields.size();
        this.next = rows.hasNext() ? rows.next() : null;
    }

    /** Opens columns of a table, with the places of their rows behind them. */
    static JavaRDD<InternalRow> open(Dataset<Row> table, Column[] columns) {
        Column[] all = Arrays.copyOf(columns, columns.length + 3);
        all[columns.length] = col("_metadata.file_path");
        all[columns.length + 1] = col("_metadata.file_block_start");
        all[columns.length + 2] = TableReader.malformed(table);
        return new JavaRDD<>(table.select(all).queryExecution().toRdd(), ClassTag$.MODULE$.apply(InternalRow.class));
    }

    /** Returns whether a row of so many opened columns is one that cannot be read. */
    static boolean isMalformed(InternalRow row, int columnCount) {
        return !row.isNullAt(columnCount + 2);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    /** Packs the next rows of one block of a file. */
    @Override
    public Piece next() {
        InternalRow row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        if (!isSameBlock(row)) {
            file = row.getUTF8String(path).copy();
            start = row.getLong(path + 1);
            done = 0;
        }
        double[] numbers = new double[Piece.ROWS * path];
        BadRow bad = null;
        int count = 0;
        while (row != null && count < Piece.ROWS && isSameBlock(row)) {
            if (bad == null && isMalformed(row, path)) {
                String found = row.getUTF8String(path + 2).toString();
                bad = new BadRow(
                        done + count,
                        null,
                        "expected a row of %d columns, found %s".formatted(columnCount, Characters.quoted(found)));
            }
            for (int j = 0; j < path; j++) {
                double number = fields.get(j).read(row, j);
                numbers[count * path + j] = number;
                if (Double.isNaN(number) && bad == null) {
                    bad = new BadRow(
                            done + count, fields.get(j).name(), fields.get(j).complaint(row, j));
                }
            }
            count++;
            row = rows.hasNext() ? rows.next() : null;
        }
        next = row;
        Piece piece = new Piece(file.toString(), start, done, Arrays.copyOf(numbers, count * path), count, bad);
        done += count;
        return piece;
    }

    private boolean isSameBlock(InternalRow row) {
        return row.getLong(path + 1) == start && row.getUTF8String(path).equals(file);
    }
}
