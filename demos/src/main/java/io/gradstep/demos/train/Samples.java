package io.gradstep.demos.train;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.HoldOut;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.data.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a training: all in their own units, and the training and validation samples in the network's units
 * too.
 *
 * @param raw all samples before the split
 * @param rawTrain the training samples
 * @param rawValidation the samples to measure after every epoch; null if there are none
 * @param heldOut the samples to measure only at the end; null if there are none
 * @param scaling converts these units to the network's
 * @param train {@code rawTrain} in the network's units
 * @param validation {@code rawValidation} in the network's units
 */
public record Samples(
        RowSource raw,
        RowSource rawTrain,
        @Nullable RowSource rawValidation,
        @Nullable RowSource heldOut,
        Scaling scaling,
        RowSource train,
        @Nullable RowSource validation) {

    /**
     * Splits and scales samples.
     *
     * @param config the training's settings
     * @param data the samples that were read or generated
     * @return the samples
     * @throws IOException if held-out samples cannot be read
     * @throws IllegalArgumentException if they cannot be split or scaled
     */
    public static Samples of(TrainingConfig config, Dataset data) throws IOException {
        Dataset train = data;
        Dataset validation = null;
        if (config.validation() != 0) {
            Split split = config.batch() == TrainingConfig.ALL ? inOrder(data, config) : split(data, config);
            train = split.train();
            validation = split.rest();
        }
        if (!(config.source() instanceof DataSource.Generated)) {
            return of(data, train, validation, null, Scaling.fit(train));
        }
        // Drawn with another seed, so that they played no part, not even in the choice of settings.
        Dataset heldOut = unseen(config.source().read(~config.seed()), data);
        return of(data, train, validation, heldOut, Scaling.NONE);
    }

    private static Samples of(
            Dataset raw, Dataset train, @Nullable Dataset validation, @Nullable Dataset heldOut, Scaling scaling) {
        return new Samples(
                raw,
                train,
                validation,
                heldOut,
                scaling,
                scaling.apply(train),
                validation == null ? null : scaling.apply(validation));
    }

    /** Splits samples without shuffling them, so that it can be done on a cluster too. */
    private static Split inOrder(Dataset data, TrainingConfig config) {
        HoldOut choice = new HoldOut(data.size(), config.validation(), config.seed());
        IntPredicate held = choice::holds;
        return new Split(
                data.subset(
                        IntStream.range(0, data.size()).filter(held.negate()).toArray()),
                data.subset(IntStream.range(0, data.size()).filter(held).toArray()));
    }

    /**
     * Returns samples for pictures, which need all of them in memory.
     *
     * @throws IllegalStateException if they are elsewhere
     */
    static Dataset inMemory(RowSource samples) {
        if (samples instanceof Dataset data) {
            return data;
        }
        throw new IllegalStateException("samples that are not in memory cannot be drawn");
    }

    private static Split split(Dataset data, TrainingConfig config) {
        if (!(config.validation() > 0 && config.validation() < 1)) {
            throw new IllegalArgumentException(
                    "the share of validation samples must be at least 0 and less than 1, not " + config.validation());
        }
        return data.split(1 - config.validation(), config.seed());
    }

    /** Returns the samples that are not in the other data set; null if all are in it, as with a truth table. */
    private static @Nullable Dataset unseen(Dataset samples, Dataset other) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < other.size(); i++) {
            seen.add(Arrays.toString(other.input(i)));
        }
        int[] fresh = IntStream.range(0, samples.size())
                .filter(i -> !seen.contains(Arrays.toString(samples.input(i))))
                .toArray();
        return fresh.length == 0 ? null : samples.subset(fresh);
    }
}
