package io.gradstep.nn;

import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;

/** Checks that a network, a loss and samples fit together before any work is done with them. */
final class Preflight {
    private Preflight() {}

    static void check(RowModule model, Loss loss, RowSource data) {
        survey(model, loss, data);
    }

    /** Checks that there is something to learn. */
    static void checkForTraining(RowModule model, Loss loss, RowSource data) {
        String found = survey(model, loss, data);
        if (data.classes().isPresent() && !found.equals(Survey.SEVERAL)) {
            throw new IllegalArgumentException(
                    "all %d samples are of class %s; training needs samples of at least two classes"
                            .formatted(data.rowCount(), found));
        }
    }

    /** Checks each sample; returns the class of all, or {@link Survey#SEVERAL}. */
    private static String survey(RowModule model, Loss loss, RowSource data) {
        int classes = data.classes().orElse(0);
        if (classes > 2 && model.outputCount() < classes) {
            throw new IllegalArgumentException(
                    "the data has %d classes, which need as many outputs, but the network has %d"
                            .formatted(classes, model.outputCount()));
        }
        String[] found = data.reduce(new Survey(loss, model.outputCount()));
        if (!found[0].isEmpty()) {
            throw new IllegalArgumentException(found[0]);
        }
        return found[1];
    }

    /** Finds the first sample that the loss does not take, and whether all are of one class. */
    private record Survey(Loss loss, int outputCount) implements RowPass<String[]> {
        private static final long serialVersionUID = 1;

        static final String SEVERAL = "several";

        @Override
        public String[] of(long first, double[][] inputs, double[][] targets) {
            String complaint = "";
            boolean one = true;
            for (int i = 0; i < targets.length; i++) {
                one &= targets[i][0] == targets[0][0];
                if (complaint.isEmpty()) {
                    complaint = complaint(first + i, targets[i]);
                }
            }
            return new String[] {complaint, one ? Integer.toString((int) targets[0][0]) : SEVERAL};
        }

        private String complaint(long number, double[] target) {
            try {
                loss.encode(target, outputCount);
                return "";
            } catch (IllegalArgumentException e) {
                return "sample %d: %s".formatted(number, e.getMessage());
            }
        }

        @Override
        public String[] merge(String[] left, String[] right) {
            return new String[] {left[0].isEmpty() ? right[0] : left[0], left[1].equals(right[1]) ? left[1] : SEVERAL};
        }
    }
}
