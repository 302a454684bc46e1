package io.gradstep.demos.train;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.ModelEvaluation;
import io.gradstep.nn.Predictor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A confusion matrix: counts of samples by actual and predicted class. */
final class ConfusionMatrix {
    /** This many columns fit a terminal. */
    private static final int MAX_CLASSES = 20;

    private final List<String> names;
    private final String which;

    private final ModelEvaluation counts;
    private final long sampleCount;

    /**
     * Shows a predictor's answers.
     *
     * @param counts of its answers by class
     * @param sampleCount the number of samples
     * @param which their name in the heading
     */
    ConfusionMatrix(Predictor predictor, ModelEvaluation counts, long sampleCount, String which) {
        this.names = predictor.classNames();
        this.counts = counts;
        this.sampleCount = sampleCount;
        this.which = which;
    }

    void print(Terminal terminal) {
        if (names.size() > MAX_CLASSES) {
            terminal.println("The confusion matrix is left out: %d classes are too many for a terminal."
                    .formatted(names.size()));
            return;
        }
        boolean unpredicted = false;
        for (int i = 0; i < names.size(); i++) {
            unpredicted |= counts.count(i, names.size()) > 0;
        }
        terminal.println("Confusion matrix of the %d %s samples: rows are actual classes, columns predicted ones"
                .formatted(sampleCount, which));
        List<String> headings =
                new ArrayList<>(names.stream().map(Glyphs::visible).toList());
        if (unpredicted) {
            headings.add("(not finite)");
        }
        Table table = Table.withHeadings("", headings);
        for (int i = 0; i < names.size(); i++) {
            List<String> cells = new ArrayList<>(List.of(Glyphs.visible(names.get(i))));
            List<Style> styles = new ArrayList<>(Collections.nCopies(headings.size() + 1, Style.PLAIN));
            styles.set(0, Style.QUIET);
            for (int j = 0; j < headings.size(); j++) {
                cells.add(Long.toString(counts.count(i, j)));
            }
            table.add(cells, styles);
        }
        table.print(terminal, "");
    }
}
