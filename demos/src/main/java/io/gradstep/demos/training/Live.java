package io.gradstep.demos.training;

import io.gradstep.engine.trace.Mistake;
import io.gradstep.nn.optim.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings that may change from one batch to the next.
 *
 * @param rate the learning rate, above 0
 * @param l1 the factor of the sum of absolute weights
 * @param l2 the factor of the sum of squared weights
 * @param mistake one that the backward pass makes on purpose; null for the right pass
 */
record Live(double rate, double l1, double l2, @Nullable Mistake mistake) {
    static final String NONE = "none";

    /** The mistakes that a training shows: the others need graphs of another shape to matter. */
    private static final List<Mistake> MISTAKES = List.of(Mistake.NO_ZERO_GRAD, Mistake.ASSIGN);

    static final String[] NAMES = {"rate", "l1", "l2", "mistake"};

    /** Reads the settings that are given; the others stay. */
    static Live read(Fields fields, Live before) {
        Mistake mistake = before.mistake;
        if (fields.has("mistake")) {
            mistake = mistake(fields.text("mistake", NONE));
        }
        return new Live(
                fields.number("rate", before.rate, 1e-9, 1e6),
                fields.number("l1", before.l1, 0, 100),
                fields.number("l2", before.l2, 0, 100),
                mistake);
    }

    private static @Nullable Mistake mistake(String label) {
        if (label.equals(NONE)) {
            return null;
        }
        List<String> known = new ArrayList<>(List.of(NONE));
        for (Mistake mistake : MISTAKES) {
            if (label(mistake).equals(label)) {
                return mistake;
            }
            known.add(label(mistake));
        }
        throw Fields.wrong("mistake", "one of " + String.join(", ", known), label);
    }

    private static String label(Mistake mistake) {
        return mistake.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String mistakeLabel() {
        return mistake == null ? NONE : label(mistake);
    }

    Regularization regularization() {
        return new Regularization(l1, l2);
    }
}
