package io.gradstep.demos.train;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A confusion matrix: counts of samples by actual and predicted class. */
final class ConfusionMatrix {
    /** This many columns fit a terminal. */
    private static final int MAX_CLASSES = 20;

    private final List<String> names;
    private final String which;

    /** Counts by actual class, then by predicted class; the last column counts samples without a finite prediction. */
    private final int[][] counts;

    private final int sampleCount;

    private ConfusionMatrix(List<String> names, String which, int[][] counts, int sampleCount) {
        this.names = names;
        this.which = which;
        this.counts = counts;
        this.sampleCount = sampleCount;
    }

    /**
     * Counts a predictor's answers.
     *
     * @param data samples in the units of the table
     * @param which their name in the heading
     */
    static ConfusionMatrix of(Predictor predictor, Dataset data, String which) {
        List<String> names = predictor.classNames();
        int[][] counts = new int[names.size()][names.size() + 1];
        for (int i = 0; i < data.size(); i++) {
            counts[data.label(i)][predicted(predictor, data.input(i))]++;
        }
        return new ConfusionMatrix(names, which, counts, data.size());
    }

    private static int predicted(Predictor predictor, double[] input) {
        try {
            return predictor.predict(input).classIndex();
        } catch (ArithmeticException tooLarge) {
            return predictor.classNames().size();
        }
    }

    /** {@return the share of samples whose predicted class is right} */
    double accuracy() {
        long right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return (double) right / sampleCount;
    }

    void print(Terminal terminal) {
        if (names.size() > MAX_CLASSES) {
            terminal.println("The confusion matrix is left out: %d classes are too many for a terminal."
                    .formatted(names.size()));
            return;
        }
        boolean unpredicted = false;
        for (int[] row : counts) {
            unpredicted |= row[names.size()] > 0;
        }
        terminal.println("Confusion matrix of the %d %s samples: rows are actual classes, columns predicted ones"
                .formatted(sampleCount, which));
        List<String> headings =
                new ArrayList<>(names.stream().map(Glyphs::visible).toList());
        if (unpredicted) {
            headings.add("(not finite)");
        }
        Table table = Table.withHeadings("", headings);
        for (int i = 0; i < counts.length; i++) {
            List<String> cells = new ArrayList<>(List.of(Glyphs.visible(names.get(i))));
            List<Style> styles = new ArrayList<>(Collections.nCopies(headings.size() + 1, Style.PLAIN));
            styles.set(0, Style.QUIET);
            for (int j = 0; j < headings.size(); j++) {
                cells.add(Integer.toString(counts[i][j]));
            }
            table.add(cells, styles);
        }
        table.print(terminal, "");
    }
}
