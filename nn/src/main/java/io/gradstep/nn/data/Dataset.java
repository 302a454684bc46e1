package io.gradstep.nn.data;

import io.gradstep.nn.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An immutable table of samples: inputs of a network, and the targets it should predict.
 *
 * <p>Each sample has {@link #inputCount()} finite numbers as its input and {@link #outputCount()} finite numbers as its
 * target. In a data set for classification there is one target, the index of the sample's class; in one for regression
 * the targets are the quantities to predict. A data set has at least one sample, one input and one target.
 *
 * <p>{@link #subset}, {@link #split} and {@link #shuffled} return views that share the numbers: they take four bytes
 * per sample and keep the whole table alive.
 */
public final class Dataset implements RowSource {
    private final double[] inputs;
    private final double[] targets;

    /** Sample i is row {@code rows[i]} of the two tables. */
    private final int[] rows;

    private final List<String> inputNames;
    private final List<String> targetNames;

    /** Empty for regression. */
    private final List<String> classNames;

    private Dataset(
            double[] inputs,
            double[] targets,
            int[] rows,
            List<String> inputNames,
            List<String> targetNames,
            List<String> classNames) {
        this.inputs = inputs;
        this.targets = targets;
        this.rows = rows;
        this.inputNames = inputNames;
        this.targetNames = targetNames;
        this.classNames = classNames;
    }

    /**
     * Makes a data set for regression with one or more targets per sample.
     *
     * @param inputs one row per sample, all of the same length; copied
     * @param targets one row per sample, all of the same length; copied
     * @return a data set with inputs named {@code x1, x2, ...} and targets named {@code y}, or {@code y1, y2, ...}
     * @throws IllegalArgumentException if there is no sample, the numbers of rows differ, rows are empty or of
     *     different lengths, or a number is NaN or infinite
     */
    public static Dataset regression(double[][] inputs, double[][] targets) {
        Tables.checkCount(inputs.length, targets.length, "targets");
        return table(
                Tables.flat(inputs, "input"),
                Tables.flat(targets, "target"),
                Tables.numbered("x", inputs[0].length),
                targets[0].length == 1 ? List.of("y") : Tables.numbered("y", targets[0].length),
                List.of());
    }

    /**
     * Makes a data set for regression with one target per sample.
     *
     * @param inputs one row per sample, all of the same length; copied
     * @param targets one number per sample; copied
     * @return a data set with inputs named {@code x1, x2, ...} and the target {@code y}
     * @throws IllegalArgumentException if there is no sample, the numbers of samples differ, rows are empty or of
     *     different lengths, or a number is NaN or infinite
     */
    public static Dataset regression(double[][] inputs, double[] targets) {
        Tables.checkCount(inputs.length, targets.length, "targets");
        return table(
                Tables.flat(inputs, "input"),
                targets.clone(),
                Tables.numbered("x", inputs[0].length),
                List.of("y"),
                List.of());
    }

    /**
     * Makes a data set for classification.
     *
     * @param inputs one row per sample, all of the same length; copied
     * @param labels the index of each sample's class, from 0
     * @param classNames a name for each class, at least two and all different
     * @return a data set with inputs named {@code x1, x2, ...} and the target {@code class}
     * @throws IllegalArgumentException if there is no sample, the numbers of samples differ, rows are empty or of
     *     different lengths, a number is NaN or infinite, a label is not the index of a name, or there are fewer than
     *     two names or equal ones
     */
    public static Dataset classification(double[][] inputs, int[] labels, List<String> classNames) {
        Tables.checkCount(inputs.length, labels.length, "labels");
        double[] targets = Arrays.stream(labels).asDoubleStream().toArray();
        return table(
                Tables.flat(inputs, "input"),
                targets,
                Tables.numbered("x", inputs[0].length),
                List.of("class"),
                classNames);
    }

    /**
     * Makes a data set from packed tables, which it takes ownership of.
     *
     * @param classNames empty for regression
     * @throws IllegalArgumentException if a number is not finite or a label not the index of a class
     */
    static Dataset table(
            double[] inputs,
            double[] targets,
            List<String> inputNames,
            List<String> targetNames,
            List<String> classNames) {
        int size = targets.length / targetNames.size();
        if (size == 0) {
            throw new IllegalArgumentException("a data set needs at least one sample");
        }
        if ((long) size * inputNames.size() != inputs.length || size * targetNames.size() != targets.length) {
            throw new IllegalArgumentException(inputs.length + " inputs and " + targets.length
                    + " targets cannot be split into samples of " + inputNames.size() + " and " + targetNames.size());
        }
        Tables.checkFinite(inputs, inputNames, "input");
        Tables.checkFinite(targets, targetNames, "target");
        if (!classNames.isEmpty()) {
            Tables.checkClasses(targets, classNames);
        }
        int[] rows = new int[size];
        Arrays.setAll(rows, i -> i);
        return new Dataset(
                inputs,
                targets,
                rows,
                Tables.distinct(inputNames, "input"),
                Tables.distinct(targetNames, "target"),
                List.copyOf(classNames));
    }

    /** {@return the number of samples, at least 1} */
    public int size() {
        return rows.length;
    }

    @Override
    public long rowCount() {
        return size();
    }

    /** {@return the number of features, at least 1} */
    @Override
    public int inputCount() {
        return inputNames.size();
    }

    /** {@return the number of targets, at least 1; for classification 1, the index of the class} */
    @Override
    public int outputCount() {
        return targetNames.size();
    }

    /**
     * {@return the inputs of a sample: a new array of {@link #inputCount()} numbers}
     *
     * @param i the sample, from 0
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public double[] input(int i) {
        int start = rows[i] * inputCount();
        return Arrays.copyOfRange(inputs, start, start + inputCount());
    }

    /**
     * {@return one number of a sample's input}
     *
     * @param i the sample, from 0
     * @param j the feature, from 0
     * @throws IndexOutOfBoundsException if there is no such sample or feature
     */
    public double input(int i, int j) {
        return inputs[rows[i] * inputCount() + Objects.checkIndex(j, inputCount())];
    }

    /**
     * {@return the target of a sample: a new array of {@link #outputCount()} numbers}
     *
     * @param i the sample, from 0
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public double[] target(int i) {
        int start = rows[i] * outputCount();
        return Arrays.copyOfRange(targets, start, start + outputCount());
    }

    /**
     * {@return one number of a sample's target: a finite number; for classification the index of the class}
     *
     * @param i the sample, from 0
     * @param j the output, from 0
     * @throws IndexOutOfBoundsException if there is no such sample or output
     */
    public double target(int i, int j) {
        return targets[rows[i] * outputCount() + Objects.checkIndex(j, outputCount())];
    }

    @Override
    public void read(long from, long to, double[][] inputs, double[][] targets) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(targets, "targets");
        Objects.checkFromToIndex(from, to, size());
        for (int k = 0; k < to - from; k++) {
            int row = rows[(int) from + k];
            System.arraycopy(this.inputs, row * inputCount(), inputs[k], 0, inputCount());
            System.arraycopy(this.targets, row * outputCount(), targets[k], 0, outputCount());
        }
    }

    /** {@return the number of classes, at least 2, whether or not each has samples here; empty for regression} */
    @Override
    public OptionalInt classes() {
        return classNames.isEmpty() ? OptionalInt.empty() : OptionalInt.of(classNames.size());
    }

    /**
     * {@return the class of a sample: an index into {@link #classNames()}}
     *
     * @param i the sample, from 0
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if this is a data set for regression
     */
    public int label(int i) {
        requireClasses();
        return (int) targets[rows[i]];
    }

    /**
     * Counts the samples of each class.
     *
     * @return a count for each of {@link #classNames()}, which may be 0
     * @throws IllegalStateException if this is a data set for regression
     */
    public int[] classCounts() {
        requireClasses();
        int[] counts = new int[classNames.size()];
        for (int row : rows) {
            counts[(int) targets[row]]++;
        }
        return counts;
    }

    /** {@return the {@link #inputCount()} different names of the features, unmodifiable} */
    @Override
    public List<String> inputNames() {
        return inputNames;
    }

    /** {@return the {@link #outputCount()} different names of the targets, unmodifiable} */
    @Override
    public List<String> targetNames() {
        return targetNames;
    }

    /** {@return the names of the classes, unmodifiable; empty for regression} */
    @Override
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Renames the features.
     *
     * @param names {@link #inputCount()} different names
     * @return the same samples under the new names
     * @throws IllegalArgumentException if there are too few or too many names, or equal ones
     */
    public Dataset withInputNames(List<String> names) {
        Tables.checkNames(names, inputCount(), "input");
        return new Dataset(inputs, targets, rows, Tables.distinct(names, "input"), targetNames, classNames);
    }

    /**
     * Renames the targets.
     *
     * @param names {@link #outputCount()} different names
     * @return the same samples under the new names
     * @throws IllegalArgumentException if there are too few or too many names, or equal ones
     */
    public Dataset withTargetNames(List<String> names) {
        Tables.checkNames(names, outputCount(), "target");
        return new Dataset(inputs, targets, rows, inputNames, Tables.distinct(names, "target"), classNames);
    }

    /**
     * Selects samples.
     *
     * @param indices the samples in the desired order, from 0; repeats are allowed
     * @return a view of them
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalArgumentException if there are none
     */
    public Dataset subset(int[] indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a data set needs at least one sample; this subset would have none");
        }
        int[] chosen = new int[indices.length];
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = rows[indices[k]];
        }
        return new Dataset(inputs, targets, chosen, inputNames, targetNames, classNames);
    }

    /**
     * Shuffles the samples.
     *
     * @param seed the same seed gives the same order on every machine
     * @return a view of all samples
     */
    public Dataset shuffled(long seed) {
        return subset(new Draws(seed).permutation(size()));
    }

    /**
     * Splits the samples at random into two parts.
     *
     * @param fraction the share of the first part, above 0 and below 1; rounded to whole samples, but neither part is
     *     empty
     * @param seed the same seed gives the same parts on every machine
     * @return views of the two parts, each in random order
     * @throws IllegalArgumentException if the fraction is outside its range, or there is only one sample
     */
    public Split split(double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("the fraction of a split must be above 0 and below 1, not " + fraction);
        }
        if (size() < 2) {
            throw new IllegalArgumentException("one sample cannot be split in two parts");
        }
        int first = (int) Math.max(1, Math.min(size() - 1, Math.round(fraction * size())));
        int[] order = new Draws(seed).permutation(size());
        return new Split(subset(Arrays.copyOf(order, first)), subset(Arrays.copyOfRange(order, first, order.length)));
    }

    /**
     * Encodes classes as one target per class: 1 for the sample's own, 0 for the others.
     *
     * @return a data set for regression whose targets are named as the classes
     * @throws IllegalStateException if this is a data set for regression
     */
    public Dataset oneHot() {
        requireClasses();
        int classes = classNames.size();
        double[] hot = new double[Math.multiplyExact(size(), classes)];
        for (int i = 0; i < size(); i++) {
            hot[i * classes + label(i)] = 1;
        }
        return table(packedInputs(), hot, inputNames, classNames, List.of());
    }

    /** A data set with the same targets and other inputs, packed in the order of the samples. */
    Dataset withInputs(double[] packed) {
        double[] packedTargets = new double[size() * outputCount()];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(targets, rows[i] * outputCount(), packedTargets, i * outputCount(), outputCount());
        }
        return table(packed, packedTargets, inputNames, targetNames, classNames);
    }

    /** A new packed table with the inputs of the samples, in order. */
    double[] packedInputs() {
        double[] packed = new double[size() * inputCount()];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(inputs, rows[i] * inputCount(), packed, i * inputCount(), inputCount());
        }
        return packed;
    }

    /**
     * Describes the data set in one line.
     *
     * @return the numbers of samples, inputs and outputs or classes
     */
    @Override
    public String toString() {
        return summary();
    }

    private void requireClasses() {
        if (classNames.isEmpty()) {
            throw new IllegalStateException("this data set is for regression: it has no classes");
        }
    }
}
