package io.gradstep.nn.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Standardises every feature to mean 0 and standard deviation 1, as measured on the training samples.
 *
 * <p>Fit it to the training samples alone, and apply it to every sample that the network sees, then and later; its
 * {@link #means()} and {@link #deviations()} are its whole state. A feature that is constant in training is only
 * shifted: its deviation counts as 1.
 */
public final class Standardizer implements Serializable {
    private static final long serialVersionUID = 1;

    /** The mean of each feature. */
    private final double[] means;

    /** The standard deviation of each feature, 1 for a constant one. */
    private final double[] deviations;

    private Standardizer(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * Measures the features of samples, in two passes over them.
     *
     * <p>The deviation is that of the samples themselves: the root of the mean squared distance from the mean.
     *
     * @param train the training samples
     * @return a standardizer to mean 0 and deviation 1
     * @throws IllegalArgumentException if a feature is so large, about 1e150 and more, that its deviation overflows
     */
    public static Standardizer fit(RowSource train) {
        Objects.requireNonNull(train, "train");
        return fit(train, false);
    }

    /** Measures the targets instead, or else the features. */
    static Standardizer fit(RowSource train, boolean targets) {
        int width = targets ? train.outputCount() : train.inputCount();
        double[] sums = train.reduce(new ColumnSums(targets, null));
        double[] first = Arrays.copyOfRange(sums, width, 2 * width);
        double[] means = new double[width];
        for (int j = 0; j < width; j++) {
            // The sum of n equal numbers is not always exactly n times the number.
            means[j] = sums[2 * width + j] == 0 ? first[j] : sums[j] / train.rowCount();
        }
        double[] squares = train.reduce(new ColumnSums(targets, means));
        double[] deviations = new double[width];
        for (int j = 0; j < width; j++) {
            double deviation = Math.sqrt(squares[j] / train.rowCount());
            if (!Double.isFinite(deviation)) {
                String name = (targets ? train.targetNames() : train.inputNames()).get(j);
                throw new IllegalArgumentException(
                        "the feature " + name + " is too large to be standardised: its deviation overflows");
            }
            // Differences below about 1e-162 have squares of 0.
            deviations[j] = deviation == 0 ? 1 : deviation;
        }
        return new Standardizer(means, deviations);
    }

    /**
     * Sums over the rows for each column: without means, of its numbers, behind these the first number of each and
     * whether others differ from it; with means, of the squared distances from them.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ColumnSums(boolean targets, double @Nullable [] means) implements RowPass<double[]> {
        private static final long serialVersionUID = 1;

        @Override
        public double[] of(long first, double[][] inputs, double[][] wanted) {
            double[][] rows = targets ? wanted : inputs;
            int width = rows[0].length;
            double[] sums = new double[means == null ? 3 * width : width];
            for (double[] row : rows) {
                for (int j = 0; j < width; j++) {
                    if (means == null) {
                        sums[j] += row[j];
                        sums[2 * width + j] += row[j] == rows[0][j] ? 0 : 1;
                    } else {
                        double distance = row[j] - means[j];
                        sums[j] += distance * distance;
                    }
                }
            }
            if (means == null) {
                System.arraycopy(rows[0], 0, sums, width, width);
            }
            return sums;
        }

        @Override
        public double[] merge(double[] left, double[] right) {
            if (means != null) {
                return RowPass.add(left, right);
            }
            int width = left.length / 3;
            for (int j = 0; j < width; j++) {
                left[j] += right[j];
                boolean same = left[width + j] == right[width + j];
                left[2 * width + j] += right[2 * width + j] + (same ? 0 : 1);
            }
            return left;
        }
    }

    /**
     * Makes a standardizer from saved numbers.
     *
     * @param means a finite number for each feature; copied
     * @param deviations a finite number above 0 for each feature; copied
     * @return the standardizer that they were saved from
     * @throws IllegalArgumentException if there are none, their numbers differ, or one is out of range
     */
    public static Standardizer of(double[] means, double[] deviations) {
        if (means.length == 0 || means.length != deviations.length) {
            throw new IllegalArgumentException(Tables.count(means.length, "mean") + " and "
                    + Tables.count(deviations.length, "deviation") + ": each feature needs one of each");
        }
        for (int j = 0; j < means.length; j++) {
            if (!Double.isFinite(means[j]) || !Double.isFinite(deviations[j]) || deviations[j] <= 0) {
                throw new IllegalArgumentException("feature " + (j + 1) + " has the mean " + means[j]
                        + " and the deviation " + deviations[j] + ": both must be finite, and the deviation above 0");
            }
        }
        return new Standardizer(means.clone(), deviations.clone());
    }

    /**
     * Standardises a sample.
     *
     * @param input a number for each feature; not modified
     * @return a new array: each number minus the mean, divided by the deviation
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] apply(double[] input) {
        checkFeatures(input.length);
        double[] standard = new double[input.length];
        for (int j = 0; j < input.length; j++) {
            standard[j] = (input[j] - means[j]) / deviations[j];
        }
        return standard;
    }

    /**
     * Converts standardised numbers back to their own units: the inverse of {@link #apply(double[])}, except for
     * rounding.
     *
     * @param standard a number for each feature; not modified
     * @return a new array: the mean plus the deviation times each number
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] invert(double[] standard) {
        checkFeatures(standard.length);
        double[] numbers = new double[standard.length];
        for (int j = 0; j < standard.length; j++) {
            numbers[j] = means[j] + deviations[j] * standard[j];
        }
        return numbers;
    }

    /**
     * Standardises every sample of a data set.
     *
     * @param data samples with the same features as those that were measured
     * @return a new data set with the same targets and names
     * @throws IllegalArgumentException if the number of features differs, or a result overflows
     */
    public Dataset apply(Dataset data) {
        checkFeatures(data.inputCount());
        double[] inputs = data.packedInputs();
        for (int k = 0; k < inputs.length; k++) {
            int j = k % means.length;
            inputs[k] = (inputs[k] - means[j]) / deviations[j];
        }
        return data.withInputs(inputs);
    }

    /** {@return the mean of each feature, which is subtracted; a new array} */
    public double[] means() {
        return means.clone();
    }

    /** {@return the number above 0 that each feature is divided by; a new array} */
    public double[] deviations() {
        return deviations.clone();
    }

    private void checkFeatures(int found) {
        if (found != means.length) {
            throw new IllegalArgumentException(
                    Tables.count(found, "feature") + ", but " + means.length + " are needed");
        }
    }

    /**
     * Describes the standardizer by its numbers.
     *
     * @return the means and the deviations
     */
    @Override
    public String toString() {
        return "Standardizer[means=" + Arrays.toString(means) + ", deviations=" + Arrays.toString(deviations) + "]";
    }
}
