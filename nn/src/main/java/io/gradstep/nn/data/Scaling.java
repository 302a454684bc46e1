package io.gradstep.nn.data;

import java.util.Objects;
import java.util.Optional;

/**
 * The conversion of units between a table and a network: standardised inputs, and for regression standardised targets.
 *
 * <pre>{@code
 * double[][] inputs = {{100, 7}, {300, 7}};
 * double[][] targets = {{5000}, {9000}};
 * Scaling scaling = Scaling.fit(Dataset.regression(inputs, targets));
 * System.out.println(Arrays.toString(scaling.toNetwork(new double[] {400, 7}))); // [2.0, 0.0]
 * System.out.println(Arrays.toString(scaling.fromNetwork(new double[] {0.5}))); // [8000.0]
 * }</pre>
 *
 * <p>Immutable. Fit it to the training samples alone.
 */
public final class Scaling {
    /** The scaling that leaves every number as it is. */
    public static final Scaling NONE = new Scaling(Optional.empty(), Optional.empty());

    private final Optional<Standardizer> inputs;
    private final Optional<Standardizer> targets;

    private Scaling(Optional<Standardizer> inputs, Optional<Standardizer> targets) {
        this.inputs = inputs;
        this.targets = targets;
    }

    /**
     * Makes a scaling from its parts.
     *
     * @param inputs the standardizer of the inputs; empty if they stay unchanged
     * @param targets the standardizer of the targets; empty if they stay unchanged or are classes
     * @return the scaling
     */
    public static Scaling of(Optional<Standardizer> inputs, Optional<Standardizer> targets) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(targets, "targets");
        return new Scaling(inputs, targets);
    }

    /**
     * Fits a scaling to samples: to their inputs, and to their targets unless those are classes.
     *
     * @param train the samples to learn from
     * @return a scaling to mean 0 and standard deviation 1
     * @throws IllegalArgumentException if a column is so large, about 1e150 and more, that its deviation overflows
     */
    public static Scaling fit(RowSource train) {
        return new Scaling(
                Optional.of(Standardizer.fit(train)),
                train.classes().isPresent() ? Optional.empty() : Optional.of(Standardizer.fit(train, true)));
    }

    /** A data set whose inputs are the targets, because a standardizer measures inputs. */
    private static Dataset swapped(Dataset data) {
        return Dataset.regression(targets(data), inputs(data)).withInputNames(data.targetNames());
    }

    private static double[][] inputs(Dataset data) {
        double[][] rows = new double[data.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = data.input(i);
        }
        return rows;
    }

    private static double[][] targets(Dataset data) {
        double[][] rows = new double[data.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = data.target(i);
        }
        return rows;
    }

    /**
     * Converts samples to the network's units.
     *
     * @param data samples in the units of the table
     * @return a new data set with the same names
     * @throws IllegalArgumentException if the number of columns differs, or a result overflows
     */
    public Dataset apply(Dataset data) {
        Objects.requireNonNull(data, "data");
        Dataset scaled = inputs.isPresent() ? inputs.get().apply(data) : data;
        if (targets.isEmpty()) {
            return scaled;
        }
        return Dataset.regression(inputs(scaled), inputs(targets.get().apply(swapped(data))))
                .withInputNames(data.inputNames())
                .withTargetNames(data.targetNames());
    }

    /**
     * Converts a row to the network's units.
     *
     * @param row a number for each input, in the units of the table; not modified
     * @return the inputs of the network
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] toNetwork(double[] row) {
        Objects.requireNonNull(row, "row");
        return inputs.isPresent() ? inputs.get().apply(row) : row.clone();
    }

    /**
     * Converts targets to the network's units.
     *
     * @param target a number for each output, in the units of the table, or a class; not modified
     * @return the targets to compare the network's outputs with
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] targetToNetwork(double[] target) {
        Objects.requireNonNull(target, "target");
        return targets.isPresent() ? targets.get().apply(target) : target.clone();
    }

    /**
     * Converts outputs to the units of the table.
     *
     * @param outputs of the network; not modified
     * @return quantities in their own units, or the unchanged scores of classes
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] fromNetwork(double[] outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return targets.isPresent() ? targets.get().invert(outputs) : outputs.clone();
    }

    /** {@return the standardizer of the inputs; empty if the network takes them unchanged} */
    public Optional<Standardizer> inputs() {
        return inputs;
    }

    /**
     * {@return the standardizer of the targets; empty if the network's outputs are the quantities themselves, or scores
     * of classes}
     */
    public Optional<Standardizer> targets() {
        return targets;
    }

    /** {@return whether every number stays unchanged: neither inputs nor targets are standardised} */
    public boolean isNone() {
        return inputs.isEmpty() && targets.isEmpty();
    }

    /** {@return the numbers of the scaling} */
    @Override
    public String toString() {
        return "Scaling[inputs=" + inputs + ", targets=" + targets + "]";
    }
}
