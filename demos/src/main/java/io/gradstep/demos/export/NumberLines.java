package io.gradstep.demos.export;

import java.util.ArrayList;
import java.util.List;

/** Formats numbers in lines of a readable length; each reads back as the same double. */
final class NumberLines {
    private static final int WIDTH = 100;

    private NumberLines() {}

    /**
     * Formats numbers in rows.
     *
     * @param numbers the numbers in row-major order
     * @param columns the length of a row; each row starts a line
     * @param separator the text between two numbers and at the end of every line
     */
    static List<String> of(double[] numbers, int columns, String separator) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            String number = Double.toString(numbers[i]) + separator;
            boolean beginsLine = i % columns == 0 || line.length() + 1 + number.length() > WIDTH;
            if (beginsLine && i > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(number);
        }
        lines.add(line.toString());
        return lines;
    }
}
