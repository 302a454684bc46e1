package io.gradstep.nn;

import io.gradstep.nn.data.RowPass;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Standardizer;
import io.gradstep.nn.module.SequenceModule;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A comparison of a predictor's answers with the targets of rows, wherever these are. */
public final class ModelEvaluation {
    private final long rows;
    private final int targets;
    private final int classes;

    /** For each class the number of rows by predicted class, last those without a finite prediction; else squares. */
    private final double[] sums;

    private ModelEvaluation(long rows, int targets, int classes, double[] sums) {
        this.rows = rows;
        this.targets = targets;
        this.classes = classes;
        this.sums = sums;
    }

    /**
     * Predicts all rows.
     *
     * @param predictor of a module
     * @param data rows in the units of the table
     * @return the comparison
     * @throws IllegalArgumentException if the predictor was built from a function, or the rows have other columns
     */
    public static ModelEvaluation of(Predictor predictor, RowSource data) {
        Objects.requireNonNull(predictor, "predictor");
        Objects.requireNonNull(data, "data");
        SequenceModule module = predictor
                .module()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the predictor was built from a function, which cannot be sent to rows"));
        // The module may have been trained further since the predictor was built.
        SequenceModule same = module instanceof Mlp ? predictor.model() : module;
        Scaling scaling = predictor.scaling();
        int classes = predictor.classNames().size();
        double[] sums = data.reduce(new Pass(
                RowModule.of(same, data.inputCount()),
                predictor.loss(),
                scaling.inputs().orElse(null),
                scaling.targets().orElse(null),
                classes));
        return new ModelEvaluation(data.rowCount(), data.outputCount(), classes, sums);
    }

    /** {@return the share of rows whose predicted class is right; empty for quantities} */
    public OptionalDouble accuracy() {
        double right = 0;
        for (int k = 0; k < classes; k++) {
            right += count(k, k);
        }
        return classes == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / rows);
    }

    /**
     * {@return the number of rows of a class with some prediction}
     *
     * @param actual the class, from 0
     * @param predicted the predicted class; the number of classes for rows without a finite prediction
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public long count(int actual, int predicted) {
        Objects.checkIndex(actual, classes);
        return (long) sums[actual * (classes + 1) + Objects.checkIndex(predicted, classes + 1)];
    }

    /**
     * {@return the root of the mean squared error over rows and targets, in the units of the table; infinite if a
     * prediction is not finite, and 0 for classes}
     */
    public double rootMeanSquaredError() {
        return classes > 0 ? 0 : Math.sqrt(sums[0] / (rows * (double) targets));
    }

    private record Pass(
            RowModule model,
            Loss loss,
            @Nullable Standardizer inputScale,
            @Nullable Standardizer targetScale,
            int classes)
            implements RowPass<double[]> {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(long first, double[][] inputs, double[][] targets) {
            double[] sums = new double[classes == 0 ? 1 : classes * (classes + 1)];
            for (int i = 0; i < inputs.length; i++) {
                double[] outputs = model.evaluate(inputScale == null ? inputs[i] : inputScale.apply(inputs[i]));
                double[] said = targetScale == null ? outputs : targetScale.invert(outputs);
                boolean finite = isFinite(said);
                if (classes == 0) {
                    sums[0] += finite ? squares(said, targets[i]) : Double.POSITIVE_INFINITY;
                } else {
                    int actual = (int) targets[i][0];
                    sums[actual * (classes + 1) + (finite ? loss.decide(said) : classes)]++;
                }
            }
            return sums;
        }

        private static boolean isFinite(double[] numbers) {
            for (double number : numbers) {
                if (!Double.isFinite(number)) {
                    return false;
                }
            }
            return true;
        }

        private static double squares(double[] said, double[] right) {
            double squares = 0;
            for (int j = 0; j < said.length; j++) {
                squares += (said[j] - right[j]) * (said[j] - right[j]);
            }
            return squares;
        }

        @Override
        public double[] merge(double[] left, double[] right) {
            return RowPass.add(left, right);
        }
    }
}
