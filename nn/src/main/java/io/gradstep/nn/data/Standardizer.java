package io.gradstep.nn.data;

import java.util.Arrays;

/**
 * Standardises every feature to mean 0 and standard deviation 1, as measured on the training samples.
 *
 * <p>Fit it to the training samples alone, and apply it to every sample that the network sees, then and later; its
 * {@link #means()} and {@link #deviations()} are its whole state. A feature that is constant in training is only
 * shifted: its deviation counts as 1.
 */
public final class Standardizer {
    private final double[] means;
    private final double[] deviations;

    private Standardizer(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * Measures the features of samples.
     *
     * <p>The deviation is that of the samples themselves: the root of the mean squared distance from the mean.
     *
     * @param train the training samples
     * @return a standardizer to mean 0 and deviation 1
     * @throws IllegalArgumentException if a feature is so large, about 1e150 and more, that its deviation overflows
     */
    public static Standardizer fit(Dataset train) {
        double[] means = new double[train.inputCount()];
        double[] deviations = new double[train.inputCount()];
        for (int j = 0; j < means.length; j++) {
            fit(train, j, means, deviations);
        }
        return new Standardizer(means, deviations);
    }

    private static void fit(Dataset train, int j, double[] means, double[] deviations) {
        double first = train.input(0, j);
        boolean constant = true;
        double sum = 0;
        for (int i = 0; i < train.size(); i++) {
            constant &= train.input(i, j) == first;
            sum += train.input(i, j);
        }
        // The sum of n equal numbers is not always exactly n times the number.
        double mean = constant ? first : sum / train.size();
        double squares = 0;
        for (int i = 0; i < train.size(); i++) {
            double distance = train.input(i, j) - mean;
            squares += distance * distance;
        }
        double deviation = Math.sqrt(squares / train.size());
        if (!Double.isFinite(deviation)) {
            throw new IllegalArgumentException("the feature "
                    + train.inputNames().get(j) + " is too large to be standardised: its deviation overflows");
        }
        means[j] = mean;
        // Differences below about 1e-162 have squares of 0.
        deviations[j] = deviation == 0 ? 1 : deviation;
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
