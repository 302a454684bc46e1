package io.gradstep.demos.notes;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;

/** A piece of text that takes several lines, such as a matrix, to be put beside others. */
record Block(List<String> lines) {

    static Block text(String line) {
        return new Block(List.of(line));
    }

    /** A matrix in brackets, its columns aligned at the decimal points. */
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

    /** The bracket of a row: the whole one, or its upper, middle or lower part. */
    private static char bracket(int row, int rowCount, String parts) {
        return parts.charAt(rowCount == 1 ? 0 : row == 0 ? 1 : row < rowCount - 1 ? 2 : 3);
    }

    /** Numbers below each other, padded on both sides so that their points are in line. */
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

    /** Where the point is, or would be. */
    private static int point(String number) {
        int point = number.indexOf('.');
        return point >= 0 ? point : number.length();
    }

    /** This below a heading. */
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

    /** Blocks side by side, each at half the height of the tallest. */
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

    /** A line, empty above and below the block, with spaces up to the block's width. */
    private String padded(int line, ToIntFunction<String> columns) {
        String text = line >= 0 && line < height() ? lines.get(line) : "";
        return text + " ".repeat(width(columns) - columns.applyAsInt(text));
    }
}
