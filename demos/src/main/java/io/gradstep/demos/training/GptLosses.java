package io.gradstep.demos.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The losses of a GPT's steps, and their moving mean. */
final class GptLosses {
    /** The steps that a moving mean takes at most. */
    private static final int SPAN = 32;

    private static final int MAX_POINTS = 240;

    /** Of each step, before its update. */
    private final List<Double> losses = new ArrayList<>();

    /** Takes the loss of a step; one that is done again has the same. */
    void add(int step, double loss) {
        if (step == losses.size()) {
            losses.add(loss);
        }
    }

    void clear() {
        losses.clear();
    }

    private double mean(int end) {
        int from = Math.max(0, end - SPAN);
        double sum = 0;
        for (int i = from; i < end; i++) {
            sum += losses.get(i);
        }
        return sum / (end - from);
    }

    /** Writes the curve, and where it stands: the mean of the last steps, or before any the loss of the next one. */
    void write(Answer answer, int step, double next) throws IOException {
        int every = losses.size() / MAX_POINTS + 1;
        answer.put("batch", step)
                .put("next", next)
                .put("train", step == 0 ? next : mean(step))
                .put("held", Double.NaN)
                .list("points", list -> {
                    for (int end = every; end <= losses.size(); end += every) {
                        list.row(end, (float) mean(end), Double.NaN);
                    }
                })
                .list("batches", list -> {
                    for (int i = Math.max(0, losses.size() - 2 * MAX_POINTS); i < losses.size(); i++) {
                        list.row(i + 1, losses.get(i).floatValue());
                    }
                });
    }
}
