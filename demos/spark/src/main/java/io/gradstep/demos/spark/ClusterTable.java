package io.gradstep.demos.spark;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.nn.data.HoldOut;
import io.gradstep.nn.fit.samples.FitSegment;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * A table of numbers on a cluster, whose rows are numbered in the order of the files' names and of their places in a
 * file, which is the same for any number of machines.
 *
 * <p>The source is read once. Each task keeps blocks of {@link FitSegment#ROWS} rows, in memory or else on its disk.
 */
final class ClusterTable {
    private final JavaRDD<Block> blocks;
    private final Partitioning partitioning;
    private final long rows;

    private ClusterTable(JavaRDD<Block> blocks, Partitioning partitioning, long rows) {
        this.blocks = blocks;
        this.partitioning = partitioning;
        this.rows = rows;
    }

    /** The rows of a block of a file. */
    private record Run(FileBlock block, long rows, @Nullable BadRow bad) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Makes the choice of rows to hold out, once their number is known. */
    @FunctionalInterface
    interface Choice {
        Choice NONE = rows -> null;

        /** Returns the choice; null to keep all rows together. */
        @Nullable
        HoldOut of(long rows);
    }

    /**
     * Reads a table.
     *
     * @param table the table as Spark sees it
     * @param name its name in messages
     * @param columns its columns
     * @param fields how to read each
     * @param leastRows the least number of rows of a task; 0 to have enough tasks for the cores
     */
    static ClusterTable read(Dataset<Row> table, String name, Column[] columns, List<Field> fields, long leastRows) {
        return read(table, name, columns, fields, leastRows, Choice.NONE).get(0);
    }

    /** Reads a table in two parts, the rows that are held out behind the others. */
    static List<ClusterTable> read(
            Dataset<Row> table, String name, Column[] columns, List<Field> fields, long leastRows, Choice choice) {
        List<Field> kept = new ArrayList<>(fields);
        int columnCount = TableReader.names(table).size();
        JavaRDD<Piece> pieces =
                RowReader.open(table, columns).mapPartitions(rows -> new RowReader(rows, kept, columnCount));
        pieces.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Run> runs = runs(pieces);
            Map<FileBlock, Long> firsts = numbered(runs, name);
            long rows = runs.stream().mapToLong(Run::rows).sum();
            int cores = table.sparkSession().sparkContext().defaultParallelism();
            List<ClusterTable> parts = new ArrayList<>();
            for (Part part : Part.of(choice.of(rows), rows)) {
                Partitioning partitioning = Partitioning.of(part.rows(), cores, leastRows);
                JavaRDD<Block> blocks = blocks(pieces, firsts, partitioning, part);
                blocks.persist(StorageLevel.MEMORY_AND_DISK());
                blocks.foreachPartition(ClusterTable::drain);
                parts.add(new ClusterTable(blocks, partitioning, part.rows()));
            }
            return parts;
        } finally {
            pieces.unpersist(false);
        }
    }

    private static void drain(Iterator<Block> blocks) {
        while (blocks.hasNext()) {
            blocks.next();
        }
    }

    private static List<Run> runs(JavaRDD<Piece> pieces) {
        return pieces.mapPartitions(all -> {
                    Map<FileBlock, Run> runs = new HashMap<>();
                    all.forEachRemaining(piece -> runs.merge(
                            piece.block(),
                            new Run(piece.block(), piece.size(), piece.bad()),
                            (a, b) -> new Run(a.block(), a.rows() + b.rows(), a.bad() == null ? b.bad() : a.bad())));
                    return runs.values().iterator();
                })
                .collect();
    }

    /** Returns the number of the first row of each block of a file; fails if a row cannot be used. */
    private static Map<FileBlock, Long> numbered(List<Run> runs, String name) {
        TreeMap<FileBlock, Run> sorted = new TreeMap<>();
        runs.forEach(run -> sorted.put(run.block(), run));
        if (sorted.isEmpty()) {
            throw new CommandException("%s has no rows".formatted(Glyphs.visible(name)));
        }
        Map<FileBlock, Long> firsts = new HashMap<>();
        long first = 0;
        long ofFile = 0;
        String file = "";
        for (Run run : sorted.values()) {
            ofFile = run.block().file().equals(file) ? ofFile : first;
            file = run.block().file();
            BadRow bad = run.bad();
            if (bad != null) {
                long row = first + bad.row();
                throw new CommandException("%s: %srow %d%s: %s"
                        .formatted(
                                Glyphs.visible(name),
                                bad.column() == null ? "" : "column '%s' of ".formatted(Glyphs.visible(bad.column())),
                                row + 1,
                                file.endsWith(name)
                                        ? ""
                                        : " (row %d of %s)".formatted(row - ofFile + 1, fileName(file)),
                                bad.complaint()));
            }
            firsts.put(run.block(), first);
            first += run.rows();
        }
        return firsts;
    }

    private static String fileName(String path) {
        return Glyphs.visible(path.substring(path.lastIndexOf('/') + 1));
    }

    private static JavaRDD<Block> blocks(
            JavaRDD<Piece> pieces, Map<FileBlock, Long> firsts, Partitioning partitioning, Part part) {
        Broadcast<Map<FileBlock, Long>> known =
                JavaSparkContext.fromSparkContext(pieces.context()).broadcast(firsts);
        long rows = part.rows();
        return pieces.flatMapToPair(piece -> cut(part.of(new Block(
                                known.value().getOrDefault(piece.block(), 0L) + piece.before(),
                                piece.size(),
                                piece.numbers())))
                        .iterator())
                .partitionBy(partitioning)
                .mapPartitions(parts -> joined(parts, rows));
    }

    /** Cuts rows at the ends of segments. */
    private static List<Tuple2<Long, Block>> cut(Block block) {
        List<Tuple2<Long, Block>> parts = new ArrayList<>();
        int from = 0;
        while (from < block.size()) {
            long segment = (block.first() + from) / FitSegment.ROWS;
            int to = (int) Math.min(block.size(), (segment + 1) * FitSegment.ROWS - block.first());
            parts.add(new Tuple2<>(segment, block.part(from, to)));
            from = to;
        }
        return parts;
    }

    /** Joins the parts of each segment. */
    private static Iterator<Block> joined(Iterator<Tuple2<Long, Block>> parts, long rows) {
        TreeMap<Long, Block> segments = new TreeMap<>();
        while (parts.hasNext()) {
            Tuple2<Long, Block> next = parts.next();
            Block part = next._2();
            long first = next._1() * FitSegment.ROWS;
            int size = (int) Math.min(FitSegment.ROWS, rows - first);
            part.copyInto(segments.computeIfAbsent(
                    next._1(), segment -> new Block(first, size, new double[size * part.width()])));
        }
        return segments.values().iterator();
    }

    JavaRDD<Block> blocks() {
        return blocks;
    }

    Partitioning partitioning() {
        return partitioning;
    }

    long rows() {
        return rows;
    }

    /** Reads a row. */
    double[] row(long number) {
        return rows(number, number + 1).get(0).numbers();
    }

    /** Reads a few rows, those from a number on that are before another, as parts of blocks in order. */
    List<Block> rows(long from, long to) {
        int first = (int) (from / partitioning.rowsOfTask());
        int last = (int) ((to - 1) / partitioning.rowsOfTask());
        List<Block>[] found = Uninterrupted.run(
                () -> blocks.mapPartitions(all -> rowsIn(all, from, to).iterator())
                        .collectPartitions(IntStream.rangeClosed(first, last).toArray()));
        return Arrays.stream(found).flatMap(List::stream).toList();
    }

    private static List<Block> rowsIn(Iterator<Block> all, long from, long to) {
        List<Block> found = new ArrayList<>();
        while (all.hasNext()) {
            Block block = all.next();
            if (block.first() < to && from < block.first() + block.size()) {
                found.add(block.part(
                        (int) Math.max(0, from - block.first()), (int) Math.min(block.size(), to - block.first())));
            }
        }
        return found;
    }

    /** Reads rows by their numbers, which rise. */
    List<double[]> rows(long[] numbers) {
        List<Block> found = Uninterrupted.run(() -> blocks.mapPartitions(all -> {
                    List<Block> picked = new ArrayList<>();
                    all.forEachRemaining(block -> Arrays.stream(numbers)
                            .filter(number -> number >= block.first() && number < block.first() + block.size())
                            .mapToInt(number -> (int) (number - block.first()))
                            .forEach(i -> picked.add(block.part(i, i + 1))));
                    return picked.iterator();
                })
                .collect());
        return found.stream().map(Block::numbers).toList();
    }
}
