package io.gradstep.demos.train;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Standardizer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the units of a table become those of a network and back: standardised inputs, and in regression standardised
 * targets, as measured on the training samples.
 *
 * @param inputs null where the network takes the numbers as they are
 * @param targets null where the network's outputs are the quantities themselves, or scores of classes
 */
record Scales(@Nullable Standardizer inputs, @Nullable Standardizer targets) {
    static final Scales NONE = new Scales(null, null);

    private static final String INPUTS = "predict.inputs.";
    private static final String TARGETS = "predict.targets.";
    private static final String MEANS = "means";
    private static final String DEVIATIONS = "deviations";

    /** Measures samples. */
    static Scales of(Dataset train) {
        return new Scales(
                Standardizer.fit(train), train.classes().isPresent() ? null : Standardizer.fit(swapped(train)));
    }

    /** The targets as inputs: a standardizer measures inputs. */
    private static Dataset swapped(Dataset data) {
        return Dataset.regression(targets(data), inputs(data)).withInputNames(data.targetNames());
    }

    Dataset apply(Dataset data) {
        Dataset scaled = inputs == null ? data : inputs.apply(data);
        if (targets == null) {
            return scaled;
        }
        return Dataset.regression(inputs(scaled), inputs(targets.apply(swapped(data))))
                .withInputNames(data.inputNames())
                .withTargetNames(data.targetNames());
    }

    /** A row of a table, as the network takes it. */
    double[] toNetwork(double[] row) {
        return inputs == null ? row : inputs.apply(row);
    }

    /** What the network says, in the units of the table. */
    double[] fromNetwork(double[] outputs) {
        if (targets == null) {
            return outputs;
        }
        double[] means = targets.means();
        double[] deviations = targets.deviations();
        double[] quantities = new double[outputs.length];
        for (int i = 0; i < quantities.length; i++) {
            quantities[i] = means[i] + deviations[i] * outputs[i];
        }
        return quantities;
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

    void describe(Map<String, String> notes) {
        describe(notes, INPUTS, inputs);
        describe(notes, TARGETS, targets);
    }

    private static void describe(Map<String, String> notes, String prefix, @Nullable Standardizer standardizer) {
        if (standardizer != null) {
            notes.put(prefix + MEANS, Notes.written(standardizer.means()));
            notes.put(prefix + DEVIATIONS, Notes.written(standardizer.deviations()));
        }
    }

    static Scales read(Notes notes, int inputs, int outputs) throws IOException {
        return new Scales(standardizer(notes, INPUTS, inputs), standardizer(notes, TARGETS, outputs));
    }

    private static @Nullable Standardizer standardizer(Notes notes, String prefix, int count) throws IOException {
        if (!notes.has(prefix + MEANS)) {
            return null;
        }
        double[] means = notes.numbers(prefix + MEANS);
        double[] deviations = notes.numbers(prefix + DEVIATIONS);
        return notes.parsed(prefix + MEANS, text -> {
            if (means.length != count) {
                throw new IllegalArgumentException("there should be %d numbers".formatted(count));
            }
            return Standardizer.of(means, deviations);
        });
    }
}
