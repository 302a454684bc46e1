package io.gradstep.nn.data;

import java.util.Objects;
import java.util.Optional;

/**
 * The change of units between a table and a network: standardised inputs, and in regression standardised targets too.
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
     * Makes a scaling of its parts.
     *
     * @param inputs of the inputs; empty where the network takes them as they are
     * @param targets of the targets; empty where the network's outputs are the quantities themselves, or scores of
     *     classes
     * @return the scaling
     */
    public static Scaling of(Optional<Standardizer> inputs, Optional<Standardizer> targets) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(targets, "targets");
        return new Scaling(inputs, targets);
    }

    /**
     * Measures samples: their inputs, and their targets unless those are classes.
     *
     * @param train the samples to learn from
     * @return what makes inputs and targets of mean 0 and deviation 1
     * @throws IllegalArgumentException if a column is so large, about 1e150 and more, that its deviation overflows
     */
    public static Scaling fit(Dataset train) {
        return new Scaling(
                Optional.of(Standardizer.fit(train)),
                train.classes().isPresent() ? Optional.empty() : Optional.of(Standardizer.fit(swapped(train))));
    }

    /** The targets as inputs: a standardizer measures inputs. */
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
     * Brings samples to the network's units.
     *
     * @param data samples in the units of the table
     * @return a new data set; names stay
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
     * Brings a row to the network's units.
     *
     * @param row a number for each input, in the units of the table; left as it is
     * @return what the network takes
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] toNetwork(double[] row) {
        Objects.requireNonNull(row, "row");
        return inputs.isPresent() ? inputs.get().apply(row) : row.clone();
    }

    /**
     * Brings targets to the network's units.
     *
     * @param target a number for each output, in the units of the table, or a class; left as it is
     * @return what the network's outputs are compared with
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] targetToNetwork(double[] target) {
        Objects.requireNonNull(target, "target");
        return targets.isPresent() ? targets.get().apply(target) : target.clone();
    }

    /**
     * Brings outputs to the units of the table.
     *
     * @param outputs of the network; left as they are
     * @return quantities in their own units, or the scores of classes as they are
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public double[] fromNetwork(double[] outputs) {
        Objects.requireNonNull(outputs, "outputs");
        return targets.isPresent() ? targets.get().invert(outputs) : outputs.clone();
    }

    /**
     * Returns what standardises the inputs.
     *
     * @return empty where the network takes them as they are
     */
    public Optional<Standardizer> inputs() {
        return inputs;
    }

    /**
     * Returns what standardises the targets.
     *
     * @return empty where the network's outputs are the quantities themselves, or scores of classes
     */
    public Optional<Standardizer> targets() {
        return targets;
    }

    /**
     * Tells whether every number stays as it is.
     *
     * @return true if neither inputs nor targets are standardised
     */
    public boolean isNone() {
        return inputs.isEmpty() && targets.isEmpty();
    }

    /** Describes the scaling by its numbers. */
    @Override
    public String toString() {
        return "Scaling[inputs=" + inputs + ", targets=" + targets + "]";
    }
}
