package io.gradstep.demos.notes;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;

/** A block of text lines, such as a matrix, that can be placed beside others. */
record Block(List<String> lines) {

    static Block text(String line) {
        return new Block(List.of(line));
    }

    /** Returns a matrix in brackets, with its columns aligned at the decimal points. */
    static Block matrix(double[][] numbers) {
        List<StringBuilder> rows = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            rows.add(new StringBuilder());
        }
        for (int j = 0; j < numbers[0].length; j++) {
            int column = j;
            List<String> aligned = numbers(Arrays.stream(numbers).mapToDouble(row -> row[column]))
                    .lines();
            for (int i = 0; i < numbers.length; i++) {
                rows.get(i).append(j == 0 ? "" : "  ").append(aligned.get(i));
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder row = rows.get(i);
            row.insert(0, bracket(i, rows.size(), "[⎡⎢⎣"));
            row.append(bracket(i, rows.size(), "]⎤⎥⎦"));
            lines.add(row.toString());
        }
        return new Block(lines);
    }

    /** Returns a row's bracket: the whole one, or its upper, middle or lower part. */
    private static char bracket(int row, int rowCount, String parts) {
        return parts.charAt(rowCount == 1 ? 0 : row == 0 ? 1 : row < rowCount - 1 ? 2 : 3);
    }

    /** Returns a column of numbers, padded on both sides to align their decimal points. */
    static Block numbers(DoubleStream column) {
        List<String> numbers = column.mapToObj(Digits::show).toList();
        int before = 0;
        int after = 0;
        for (String number : numbers) {
            before = Math.max(before, point(number));
            after = Math.max(after, number.length() - point(number));
        }
        List<String> aligned = new ArrayList<>();
        for (String number : numbers) {
            aligned.add(
                    " ".repeat(before - point(number)) + number + " ".repeat(after - number.length() + point(number)));
        }
        return new Block(aligned);
    }

    /** Returns the index where the decimal point is or would be. */
    private static int point(String number) {
        int point = number.indexOf('.');
        return point >= 0 ? point : number.length();
    }

    /** Returns this block below a heading. */
    Block under(String heading) {
        List<String> lower = new ArrayList<>();
        lower.add(heading);
        lower.addAll(lines);
        return new Block(lower);
    }

    int height() {
        return lines.size();
    }

    int width(ToIntFunction<String> columns) {
        return lines.stream().mapToInt(columns).max().orElse(0);
    }

    /** Returns blocks side by side, centred vertically. */
    static Block beside(List<Block> blocks, String gap, ToIntFunction<String> columns) {
        int height = blocks.stream().mapToInt(Block::height).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            int row = i;
            lines.add(blocks.stream()
                    .map(block -> block.padded(row - (height - block.height()) / 2, columns))
                    .collect(joining(gap))
                    .stripTrailing());
        }
        return new Block(lines);
    }

    /** Returns a line, empty above and below the block, padded to the block's width. */
    private String padded(int line, ToIntFunction<String> columns) {
        String text = line >= 0 && line < height() ? lines.get(line) : "";
        return text + " ".repeat(width(columns) - columns.applyAsInt(text));
    }
}
