package io.gradstep.nn;

import io.gradstep.nn.data.Dataset;

/** Checks that a network, a loss and samples fit together before any work is done with them. */
final class Preflight {
    private Preflight() {}

    static void check(RowModule model, Loss loss, Dataset data) {
        int classes = data.classes().orElse(0);
        if (classes > 2 && model.outputCount() < classes) {
            throw new IllegalArgumentException(
                    "the data has %d classes, which need as many outputs, but the network has %d"
                            .formatted(classes, model.outputCount()));
        }
        for (int i = 0; i < data.size(); i++) {
            try {
                loss.encode(data.target(i), model.outputCount());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("sample %d: %s".formatted(i, e.getMessage()), e);
            }
        }
    }

    /** Checks that there is something to learn. */
    static void checkForTraining(RowModule model, Loss loss, Dataset data) {
        check(model, loss, data);
        if (data.classes().isPresent() && hasOneClass(data)) {
            throw new IllegalArgumentException(
                    "all %d samples are of class %d; training needs samples of at least two classes"
                            .formatted(data.size(), data.label(0)));
        }
    }

    private static boolean hasOneClass(Dataset data) {
        for (int i = 1; i < data.size(); i++) {
            if (data.label(i) != data.label(0)) {
                return false;
            }
        }
        return true;
    }
}
